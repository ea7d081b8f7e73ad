package io.jhaproxy.vrrp.config;

import java.time.Duration;

/**
 * Who becomes master, and when.
 *
 * @param preempt a higher priority displaces a running master ({@code nopreempt} unsets it)
 * @param preemptDelay wait before displacing a lower-priority master; zero for none
 * @param accept packets to the addresses are accepted although not the owner
 * @param strict {@code vrrp_strict} / {@code strict_mode}
 * @param skipCheckAdvertAddresses no address list comparison for adverts of the known master
 * @param lowerPriorityNoAdvert a master does not answer adverts of lower priority
 * @param higherPrioritySendAdvert a master sends one more advert on seeing a higher priority
 * @param downTimerAdverts missed adverts before take-over, 1..100
 * @param trackPrimary faults of the instance's own interface count
 * @param promoteSecondaries set promote_secondaries on the interface
 */
public record ElectionOptions(
    boolean preempt,
    Duration preemptDelay,
    boolean accept,
    boolean strict,
    boolean skipCheckAdvertAddresses,
    boolean lowerPriorityNoAdvert,
    boolean higherPrioritySendAdvert,
    int downTimerAdverts,
    boolean trackPrimary,
    boolean promoteSecondaries) {
  /** What holds when nothing is configured. */
  public static final ElectionOptions DEFAULTS =
      new ElectionOptions(true, Duration.ZERO, true, false, false, false, false, 3, true, false);
}
