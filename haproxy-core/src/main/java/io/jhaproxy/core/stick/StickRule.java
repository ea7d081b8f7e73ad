package io.jhaproxy.core.stick;

import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.table.StickTable;

/**
 * A compiled {@code stick} line.
 *
 * @param matches whether an entry leads to its server
 * @param stores whether the server is stored with the key
 */
public record StickRule(
    Expression key, Test condition, StickTable table, boolean matches, boolean stores) {}
