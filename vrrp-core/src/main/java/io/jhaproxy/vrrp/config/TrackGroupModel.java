package io.jhaproxy.vrrp.config;

import java.util.List;

/**
 * {@code track_group}: instances that go to FAULT when a static address, route or rule which names
 * the group disappears.
 *
 * @param name name used by {@code track_group} on static lines
 * @param members names of existing instances
 */
public record TrackGroupModel(String name, List<String> members) {
  /** Copies the members. */
  public TrackGroupModel {
    members = List.copyOf(members);
  }
}
