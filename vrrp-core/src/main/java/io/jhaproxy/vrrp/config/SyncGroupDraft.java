package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;

/** A {@code vrrp_sync_group} while it is being read. */
final class SyncGroupDraft {
  final String name;
  final Location location;
  final List<String> members = new ArrayList<>();
  final TrackDraft track = new TrackDraft();
  final NotifyDraft notify = new NotifyDraft();
  boolean trackingWeight;

  SyncGroupDraft(String name, Location location) {
    this.name = name;
    this.location = location;
  }
}
