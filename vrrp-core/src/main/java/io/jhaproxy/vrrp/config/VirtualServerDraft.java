package io.jhaproxy.vrrp.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of a virtual server for the checks of the whole. */
final class VirtualServerDraft {
  final String address;
  final String port;
  final boolean mark;
  boolean scheduler;
  boolean forwarding;
  @Nullable String protocol;
  boolean sorryServer;
  long quorum = 1;
  long hysteresis;
  int weight = 1;

  /** Weights of the real servers, in file order. */
  final List<Integer> weights = new ArrayList<>();

  VirtualServerDraft(String address, String port, boolean mark) {
    this.address = address;
    this.port = port;
    this.mark = mark;
  }

  /** As messages name it. */
  String name() {
    if (mark) {
      return "FWM " + address;
    }
    if (port.isEmpty()) {
      return "[" + address + "]:0";
    }
    String shown = protocol == null ? "none" : protocol;
    return "[" + address + "]:" + shown + ":" + port;
  }
}
