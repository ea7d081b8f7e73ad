package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.List;

/**
 * {@code garp_group}: rate limits that interfaces share.
 *
 * @param garpInterval spacing of gratuitous ARPs; zero for none
 * @param gnaInterval spacing of neighbour advertisements; zero for none
 * @param interfaces the interfaces
 */
public record GarpGroupModel(Duration garpInterval, Duration gnaInterval, List<String> interfaces) {
  /** Copies the names. */
  public GarpGroupModel {
    interfaces = List.copyOf(interfaces);
  }
}
