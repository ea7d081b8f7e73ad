package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an instance or a group watches, while it is being read. */
final class TrackDraft {
  /**
   * One line of a track list.
   *
   * @param weight null where the line has none
   */
  record Entry(String name, @Nullable Integer weight, boolean reverse, Location location) {
    boolean weighted(int defaultWeight) {
      return (weight == null ? defaultWeight : weight) != 0;
    }
  }

  final List<Entry> interfaces = new ArrayList<>();
  final List<Entry> scripts = new ArrayList<>();
  final List<Entry> files = new ArrayList<>();
  final List<Entry> processes = new ArrayList<>();
}
