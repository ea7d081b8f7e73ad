package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.route.RuleSelectors;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code virtual_rules} or {@code static_rules}.
 *
 * @param family address family
 * @param from source network; null for all
 * @param to destination network; null for all
 * @param input incoming interface; null for all
 * @param output outgoing interface; null for all
 * @param mark firewall mark
 * @param mask mask of the mark; 0 where it does not matter
 * @param tos type of service, 0 for all
 * @param priority order among the kernel's rules
 * @param action {@code FR_ACT_*}: 1 look up, 2 goto, 6 blackhole, 7 unreachable, 8 prohibit
 * @param table routing table to look up; 0 for other actions
 * @param target rule to go on with for {@code goto}; 0 for other actions
 * @param not whether the selector is inverted
 * @param protocol {@code RTPROT_*}, 18 (keepalived) unless given
 * @param selectors the rarer selectors
 * @param track whether its removal by somebody else is noticed
 * @param trackGroup for static rules: whose instances go to FAULT; null if none
 * @param text the line as it was configured, for dumps
 */
public record RuleModel(
    Family family,
    @Nullable InetAddress from,
    int fromPrefix,
    @Nullable InetAddress to,
    int toPrefix,
    @Nullable String input,
    @Nullable String output,
    int mark,
    int mask,
    int tos,
    long priority,
    int action,
    int table,
    int target,
    boolean not,
    int protocol,
    RuleSelectors selectors,
    boolean track,
    @Nullable String trackGroup,
    String text) {}
