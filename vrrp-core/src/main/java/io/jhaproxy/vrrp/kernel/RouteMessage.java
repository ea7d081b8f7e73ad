package io.jhaproxy.vrrp.kernel;

import io.jhaproxy.vrrp.route.Encapsulation;
import io.jhaproxy.vrrp.route.RouteOptions;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A route as a message of rtnetlink: struct rtmsg and RTA attributes. */
final class RouteMessage {
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_FLOW = 11;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  private static final int RTA_PREF = 20;
  private static final int RTA_ENCAP_TYPE = 21;
  private static final int RTA_ENCAP = 22;
  private static final int RTA_EXPIRES = 23;
  private static final int RTA_TTL_PROPAGATE = 26;
  private static final int RTAX_CC_ALGO = 16;
  private static final int LWTUNNEL_IP_ID = 1;
  private static final int LWTUNNEL_IP_DST = 2;
  private static final int LWTUNNEL_IP_SRC = 3;
  private static final int LWTUNNEL_IP_TTL = 4;
  private static final int LWTUNNEL_IP_TOS = 5;
  private static final int LWTUNNEL_IP6_HOPLIMIT = 4;
  private static final int LWTUNNEL_IP6_TC = 5;
  private static final int LWTUNNEL_IP_FLAGS = 6;
  private static final int MPLS_IPTUNNEL_DST = 1;
  private static final int ILA_ATTR_LOCATOR = 1;

  private final NetlinkMessage message;
  private final Route route;

  private RouteMessage(NetlinkMessage message, Route route) {
    this.message = message;
    this.route = route;
  }

  /** A message of a type, {@code RTM_NEWROUTE} or {@code RTM_DELROUTE}. */
  static NetlinkMessage of(int type, int flags, Route route) {
    RouteMessage built = new RouteMessage(new NetlinkMessage(type, flags), route);
    built.header();
    built.metrics();
    built.options();
    built.hops();
    return built.message;
  }

  private void header() {
    message
        .u8(route.ipv4() ? Libc.AF_INET : Libc.AF_INET6)
        .u8(route.prefixLength())
        .u8(0)
        .u8(route.tos())
        .u8(Math.min(route.table(), Routing.LARGEST_SHORT_TABLE))
        .u8(route.protocol())
        .u8(route.scope())
        .u8(route.type())
        .u32(route.flags())
        .attribute(RTA_TABLE, route.table())
        .attribute(RTA_DST, route.destination());
    gateway(route.via());
    message.attribute(RTA_PREFSRC, route.source());
    if (route.device() != 0) {
      message.attribute(RTA_OIF, route.device());
    }
    if (route.metric() >= 0) {
      message.attribute(RTA_PRIORITY, route.metric());
    }
  }

  private void metrics() {
    String congestionControl = route.options().congestionControl();
    if (route.metrics().isEmpty() && congestionControl == null) {
      return;
    }
    int metrics = message.beginPlain(RTA_METRICS);
    for (Map.Entry<Integer, Integer> metric : route.metrics().entrySet()) {
      message.attribute(metric.getKey(), metric.getValue());
    }
    if (congestionControl != null) {
      message.attribute(RTAX_CC_ALGO, congestionControl);
    }
    message.end(metrics);
  }

  private void options() {
    RouteOptions options = route.options();
    realms(options.realms());
    Integer preference = options.preference();
    if (preference != null) {
      message.attribute(RTA_PREF, new byte[] {preference.byteValue()});
    }
    Integer expires = options.expires();
    if (expires != null) {
      message.attribute(RTA_EXPIRES, (int) expires);
    }
    Boolean propagate = options.propagateTtl();
    if (propagate != null) {
      message.attribute(RTA_TTL_PROPAGATE, new byte[] {(byte) (propagate ? 1 : 0)});
    }
    encapsulation(options.encapsulation());
  }

  private void realms(int realms) {
    if (realms != 0) {
      message.attribute(RTA_FLOW, realms);
    }
  }

  private void hops() {
    if (route.hops().isEmpty()) {
      return;
    }
    int all = message.beginPlain(RTA_MULTIPATH);
    for (Route.Hop hop : route.hops()) {
      int start = message.position();
      message.u16(0).u8(hop.flags()).u8(hop.weight() - 1).u32(hop.device());
      gateway(hop.via());
      realms(hop.realms());
      encapsulation(hop.encapsulation());
      message.raw().putShort(start, (short) (message.position() - start));
    }
    message.end(all);
  }

  private void gateway(@Nullable InetAddress via) {
    if (via == null) {
      return;
    }
    byte[] address = via.getAddress();
    if (route.ipv4() == (address.length == 4)) {
      message.attribute(RTA_GATEWAY, address);
    } else {
      // A gateway of the other family: struct rtvia.
      byte[] value = new byte[2 + address.length];
      value[0] = (byte) (address.length == 4 ? Libc.AF_INET : Libc.AF_INET6);
      System.arraycopy(address, 0, value, 2, address.length);
      message.attribute(RTA_VIA, value);
    }
  }

  private void encapsulation(@Nullable Encapsulation wrapping) {
    if (wrapping == null) {
      return;
    }
    message.attribute(RTA_ENCAP_TYPE, shortValue(wrapping.type(), ByteOrder.nativeOrder()));
    int start = message.begin(RTA_ENCAP);
    switch (wrapping.type()) {
      case Encapsulation.MPLS -> message.attribute(MPLS_IPTUNNEL_DST, labels(wrapping));
      case Encapsulation.ILA -> message.attribute(ILA_ATTR_LOCATOR, longValue(wrapping.locator()));
      default -> tunnel(wrapping);
    }
    message.end(start);
  }

  private void tunnel(Encapsulation wrapping) {
    boolean ipv4 = wrapping.type() == Encapsulation.IP;
    Long id = wrapping.id();
    if (id != null) {
      message.attribute(LWTUNNEL_IP_ID, longValue(id));
    }
    message.attribute(LWTUNNEL_IP_DST, wrapping.destination());
    message.attribute(LWTUNNEL_IP_SRC, wrapping.source());
    octet(ipv4 ? LWTUNNEL_IP_TTL : LWTUNNEL_IP6_HOPLIMIT, wrapping.ttl());
    octet(ipv4 ? LWTUNNEL_IP_TOS : LWTUNNEL_IP6_TC, wrapping.tos());
    Integer flags = wrapping.flags();
    if (flags != null) {
      message.attribute(LWTUNNEL_IP_FLAGS, shortValue(flags, ByteOrder.BIG_ENDIAN));
    }
  }

  private void octet(int type, @Nullable Integer value) {
    if (value != null) {
      message.attribute(type, new byte[] {value.byteValue()});
    }
  }

  /** A label stack: 20 bits of label, then the mark of the last one. */
  private static byte[] labels(Encapsulation wrapping) {
    ByteBuffer stack = ByteBuffer.allocate(4 * wrapping.labels().size());
    for (Iterator<Integer> labels = wrapping.labels().iterator(); labels.hasNext(); ) {
      int label = labels.next() << 12;
      stack.putInt(labels.hasNext() ? label : label | 0x100);
    }
    return stack.array();
  }

  private static byte[] shortValue(int value, ByteOrder order) {
    return ByteBuffer.allocate(2).order(order).putShort((short) value).array();
  }

  private static byte[] longValue(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
