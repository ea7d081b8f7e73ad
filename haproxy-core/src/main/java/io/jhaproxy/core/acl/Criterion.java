package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Scratch;

/** One ACL test: an expression whose values are compared with patterns. */
final class Criterion implements Test {
  private final Expression expression;
  private final Match match;
  private final Patterns patterns;

  Criterion(Expression expression, Match match, Patterns patterns) {
    this.expression = expression;
    this.match = match;
    this.patterns = patterns;
  }

  @Override
  public int test(SampleContext context) {
    Scratch scratch = context.scratch();
    long mark = scratch.mark();
    int result = FAIL;
    boolean certain = false;
    Sample sample = scratch.sample();
    for (int index = 0; result == FAIL; index++) {
      int found = expression.evaluate(context, sample, index);
      if (found == 0) {
        break;
      }
      if (found == 2 && matches(context, sample)) {
        result = PASS;
      }
      certain = found == 2 && !expression.growsWithBytes();
    }
    if (result == FAIL && !certain && expression.mayChange(context)) {
      result = UNKNOWN;
    }
    scratch.reset(mark);
    return result;
  }

  private boolean matches(SampleContext context, Sample sample) {
    SampleType input = match.input();
    return (input == null || Casts.cast(sample, input, context.scratch()))
        && patterns.match(sample) >= 0;
  }
}
