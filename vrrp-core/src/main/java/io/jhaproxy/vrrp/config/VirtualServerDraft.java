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
  @Nullable String forwarding;
  @Nullable String protocol;
  boolean sorryServer;
  long quorum = 1;
  long hysteresis;
  int weight = 1;

  final List<RealServer> servers = new ArrayList<>();

  /** A real server; its weight may follow later. */
  static final class RealServer {
    final String address;
    final String port;
    int weight;

    RealServer(String address, String port, int weight) {
      this.address = address;
      this.port = port;
      this.weight = weight;
    }
  }

  VirtualServerDraft(String address, String port, boolean mark) {
    this.address = address;
    this.port = port;
    this.mark = mark;
  }

  /** A real server as messages name it. */
  String name(RealServer server) {
    String shown = server.port.isEmpty() ? port : server.port;
    return "[" + server.address + "]:" + (protocol == null ? "none" : protocol) + ":" + shown;
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
