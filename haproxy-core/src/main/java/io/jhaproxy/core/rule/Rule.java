package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.Test;

/**
 * One rule: an action under a condition.
 *
 * @param waits true if an undecided condition makes the set wait for more bytes
 */
record Rule(Test condition, Action action, boolean waits) {}
