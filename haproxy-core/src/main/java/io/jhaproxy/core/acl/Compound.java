package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.SampleContext;
import java.util.List;

/** Several tests joined by "and" (decided by the first that fails) or "or" (by one that passes). */
final class Compound implements Test {
  private final Test[] tests;
  private final int decisive;

  Compound(List<Test> tests, int decisive) {
    this.tests = tests.toArray(new Test[0]);
    this.decisive = decisive;
  }

  @Override
  public int test(SampleContext context) {
    int result = PASS - decisive;
    for (Test test : tests) {
      int part = test.test(context);
      if (part == decisive) {
        return decisive;
      }
      if (part == UNKNOWN) {
        result = UNKNOWN;
      }
    }
    return result;
  }
}
