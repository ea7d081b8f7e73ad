package io.jhaproxy.vrrp.packet;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the adverts of one instance. Version 2: RFC 2338, 5.3 (with authentication, as keepalived
 * has it); version 3: RFC 5798, 5.2. Immutable.
 */
public final class AdvertEncoder {
  /** Version, type, VRID, priority, count, interval or authentication, checksum. */
  static final int HEADER_LENGTH = 8;

  /** The only packet type there is. */
  static final int TYPE_ADVERTISEMENT = 1;

  static final int CHECKSUM_OFFSET = 6;

  /** Nanoseconds of a version 3 interval unit. */
  static final long CENTISECOND = 10_000_000L;

  private final int version;
  private final byte[] template;
  private final @Nullable InetAddress oldDestination;

  /**
   * An encoder.
   *
   * @param version 2 or 3
   * @param virtualRouterId 1..255
   * @param intervalNanos advert interval: whole seconds for version 2, 10 ms units for version 3
   * @param authentication version 2 only; NONE for version 3
   * @param password at most 8 bytes, NUL padded here; empty without authentication
   * @param addresses the virtual addresses in configuration order
   * @param oldDestination version 3, unicast: what the pseudo header has instead of the
   *     destination; keepalived before 1.3.6 put the multicast group there; null for the real
   *     destination
   */
  public AdvertEncoder(
      int version,
      int virtualRouterId,
      long intervalNanos,
      AuthenticationType authentication,
      byte[] password,
      List<InetAddress> addresses,
      @Nullable InetAddress oldDestination) {
    this.version = version;
    this.oldDestination = oldDestination;
    byte[] list = addressBytes(addresses);
    int trailer = version == 2 ? AuthenticationType.DATA_LENGTH : 0;
    template = new byte[HEADER_LENGTH + list.length + trailer];
    template[0] = (byte) (version << 4 | TYPE_ADVERTISEMENT);
    template[1] = (byte) virtualRouterId;
    template[3] = (byte) addresses.size();
    if (version == 2) {
      template[4] = (byte) authentication.ordinal();
      template[5] = (byte) (intervalNanos / 1_000_000_000L);
    } else {
      int units = (int) (intervalNanos / CENTISECOND);
      template[4] = (byte) (units >>> 8 & 0x0f);
      template[5] = (byte) units;
    }
    System.arraycopy(list, 0, template, HEADER_LENGTH, list.length);
    if (authentication == AuthenticationType.SIMPLE) {
      int at = HEADER_LENGTH + list.length;
      System.arraycopy(password, 0, template, at, Math.min(password.length, trailer));
    }
  }

  /**
   * A complete advert, the caller's to keep.
   *
   * @param priority 0..255
   * @param source IP source that the packet will have (version 3 checksum)
   * @param destination IP destination that the packet will have (version 3 checksum)
   */
  public byte[] encode(int priority, InetAddress source, InetAddress destination) {
    byte[] advert = template.clone();
    advert[2] = (byte) priority;
    int checksum =
        version == 2
            ? Checksum.ofMessage(advert, advert.length)
            : Checksum.withPseudoHeader(
                advert,
                advert.length,
                source,
                oldDestination == null ? destination : oldDestination);
    advert[CHECKSUM_OFFSET] = (byte) (checksum >>> 8);
    advert[CHECKSUM_OFFSET + 1] = (byte) checksum;
    return advert;
  }

  /** The protocol version: 2 or 3. */
  public int version() {
    return version;
  }

  /** The bytes of a password as they are on the wire (ISO 8859-1). */
  public static byte[] passwordBytes(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.copyOf(bytes, AuthenticationType.DATA_LENGTH);
  }

  static byte[] addressBytes(List<InetAddress> addresses) {
    int length = addresses.stream().mapToInt(a -> a.getAddress().length).sum();
    byte[] bytes = new byte[length];
    int at = 0;
    for (InetAddress address : addresses) {
      byte[] one = address.getAddress();
      System.arraycopy(one, 0, bytes, at, one.length);
      at += one.length;
    }
    return bytes;
  }
}
