package io.jhaproxy.vrrp.kernel;

import io.jhaproxy.vrrp.route.RuleSelectors;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A policy routing rule (ip-rule(8)).
 *
 * @param from source network, null for all
 * @param to destination network, null for all
 * @param input incoming interface, empty for all
 * @param output outgoing interface, empty for all
 * @param mark firewall mark, with {@code mask} 0 where it does not matter
 * @param priority order among rules
 * @param action {@code FR_ACT_*}: 1 look up the table, 2 goto, 6 blackhole, 7 unreachable, 8
 *     prohibit
 * @param table table to look up
 * @param target rule to go on with for action 2
 * @param protocol {@code RTPROT_*}; 18 is keepalived
 * @param selectors the rarer selectors
 */
public record Rule(
    boolean ipv4,
    @Nullable InetAddress from,
    int fromPrefix,
    @Nullable InetAddress to,
    int toPrefix,
    String input,
    String output,
    int mark,
    int mask,
    int tos,
    long priority,
    int action,
    int table,
    int target,
    boolean not,
    int protocol,
    RuleSelectors selectors) {}
