package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.Test;
import org.jspecify.annotations.Nullable;

/**
 * One rule: an action under a condition.
 *
 * @param waits true if an undecided condition makes the set wait for more bytes
 * @param place where it is written, or null for one that is not
 */
record Rule(Test condition, Action action, boolean waits, @Nullable RulePlace place) {}
