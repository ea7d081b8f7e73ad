package io.jhaproxy.vrrp.report;

import static io.jhaproxy.vrrp.packet.RejectionReason.ADDRESS_COUNT;
import static io.jhaproxy.vrrp.packet.RejectionReason.ADDRESS_LIST;
import static io.jhaproxy.vrrp.packet.RejectionReason.AUTHENTICATION_MISMATCH;
import static io.jhaproxy.vrrp.packet.RejectionReason.AUTHENTICATION_TYPE;
import static io.jhaproxy.vrrp.packet.RejectionReason.INTERVAL;
import static io.jhaproxy.vrrp.packet.RejectionReason.LENGTH;
import static io.jhaproxy.vrrp.packet.RejectionReason.PASSWORD;
import static io.jhaproxy.vrrp.packet.RejectionReason.TTL;
import static io.jhaproxy.vrrp.packet.RejectionReason.TYPE;

import io.jhaproxy.vrrp.packet.RejectionReason;
import io.jhaproxy.vrrp.state.Counters;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;

/**
 * The statistics file (signal USR2): keepalived's lines, and after them, only where there is
 * something to say, what keepalived does not count.
 */
public final class StatisticsText {
  private StatisticsText() {}

  /** The whole file. */
  public static String of(VrrpMachine machine) {
    StringBuilder out = new StringBuilder();
    machine.instances().forEach(i -> instance(out, i));
    if (machine.unknownVrids() > 0) {
      out.append("Unknown VRID: ").append(machine.unknownVrids()).append('\n');
    }
    return out.toString();
  }

  private static void instance(StringBuilder out, VrrpInstance i) {
    Counters c = i.counters();
    out.append("VRRP Instance: ").append(i.name()).append('\n');
    out.append("  Advertisements:\n");
    line(out, "    Received", c.received());
    line(out, "    Sent", c.sent());
    line(out, "  Became master", c.becameMaster());
    line(out, "  Released master", c.releasedMaster());
    out.append("  Packet Errors:\n");
    line(out, "    Length", c.rejected(LENGTH));
    line(out, "    TTL", c.rejected(TTL));
    line(out, "    Invalid Type", c.rejected(TYPE));
    line(out, "    Advertisement Interval", c.rejected(INTERVAL));
    line(out, "    Address List", c.rejected(ADDRESS_LIST, ADDRESS_COUNT));
    out.append("  Authentication Errors:\n");
    line(out, "    Invalid Type", c.rejected(AUTHENTICATION_TYPE));
    line(out, "    Type Mismatch", c.rejected(AUTHENTICATION_MISMATCH));
    line(out, "    Failure", c.rejected(PASSWORD));
    out.append("  Priority Zero:\n");
    line(out, "    Received", c.priorityZeroReceived());
    line(out, "    Sent", c.priorityZeroSent());
    others(out, c);
  }

  private static void others(StringBuilder out, Counters c) {
    StringBuilder more = new StringBuilder();
    some(more, "    Checksum", c.rejected(RejectionReason.CHECKSUM));
    some(more, "    Version", c.rejected(RejectionReason.VERSION));
    some(more, "    Authentication Header", c.rejected(RejectionReason.AUTHENTICATION_HEADER));
    some(more, "    Destination", c.rejected(RejectionReason.DESTINATION));
    some(more, "    Source", c.rejected(RejectionReason.SOURCE));
    some(more, "    Own Source", c.rejected(RejectionReason.OWN_SOURCE));
    some(more, "    Address List Tolerated", c.toleratedAddressLists());
    some(more, "    Last Words Sent", c.lastWords());
    some(more, "    Stalls", c.stalls());
    if (!more.isEmpty()) {
      out.append("  Other:\n").append(more);
    }
  }

  private static void some(StringBuilder out, String name, long value) {
    if (value > 0) {
      line(out, name, value);
    }
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append(name).append(": ").append(value).append('\n');
  }
}
