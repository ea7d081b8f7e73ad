package io.jhaproxy.core.rule;

import org.jspecify.annotations.Nullable;

/** One rule: an action under a condition. */
interface Rule {
  /** Applies the rule if its condition holds; null means: go on with the next rule. */
  @Nullable Verdict apply(RuleContext context);
}
