package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.SampleContext;

/**
 * A compiled condition or a part of one. Results have three values because in content inspection a
 * missing byte may still come (manual 7.3: "may change"). Immutable, shared by all workers.
 */
public interface Test {
  /** The condition does not hold. */
  int FAIL = 0;

  /** Not known yet: evaluate again when more bytes came. */
  int UNKNOWN = 1;

  /** The condition holds. */
  int PASS = 2;

  /** Always holds. */
  Test TRUE = context -> PASS;

  /** Never holds. */
  Test FALSE = context -> FAIL;

  /** {@link #FAIL}, {@link #UNKNOWN} or {@link #PASS}. */
  int test(SampleContext context);

  /** True if it holds for certain. */
  default boolean holds(SampleContext context) {
    return test(context) == PASS;
  }

  /** The opposite; constants are folded. */
  default Test negated() {
    if (this == TRUE) {
      return FALSE;
    }
    if (this == FALSE) {
      return TRUE;
    }
    Test positive = this;
    return context -> PASS - positive.test(context);
  }

  /** Holds if all hold; constants are folded. */
  static Test all(java.util.List<Test> tests) {
    if (tests.size() == 1) {
      return tests.get(0);
    }
    java.util.List<Test> left = tests.stream().filter(test -> test != TRUE).toList();
    if (left.contains(FALSE)) {
      return FALSE;
    }
    if (left.isEmpty()) {
      return TRUE;
    }
    return left.size() == 1 ? left.get(0) : new Compound(left, FAIL);
  }

  /** Holds if one holds; constants are folded. */
  static Test any(java.util.List<Test> tests) {
    if (tests.size() == 1) {
      return tests.get(0);
    }
    java.util.List<Test> left = tests.stream().filter(test -> test != FALSE).toList();
    if (left.contains(TRUE)) {
      return TRUE;
    }
    if (left.isEmpty()) {
      return FALSE;
    }
    return left.size() == 1 ? left.get(0) : new Compound(left, PASS);
  }
}
