package io.jhaproxy.vrrp.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of the virtual server being read, for the checks at its end. */
final class VirtualServerDraft {
  String name = "";
  @Nullable String scheduler;
  @Nullable String forwarding;
  @Nullable String protocol;
  boolean fwmark;
  int quorum = 1;
  int weight = 1;
  final List<Integer> weights = new ArrayList<>();
  boolean inRealServer;
  @Nullable String checker;

  void start(String newName, boolean byMark) {
    name = newName;
    fwmark = byMark;
    scheduler = null;
    forwarding = null;
    protocol = null;
    quorum = 1;
    weight = 1;
    weights.clear();
    inRealServer = false;
    checker = null;
  }

  int totalWeight() {
    return weights.stream().mapToInt(Integer::intValue).sum();
  }
}
