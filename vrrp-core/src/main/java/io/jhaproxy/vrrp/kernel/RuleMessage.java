package io.jhaproxy.vrrp.kernel;

import io.jhaproxy.vrrp.route.RuleSelectors;
import io.jhaproxy.vrrp.route.RuleSelectors.Range;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A policy rule as a message of rtnetlink: struct fib_rule_hdr and FRA attributes. */
final class RuleMessage {
  private static final int FRA_DST = 1;
  private static final int FRA_SRC = 2;
  private static final int FRA_IIFNAME = 3;
  private static final int FRA_GOTO = 4;
  private static final int FRA_PRIORITY = 6;
  private static final int FRA_FWMARK = 10;
  private static final int FRA_FLOW = 11;
  private static final int FRA_TUN_ID = 12;
  private static final int FRA_SUPPRESS_IFGROUP = 13;
  private static final int FRA_SUPPRESS_PREFIXLEN = 14;
  private static final int FRA_TABLE = 15;
  private static final int FRA_FWMASK = 16;
  private static final int FRA_OIFNAME = 17;
  private static final int FRA_L3MDEV = 19;
  private static final int FRA_UID_RANGE = 20;
  private static final int FRA_PROTOCOL = 21;
  private static final int FRA_IP_PROTO = 22;
  private static final int FRA_SPORT_RANGE = 23;
  private static final int FRA_DPORT_RANGE = 24;
  private static final int FIB_RULE_INVERT = 2;

  private RuleMessage() {}

  /** A message of a type, {@code RTM_NEWRULE} or {@code RTM_DELRULE}. */
  static NetlinkMessage of(int type, int flags, Rule rule) {
    NetlinkMessage message =
        new NetlinkMessage(type, flags)
            .u8(rule.ipv4() ? Libc.AF_INET : Libc.AF_INET6)
            .u8(rule.toPrefix())
            .u8(rule.fromPrefix())
            .u8(rule.tos())
            .u8(Math.min(rule.table(), Routing.LARGEST_SHORT_TABLE))
            .u8(0)
            .u8(0)
            .u8(rule.action())
            .u32(rule.not() ? FIB_RULE_INVERT : 0);
    if (!rule.selectors().l3mdev()) {
      message.attribute(FRA_TABLE, rule.table());
    }
    message
        .attribute(FRA_PRIORITY, (int) rule.priority())
        .attribute(FRA_PROTOCOL, new byte[] {(byte) rule.protocol()})
        .attribute(FRA_DST, rule.to())
        .attribute(FRA_SRC, rule.from());
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
    selectors(message, rule.selectors());
    return message;
  }

  private static void selectors(NetlinkMessage message, RuleSelectors selectors) {
    Integer protocol = selectors.ipProtocol();
    if (protocol != null) {
      message.attribute(FRA_IP_PROTO, new byte[] {protocol.byteValue()});
    }
    range(message, FRA_SPORT_RANGE, 2, selectors.sourcePorts());
    range(message, FRA_DPORT_RANGE, 2, selectors.destinationPorts());
    range(message, FRA_UID_RANGE, 4, selectors.users());
    Long tunnel = selectors.tunnelId();
    if (tunnel != null) {
      message.attribute(FRA_TUN_ID, ByteBuffer.allocate(8).putLong(tunnel).array());
    }
    if (selectors.l3mdev()) {
      message.attribute(FRA_L3MDEV, new byte[] {1});
    }
    if (selectors.realms() != 0) {
      message.attribute(FRA_FLOW, selectors.realms());
    }
    Integer prefixLength = selectors.suppressPrefixLength();
    if (prefixLength != null) {
      message.attribute(FRA_SUPPRESS_PREFIXLEN, (int) prefixLength);
    }
    Integer group = selectors.suppressGroup();
    if (group != null) {
      message.attribute(FRA_SUPPRESS_IFGROUP, (int) group);
    }
  }

  /** Two numbers of that many bytes. */
  private static void range(NetlinkMessage message, int type, int size, @Nullable Range range) {
    if (range == null) {
      return;
    }
    ByteBuffer value = ByteBuffer.allocate(2 * size).order(ByteOrder.nativeOrder());
    if (size == 2) {
      value.putShort((short) range.first()).putShort((short) range.last());
    } else {
      value.putInt((int) range.first()).putInt((int) range.last());
    }
    message.attribute(type, value.array());
  }
}
