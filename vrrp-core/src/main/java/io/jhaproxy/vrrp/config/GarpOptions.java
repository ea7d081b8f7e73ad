package io.jhaproxy.vrrp.config;

import java.time.Duration;

/**
 * Gratuitous ARP (IPv4) and unsolicited neighbour advertisements (IPv6).
 *
 * @param delay wait before the second set after becoming master; zero for no second set
 * @param repeat announcements per address and set
 * @param refresh period of repeated announcements while master; zero for none
 * @param refreshRepeat announcements per refresh
 * @param lowerPriorityDelay wait before the second set after a lower-priority advert was seen
 * @param lowerPriorityRepeat announcements after a lower-priority advert was seen
 * @param garpInterval spacing of gratuitous ARPs on one interface; zero for none
 * @param gnaInterval spacing of neighbour advertisements on one interface; zero for none
 * @param extraInterface period of announcements on interfaces other than the instance's (vmac);
 *     zero for none
 * @param extraInterfaceAll {@code garp_extra_if all}: also for addresses without a vmac
 */
public record GarpOptions(
    Duration delay,
    int repeat,
    Duration refresh,
    int refreshRepeat,
    Duration lowerPriorityDelay,
    int lowerPriorityRepeat,
    Duration garpInterval,
    Duration gnaInterval,
    Duration extraInterface,
    boolean extraInterfaceAll) {
  /** What holds when nothing is configured. */
  public static final GarpOptions DEFAULTS =
      new GarpOptions(
          Duration.ofSeconds(5),
          5,
          Duration.ZERO,
          1,
          Duration.ofSeconds(5),
          5,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          false);
}
