package io.jhaproxy.vrrp.packet;

import static io.jhaproxy.vrrp.packet.AdvertEncoder.HEADER_LENGTH;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks received packets in keepalived's order: authentication header, length, TTL, version,
 * authentication type, password, interval, type, checksum, destination, source. The addresses come
 * last (keepalived looks at their number before the checksum), so that whoever may be forgiven a
 * wrong list has everything else right. Reads never go beyond the payload, whatever the fields say.
 */
public final class AdvertCheck {
  private static final int IPV4_HEADER_LENGTH = 20;
  private static final long SECOND = 1_000_000_000L;

  private final AdvertExpectation expected;
  private final byte[] addressBytes;

  private @Nullable Rejection rejection;
  private @Nullable Advert advert;
  private boolean oldChecksum;

  /** A check for one instance; not thread-safe. */
  public AdvertCheck(AdvertExpectation expected) {
    this.expected = expected;
    this.addressBytes = AdvertEncoder.addressBytes(expected.addresses());
  }

  /**
   * Checks one packet; afterwards {@link #advert} or {@link #rejection} answers.
   *
   * @param skipAddresses leave out the comparison of address lists of equal length
   * @return whether it is good
   */
  public boolean check(ReceivedPacket packet, boolean skipAddresses) {
    oldChecksum = false;
    rejection = fault(packet);
    advert = null;
    if (rejection == null) {
      Advert good = advertOf(packet);
      rejection = addressFault(packet.payload(), good, skipAddresses);
      advert = rejection == null ? good : null;
    }
    return rejection == null;
  }

  /** What the checked packet says; null if it was rejected. */
  public @Nullable Advert advert() {
    return advert;
  }

  /** Why the checked packet was rejected; null if it was not. */
  public @Nullable Rejection rejection() {
    return rejection;
  }

  /** Whether the checked packet has the checksum of keepalived before 1.3.6. */
  public boolean oldChecksum() {
    return oldChecksum;
  }

  /** Everything but the addresses. */
  private @Nullable Rejection fault(ReceivedPacket packet) {
    byte[] payload = packet.payload();
    if (packet.authenticationHeader()) {
      return new Rejection(
          RejectionReason.AUTHENTICATION_HEADER, "received an unexpected authentication header!");
    }
    Rejection early = lengthFault(payload);
    if (early == null) {
      early = ttlFault(packet);
    }
    if (early == null) {
      early = headerFault(payload);
    }
    if (early == null) {
      early = checksumFault(packet);
    }
    return early == null ? transportFault(packet) : early;
  }

  private @Nullable Rejection lengthFault(byte[] payload) {
    if (payload.length < HEADER_LENGTH) {
      return new Rejection(RejectionReason.LENGTH, "");
    }
    int trailer = version(payload) == 2 ? AuthenticationType.DATA_LENGTH : 0;
    int wanted = HEADER_LENGTH + (payload[3] & 0xff) * expected.addressLength() + trailer;
    if (payload.length == wanted) {
      return null;
    }
    int shown = expected.addressLength() == 4 ? IPV4_HEADER_LENGTH : 0;
    return new Rejection(
        RejectionReason.LENGTH,
        "vrrp packet too "
            + (payload.length < wanted ? "short" : "long")
            + ", length "
            + (payload.length + shown)
            + " and expect "
            + (wanted + shown));
  }

  private @Nullable Rejection ttlFault(ReceivedPacket packet) {
    int ttl = packet.ttl();
    if (ttl == ReceivedPacket.TTL_UNKNOWN) {
      return null;
    }
    if (!expected.unicast()) {
      return ttl == AdvertExpectation.TTL
          ? null
          : new Rejection(
              RejectionReason.TTL,
              "invalid TTL/HL. Received " + ttl + " and expect " + AdvertExpectation.TTL);
    }
    AdvertExpectation.Peer peer = peer(packet.source());
    if (peer == null
        || (peer.minTtl() < 0 || ttl >= peer.minTtl())
            && (peer.maxTtl() < 0 || ttl <= peer.maxTtl())) {
      return null;
    }
    return new Rejection(
        RejectionReason.TTL,
        "TTL/HL "
            + ttl
            + " not in range "
            + Math.max(0, peer.minTtl())
            + " - "
            + (peer.maxTtl() < 0 ? AdvertExpectation.TTL : peer.maxTtl()));
  }

  private @Nullable Rejection headerFault(byte[] payload) {
    int version = version(payload);
    if (version != expected.version()) {
      return new Rejection(
          RejectionReason.VERSION,
          "wrong version. Received " + version + " and expect " + expected.version());
    }
    Rejection fault = version == 2 ? authenticationFault(payload) : intervalFault(payload);
    if (fault != null) {
      return fault;
    }
    if ((payload[0] & 0x0f) != AdvertEncoder.TYPE_ADVERTISEMENT) {
      return new Rejection(
          RejectionReason.TYPE, "Invalid packet type. " + (payload[0] & 0x0f) + " and expect 1");
    }
    return null;
  }

  /** Version 3: an interval of zero would make us master at once. */
  private static @Nullable Rejection intervalFault(byte[] payload) {
    boolean zero = (payload[4] & 0x0f) == 0 && payload[5] == 0;
    return zero
        ? new Rejection(RejectionReason.INTERVAL, "received an advert interval of zero")
        : null;
  }

  private @Nullable Rejection authenticationFault(byte[] payload) {
    int type = payload[4] & 0xff;
    int wanted = expected.authentication().ordinal();
    if (type > AuthenticationType.HEADER.ordinal()) {
      return new Rejection(RejectionReason.AUTHENTICATION_TYPE, "Invalid auth type: " + type);
    }
    if (type != wanted) {
      return new Rejection(
          RejectionReason.AUTHENTICATION_MISMATCH,
          "received a " + type + " auth, expecting " + wanted + "!");
    }
    if (expected.authentication() == AuthenticationType.SIMPLE && !passwordEquals(payload)) {
      return new Rejection(RejectionReason.PASSWORD, "received an invalid passwd!");
    }
    int interval = payload[5] & 0xff;
    if (interval * SECOND != expected.intervalNanos()) {
      return new Rejection(
          RejectionReason.INTERVAL,
          "advertisement interval mismatch mine="
              + expected.intervalNanos() / SECOND
              + " sec rcv'd="
              + interval
              + " sec");
    }
    return null;
  }

  private boolean passwordEquals(byte[] payload) {
    int at = HEADER_LENGTH + (payload[3] & 0xff) * expected.addressLength();
    int difference = 0;
    for (int i = 0; i < AuthenticationType.DATA_LENGTH; i++) {
      difference |= payload[at + i] ^ expected.password()[i];
    }
    return difference == 0;
  }

  private @Nullable Rejection checksumFault(ReceivedPacket packet) {
    byte[] payload = packet.payload();
    if (expected.version() == 2) {
      boolean right = Checksum.ofMessage(payload, payload.length) == 0;
      return right ? null : new Rejection(RejectionReason.CHECKSUM, "Invalid VRRPv2 checksum");
    }
    InetAddress old = expected.oldDestination();
    if (sumsUp(packet, packet.destination())) {
      return null;
    }
    oldChecksum = old != null && sumsUp(packet, old);
    return oldChecksum ? null : new Rejection(RejectionReason.CHECKSUM, "Invalid VRRPv3 checksum");
  }

  private static boolean sumsUp(ReceivedPacket packet, InetAddress destination) {
    byte[] payload = packet.payload();
    return Checksum.withPseudoHeader(payload, payload.length, packet.source(), destination) == 0;
  }

  private @Nullable Rejection transportFault(ReceivedPacket packet) {
    boolean multicast = packet.destination().isMulticastAddress();
    if (multicast && expected.unicast()) {
      return new Rejection(
          RejectionReason.DESTINATION, "expected unicast packet but received multicast packet");
    }
    if (!multicast && !expected.unicast()) {
      return new Rejection(
          RejectionReason.DESTINATION, "expected multicast packet but received unicast packet");
    }
    if (expected.checkSource() && peer(packet.source()) == null) {
      return new Rejection(
          RejectionReason.SOURCE,
          "unicast source address " + AddressText.of(packet.source()) + " not a unicast peer");
    }
    return null;
  }

  private @Nullable Rejection addressFault(byte[] payload, Advert good, boolean skip) {
    int count = payload[3] & 0xff;
    int own = expected.addresses().size();
    if (count != own) {
      return new Rejection(
          RejectionReason.ADDRESS_COUNT,
          "received an unexpected ip number count " + count + ", expected " + own + "!",
          good);
    }
    if (skip || sameBytes(payload)) {
      return null;
    }
    for (int i = 0; i < own; i++) {
      if (!contains(payload, count, i)) {
        return new Rejection(
            RejectionReason.ADDRESS_LIST,
            "ip address associated with VRID "
                + expected.virtualRouterId()
                + " not present in MASTER advert: "
                + AddressText.of(expected.addresses().get(i)),
            good);
      }
    }
    return null;
  }

  private boolean sameBytes(byte[] payload) {
    return Arrays.equals(
        payload,
        HEADER_LENGTH,
        HEADER_LENGTH + addressBytes.length,
        addressBytes,
        0,
        addressBytes.length);
  }

  /** Whether our address number {@code own} is anywhere in the packet. */
  private boolean contains(byte[] payload, int count, int own) {
    int length = expected.addressLength();
    for (int i = 0; i < count; i++) {
      int at = HEADER_LENGTH + i * length;
      if (Arrays.equals(payload, at, at + length, addressBytes, own * length, (own + 1) * length)) {
        return true;
      }
    }
    return false;
  }

  private Advert advertOf(ReceivedPacket packet) {
    byte[] payload = packet.payload();
    long interval =
        expected.version() == 2
            ? (payload[5] & 0xff) * SECOND
            : ((payload[4] & 0x0f) << 8 | payload[5] & 0xff) * AdvertEncoder.CENTISECOND;
    return new Advert(packet.source(), payload[2] & 0xff, interval);
  }

  private AdvertExpectation.@Nullable Peer peer(InetAddress source) {
    for (AdvertExpectation.Peer peer : expected.peers()) {
      if (peer.address().equals(source)) {
        return peer;
      }
    }
    return null;
  }

  private static int version(byte[] payload) {
    return payload[0] >>> 4 & 0x0f;
  }

  /** The addresses that a packet lists, for messages; as many as are really there. */
  public static InetAddress[] addresses(byte[] payload, int addressLength) {
    int claimed = payload.length < HEADER_LENGTH ? 0 : payload[3] & 0xff;
    int count = Math.min(claimed, Math.max(0, payload.length - HEADER_LENGTH) / addressLength);
    InetAddress[] addresses = new InetAddress[count];
    for (int i = 0; i < count; i++) {
      int at = HEADER_LENGTH + i * addressLength;
      try {
        addresses[i] =
            InetAddress.getByAddress(Arrays.copyOfRange(payload, at, at + addressLength));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("address length " + addressLength, e);
      }
    }
    return addresses;
  }
}
