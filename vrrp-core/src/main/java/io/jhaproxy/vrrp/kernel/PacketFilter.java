package io.jhaproxy.vrrp.kernel;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Drops what is sent to some addresses of this host, by nftables without its command: the tables
 * {@code ip NAME} and {@code ip6 NAME} are ours, and each change replaces them as a whole in one
 * transaction. Neighbour discovery passes, or nobody would find the address.
 */
public final class PacketFilter implements AutoCloseable {
  private static final int NFNL_MSG_BATCH_BEGIN = 0x10;
  private static final int NFNL_MSG_BATCH_END = 0x11;
  private static final int SUBSYSTEM = 10;
  private static final int NEWTABLE = SUBSYSTEM << 8;
  private static final int DELTABLE = SUBSYSTEM << 8 | 2;
  private static final int NEWCHAIN = SUBSYSTEM << 8 | 3;
  private static final int NEWRULE = SUBSYSTEM << 8 | 6;
  private static final int NFPROTO_IPV4 = 2;
  private static final int NFPROTO_IPV6 = 10;
  private static final int HOOK_INPUT = 1;
  private static final int NF_DROP = 0;
  private static final int NF_ACCEPT = 1;
  private static final int NETWORK_HEADER = 1;
  private static final int TRANSPORT_HEADER = 2;
  private static final int META_L4PROTO = 16;
  private static final int ICMPV6 = 58;
  private static final int NEIGHBOUR_SOLICITATION = 135;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;
  private static final String CHAIN = "in";

  private final Netlink netlink;
  private final String table;
  private final int priority;
  private boolean ipv4;
  private boolean ipv6;

  /** A filter that drops nothing yet. */
  public PacketFilter(String table, int priority) throws KernelException {
    this.netlink = Netlink.filter();
    this.table = table;
    this.priority = priority;
  }

  /** From now on exactly what goes to these addresses is dropped. */
  public void drop(Collection<InetAddress> addresses) throws KernelException {
    List<InetAddress> four = addresses.stream().filter(a -> a.getAddress().length == 4).toList();
    List<InetAddress> six = addresses.stream().filter(a -> a.getAddress().length == 16).toList();
    ipv4 = replace(NFPROTO_IPV4, ipv4, four);
    ipv6 = replace(NFPROTO_IPV6, ipv6, six);
  }

  private boolean replace(int family, boolean present, List<InetAddress> addresses)
      throws KernelException {
    if (!present && addresses.isEmpty()) {
      return false;
    }
    List<NetlinkMessage> messages = new ArrayList<>();
    messages.add(header(NFNL_MSG_BATCH_BEGIN, 0, 0, SUBSYSTEM));
    // Made first, so that removing it never fails: a killed predecessor may have left one.
    messages.add(table(NEWTABLE, family, NetlinkMessage.NLM_F_CREATE));
    messages.add(table(DELTABLE, family, addresses.isEmpty() ? NetlinkMessage.NLM_F_ACK : 0));
    if (!addresses.isEmpty()) {
      messages.add(table(NEWTABLE, family, NetlinkMessage.NLM_F_CREATE));
      messages.add(chain(family));
      for (InetAddress address : addresses) {
        if (family == NFPROTO_IPV6) {
          messages.add(rule(family, address, NEIGHBOUR_SOLICITATION, 0));
          messages.add(rule(family, address, NEIGHBOUR_ADVERTISEMENT, 0));
        }
        boolean last = address.equals(addresses.get(addresses.size() - 1));
        messages.add(rule(family, address, 0, last ? NetlinkMessage.NLM_F_ACK : 0));
      }
    }
    messages.add(header(NFNL_MSG_BATCH_END, 0, 0, SUBSYSTEM));
    netlink.transaction(messages, "nftables table " + table);
    return !addresses.isEmpty();
  }

  /** {@code struct nfgenmsg} follows the netlink header. */
  private static NetlinkMessage header(int type, int flags, int family, int resource) {
    return new NetlinkMessage(type, flags).u8(family).u8(0).u8(resource >> 8).u8(resource);
  }

  private NetlinkMessage table(int type, int family, int flags) {
    return header(type, flags, family, 0).attribute(1, table);
  }

  private NetlinkMessage chain(int family) {
    NetlinkMessage message = header(NEWCHAIN, NetlinkMessage.NLM_F_CREATE, family, 0);
    message.attribute(1, table).attribute(3, CHAIN);
    int hook = message.begin(4);
    message.attribute(1, number(HOOK_INPUT)).attribute(2, number(priority)).end(hook);
    return message.attribute(5, number(NF_ACCEPT)).attribute(7, "filter");
  }

  /** A rule for an address: drops, or accepts an ICMPv6 type if that is not 0. */
  private NetlinkMessage rule(int family, InetAddress address, int icmpType, int flags) {
    int create = NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_APPEND;
    NetlinkMessage message = header(NEWRULE, create | flags, family, 0);
    message.attribute(1, table).attribute(2, CHAIN);
    int expressions = message.begin(4);
    byte[] bytes = address.getAddress();
    payload(message, NETWORK_HEADER, bytes.length == 4 ? 16 : 24, bytes.length);
    compare(message, bytes);
    if (icmpType != 0) {
      int data = expression(message, "meta");
      message.attribute(1, number(1)).attribute(2, number(META_L4PROTO));
      end(message, data);
      compare(message, new byte[] {ICMPV6});
      payload(message, TRANSPORT_HEADER, 0, 1);
      compare(message, new byte[] {(byte) icmpType});
    }
    verdict(message, icmpType == 0 ? NF_DROP : NF_ACCEPT);
    return message.end(expressions);
  }

  private static void payload(NetlinkMessage message, int base, int offset, int length) {
    int data = expression(message, "payload");
    message.attribute(1, number(1)).attribute(2, number(base));
    message.attribute(3, number(offset)).attribute(4, number(length));
    end(message, data);
  }

  private static void compare(NetlinkMessage message, byte[] value) {
    int data = expression(message, "cmp");
    message.attribute(1, number(1)).attribute(2, number(0));
    int nested = message.begin(3);
    message.attribute(1, value).end(nested);
    end(message, data);
  }

  private static void verdict(NetlinkMessage message, int code) {
    int data = expression(message, "immediate");
    message.attribute(1, number(0));
    int value = message.begin(2);
    int inner = message.begin(2);
    message.attribute(1, number(code)).end(inner).end(value);
    end(message, data);
  }

  /** Opens a list element with an expression; both ends are set by {@link #end}. */
  private static int expression(NetlinkMessage message, String name) {
    int element = message.begin(1);
    message.attribute(1, name);
    message.begin(2);
    return element;
  }

  private static void end(NetlinkMessage message, int element) {
    // The data begins after the element's header and the padded name.
    int name = message.raw().getShort(element + 4) & 0xffff;
    int data = element + 4 + ((name + 3) & ~3);
    message.end(data).end(element);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  /** Removes the tables. */
  @Override
  public void close() {
    try {
      drop(List.of());
    } catch (KernelException e) {
      // The tables stay; the next start replaces them.
    }
    netlink.close();
  }
}
