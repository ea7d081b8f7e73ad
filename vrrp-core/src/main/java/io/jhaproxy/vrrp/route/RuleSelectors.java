package io.jhaproxy.vrrp.route;

import org.jspecify.annotations.Nullable;

/**
 * The rarer options of a policy rule (ip-rule(8)).
 *
 * @param ipProtocol number of the protocol; null for all
 * @param sourcePorts null for all
 * @param destinationPorts null for all
 * @param users numbers of the users; null for all
 * @param tunnelId null for all
 * @param l3mdev the table is that of the VRF
 * @param realms as in {@link RouteOptions}; 0 for none
 * @param suppressPrefixLength routes with a prefix up to this length do not count; null for none
 * @param suppressGroup routes through interfaces of this group do not count; null for none
 */
public record RuleSelectors(
    @Nullable Integer ipProtocol,
    @Nullable Range sourcePorts,
    @Nullable Range destinationPorts,
    @Nullable Range users,
    @Nullable Long tunnelId,
    boolean l3mdev,
    int realms,
    @Nullable Integer suppressPrefixLength,
    @Nullable Integer suppressGroup) {
  /** None of them. */
  public static final RuleSelectors NONE =
      new RuleSelectors(null, null, null, null, null, false, 0, null, null);

  /** Numbers from the first to the last. */
  public record Range(long first, long last) {}
}
