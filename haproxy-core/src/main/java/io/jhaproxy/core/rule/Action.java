package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.expression.ExpressionException;
import org.jspecify.annotations.Nullable;

/** What a rule does. Immutable, shared by all workers. */
@FunctionalInterface
interface Action {
  /** Does it; null means: go on with the next rule. */
  @Nullable Verdict run(RuleContext context);

  /** Makes an action from the words after its name. */
  @FunctionalInterface
  interface Factory {
    /** Takes the action's words, up to the condition. */
    Action make(Words words, RuleScope scope) throws ExpressionException;
  }
}
