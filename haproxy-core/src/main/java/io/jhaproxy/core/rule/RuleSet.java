package io.jhaproxy.core.rule;

/**
 * The rules of one phase of one proxy, compiled: an array of condition and action, evaluated in
 * order until an action decides. Immutable; shared by all workers.
 */
public final class RuleSet {
  /** A set without rules. */
  public static final RuleSet EMPTY = new RuleSet(new Rule[0]);

  private final Rule[] rules;

  RuleSet(Rule[] rules) {
    this.rules = rules;
  }

  /** True if there is nothing to evaluate: callers skip the phase. */
  public boolean isEmpty() {
    return rules.length == 0;
  }

  /** Evaluates the rules on the stream's thread; see {@link Verdict} for what follows. */
  public Verdict evaluate(RuleContext context) {
    for (Rule rule : rules) {
      Verdict verdict = rule.apply(context);
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.CONTINUE;
  }
}
