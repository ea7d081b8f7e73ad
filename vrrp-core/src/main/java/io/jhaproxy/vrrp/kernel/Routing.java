package io.jhaproxy.vrrp.kernel;

import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds and removes routes and policy rules through rtnetlink. */
public final class Routing {
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTM_NEWRULE = 32;
  private static final int RTM_DELRULE = 33;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_GOTO = 4;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_PROTOCOL = 21;
  private static final int FIB_RULE_INVERT = 2;
  private static final int LARGEST_SHORT_TABLE = 255;

  private final Netlink netlink;

  /** Works through a command socket. */
  public Routing(Netlink netlink) {
    this.netlink = netlink;
  }

  /** Adds a route, or replaces the one for the same destination, table and metric. */
  public void add(Route route) throws KernelException {
    int flags =
        NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_REPLACE;
    netlink.request(message(RTM_NEWROUTE, flags, route), "route " + text(route.destination()));
  }

  /** Removes a route. */
  public void remove(Route route) throws KernelException {
    netlink.request(
        message(RTM_DELROUTE, NetlinkMessage.NLM_F_ACK, route),
        "remove route " + text(route.destination()));
  }

  /** Adds a rule. */
  public void add(Rule rule) throws KernelException {
    int flags = NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL;
    try {
      netlink.request(message(RTM_NEWRULE, flags, rule), "rule " + rule.priority());
    } catch (KernelException e) {
      if (e.errno() != Libc.EEXIST) {
        throw e;
      }
    }
  }

  /** Removes a rule. */
  public void remove(Rule rule) throws KernelException {
    netlink.request(
        message(RTM_DELRULE, NetlinkMessage.NLM_F_ACK, rule), "remove rule " + rule.priority());
  }

  private static String text(@Nullable InetAddress destination) {
    return destination == null ? "default" : destination.getHostAddress();
  }

  private static NetlinkMessage message(int type, int flags, Route route) {
    NetlinkMessage message =
        new NetlinkMessage(type, flags)
            .u8(route.ipv4() ? Libc.AF_INET : Libc.AF_INET6)
            .u8(route.prefixLength())
            .u8(0)
            .u8(route.tos())
            .u8(Math.min(route.table(), LARGEST_SHORT_TABLE))
            .u8(route.protocol())
            .u8(route.scope())
            .u8(route.type())
            .u32(route.flags())
            .attribute(RTA_TABLE, route.table());
    address(message, RTA_DST, route.destination());
    gateway(message, route.ipv4(), route.via());
    address(message, RTA_PREFSRC, route.source());
    if (route.device() != 0) {
      message.attribute(RTA_OIF, route.device());
    }
    if (route.metric() >= 0) {
      message.attribute(RTA_PRIORITY, route.metric());
    }
    if (!route.metrics().isEmpty()) {
      int metrics = message.beginPlain(RTA_METRICS);
      for (Map.Entry<Integer, Integer> metric : route.metrics().entrySet()) {
        message.attribute(metric.getKey(), metric.getValue());
      }
      message.end(metrics);
    }
    hops(message, route);
    return message;
  }

  private static void hops(NetlinkMessage message, Route route) {
    if (route.hops().isEmpty()) {
      return;
    }
    int all = message.beginPlain(RTA_MULTIPATH);
    for (Route.Hop hop : route.hops()) {
      int start = message.position();
      message.u16(0).u8(hop.flags()).u8(hop.weight() - 1).u32(hop.device());
      gateway(message, route.ipv4(), hop.via());
      message.raw().putShort(start, (short) (message.position() - start));
    }
    message.end(all);
  }

  private static void gateway(NetlinkMessage message, boolean ipv4, @Nullable InetAddress via) {
    if (via == null) {
      return;
    }
    byte[] address = via.getAddress();
    if (ipv4 == (address.length == 4)) {
      message.attribute(RTA_GATEWAY, address);
    } else {
      // A gateway of the other family: struct rtvia.
      byte[] value = new byte[2 + address.length];
      value[0] = (byte) (address.length == 4 ? Libc.AF_INET : Libc.AF_INET6);
      System.arraycopy(address, 0, value, 2, address.length);
      message.attribute(RTA_VIA, value);
    }
  }

  private static void address(NetlinkMessage message, int type, @Nullable InetAddress address) {
    if (address != null) {
      message.attribute(type, address.getAddress());
    }
  }

  private static NetlinkMessage message(int type, int flags, Rule rule) {
    NetlinkMessage message =
        new NetlinkMessage(type, flags)
            .u8(rule.ipv4() ? Libc.AF_INET : Libc.AF_INET6)
            .u8(rule.toPrefix())
            .u8(rule.fromPrefix())
            .u8(rule.tos())
            .u8(Math.min(rule.table(), LARGEST_SHORT_TABLE))
            .u8(0)
            .u8(0)
            .u8(rule.action())
            .u32(rule.not() ? FIB_RULE_INVERT : 0)
            .attribute(FRA_TABLE, rule.table())
            .attribute(FRA_PRIORITY, (int) rule.priority())
            .attribute(FRA_PROTOCOL, new byte[] {(byte) rule.protocol()});
    address(message, FRA_DST, rule.to());
    address(message, FRA_SRC, rule.from());
    if (!rule.input().isEmpty()) {
      message.attribute(FRA_IIFNAME, rule.input());
    }
    if (!rule.output().isEmpty()) {
      message.attribute(FRA_OIFNAME, rule.output());
    }
    if (rule.mask() != 0) {
      message.attribute(FRA_FWMARK, rule.mark()).attribute(FRA_FWMASK, rule.mask());
    }
    if (rule.target() != 0) {
      message.attribute(FRA_GOTO, rule.target());
    }
    return message;
  }
}
