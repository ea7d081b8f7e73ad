package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.Test;
import java.util.List;

/**
 * The rules of one phase of one proxy, compiled: an array of conditions and actions, evaluated in
 * order until an action decides. Immutable; shared by all workers.
 *
 * @see RuleCompiler
 */
public final class RuleSet {
  /** A set without rules. */
  public static final RuleSet EMPTY = new RuleSet(List.of());

  private final Rule[] rules;
  private final boolean awaitsBody;

  RuleSet(List<Rule> rules) {
    this.rules = rules.toArray(new Rule[0]);
    this.awaitsBody = rules.stream().anyMatch(rule -> rule.action() instanceof BodyActions.Await);
  }

  /** True if a rule may wait for the body ({@code wait-for-body}). */
  public boolean awaitsBody() {
    return awaitsBody;
  }

  /** True if there is nothing to evaluate: callers skip the phase. */
  public boolean isEmpty() {
    return rules.length == 0;
  }

  /** Evaluates the rules on the stream's thread; see {@link Verdict} for what follows. */
  public Verdict evaluate(RuleContext context) {
    return evaluate(context, 0);
  }

  /** Evaluates the rules from one on, after {@link Verdict#BODY}. */
  public Verdict evaluate(RuleContext context, int from) {
    for (int i = from; i < rules.length; i++) {
      Rule rule = rules[i];
      int holds = rule.condition().test(context);
      if (holds == Test.PASS) {
        Verdict verdict = rule.action().run(context);
        if (verdict != null) {
          if (verdict == Verdict.BODY) {
            context.resumeAt(i + 1);
          } else if (rule.place() != null) {
            context.lastRule(rule.place());
          }
          return verdict;
        }
      } else if (holds == Test.UNKNOWN && rule.waits()) {
        return Verdict.WAIT;
      }
    }
    return Verdict.CONTINUE;
  }
}
