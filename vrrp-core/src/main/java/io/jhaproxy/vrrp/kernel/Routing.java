package io.jhaproxy.vrrp.kernel;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Adds and removes routes and policy rules through rtnetlink. */
public final class Routing {
  static final int LARGEST_SHORT_TABLE = 255;
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RTM_NEWRULE = 32;
  private static final int RTM_DELRULE = 33;

  private final Netlink netlink;

  /** Works through a command socket. */
  public Routing(Netlink netlink) {
    this.netlink = netlink;
  }

  /** Adds a route where its options want it; the very same one may be there already. */
  public void add(Route route) throws KernelException {
    int placement =
        switch (route.options().placement()) {
          case PREPEND -> 0;
          case APPEND -> NetlinkMessage.NLM_F_APPEND;
          case ADD -> NetlinkMessage.NLM_F_EXCL;
        };
    int flags = NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | placement;
    add(RouteMessage.of(RTM_NEWROUTE, flags, route), "route " + text(route.destination()));
  }

  /** Removes a route. */
  public void remove(Route route) throws KernelException {
    netlink.request(
        RouteMessage.of(RTM_DELROUTE, NetlinkMessage.NLM_F_ACK, route),
        "remove route " + text(route.destination()));
  }

  /** Adds a rule. */
  public void add(Rule rule) throws KernelException {
    int flags = NetlinkMessage.NLM_F_ACK | NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL;
    add(RuleMessage.of(RTM_NEWRULE, flags, rule), "rule " + rule.priority());
  }

  /** Removes a rule. */
  public void remove(Rule rule) throws KernelException {
    netlink.request(
        RuleMessage.of(RTM_DELRULE, NetlinkMessage.NLM_F_ACK, rule),
        "remove rule " + rule.priority());
  }

  private void add(NetlinkMessage message, String what) throws KernelException {
    try {
      netlink.request(message, what);
    } catch (KernelException e) {
      if (e.errno() != Libc.EEXIST) {
        throw e;
      }
    }
  }

  private static String text(@Nullable InetAddress destination) {
    return destination == null ? "default" : destination.getHostAddress();
  }
}
