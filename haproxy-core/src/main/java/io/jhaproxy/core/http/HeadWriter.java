package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Changes heads on their way to the next hop: connection fields and forwarding fields. */
final class HeadWriter {
  private static final byte[] CONNECTION = "connection".getBytes(StandardCharsets.US_ASCII);
  private static final Slice CLOSE = Slice.of("close");
  private static final Slice KEEP_ALIVE = Slice.of("keep-alive");

  private HeadWriter() {}

  /**
   * Prepares a request for the server: the client's wishes for its own connection are taken out.
   *
   * @param close the server shall close after its answer
   */
  static void prepareRequest(HttpHead head, boolean close) {
    if (head.hasConnection) {
      KnownFields.stripConnection(head);
    }
    if (close) {
      head.add(CONNECTION, CLOSE);
    } else if (!head.isHttp11() && !head.chunked && !head.connectionUpgrade) {
      head.add(CONNECTION, KEEP_ALIVE);
    }
  }

  /** Adds the client's address (option forwardfor). */
  static void forwardFor(
      HttpHead head, HttpSettings.ForwardFor option, Address client, Slice text) {
    HttpSettings.ForwardFor.Exception except = option.except();
    if (except != null
        && client.family() == Address.IPV4
        && (client.low() & except.mask()) == except.address()) {
      return;
    }
    if (option.ifNone() && head.find(lower(option.header()), 0) >= 0) {
      return;
    }
    if (client.family() == Address.IPV4 || client.family() == Address.IPV6) {
      head.add(option.header(), text);
    }
  }

  private static byte[] lower(byte[] name) {
    byte[] lower = name.clone();
    for (int i = 0; i < lower.length; i++) {
      lower[i] = Bytes.lower(lower[i]);
    }
    return lower;
  }

  /** The address in its usual text form. */
  static String text(Address address) {
    if (address.family() == Address.IPV4) {
      long ip = address.low();
      return (ip >> 24 & 255) + "." + (ip >> 16 & 255) + "." + (ip >> 8 & 255) + "." + (ip & 255);
    }
    return Ipv6Text.of(address.high(), address.low());
  }

  /** Appends the connection field, if one is needed, and the empty line. */
  static void finish(ByteBuf out, boolean close, boolean keptAlive) {
    if (close) {
      out.writeBytes(CLOSE_LINE);
    } else if (keptAlive) {
      out.writeBytes(KEEP_ALIVE_LINE);
    }
    out.writeShort(Bytes.CRLF);
  }

  private static final byte[] CLOSE_LINE =
      "connection: close\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEEP_ALIVE_LINE =
      "connection: keep-alive\r\n".getBytes(StandardCharsets.US_ASCII);
}
