package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The client IP insertion header of NetScaler: a magic number, a length, and a copy of the IP and
 * TCP headers of the client's own connection. The older form has them at the eighth byte, the
 * standard form begins with a zero there and has them four bytes later.
 */
public final class NetScalerHeader {
  private static final int LENGTH_AT = 4;
  private static final int OLD_IP_AT = 8;
  private static final int STANDARD_LENGTH_AT = 10;
  private static final int STANDARD_IP_AT = 12;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int PORTS = 4;
  private static final int TCP = 6;

  private NetScalerHeader() {}

  /** The ends of the client's own connection. */
  public record Ends(SocketAddress source, SocketAddress destination) {}

  /**
   * Reads a header, which must be there as a whole; the buffer stands behind it then.
   *
   * @param magic the number it must begin with
   * @return null if it is none
   */
  public static @Nullable Ends read(ByteBuf in, int magic) {
    int start = in.readerIndex();
    int there = in.readableBytes();
    if (there < STANDARD_IP_AT || in.getInt(start) != magic) {
      return null;
    }
    boolean standard = in.getByte(start + OLD_IP_AT) == 0;
    int at = standard ? STANDARD_IP_AT : OLD_IP_AT;
    long length =
        standard
            ? in.getUnsignedShort(start + STANDARD_LENGTH_AT)
            : in.getUnsignedInt(start + LENGTH_AT);
    if (at + length > there) {
      return null;
    }
    Ends ends = ends(in, start + at, there - at);
    if (ends != null) {
      in.readerIndex(start + at + (int) length);
    }
    return ends;
  }

  private static @Nullable Ends ends(ByteBuf in, int ip, int there) {
    int version = there == 0 ? 0 : in.getByte(ip) >> 4 & 15;
    if (version == 4 && there >= IPV4_HEADER && in.getByte(ip + 9) == TCP) {
      int tcp = (in.getByte(ip) & 15) * 4;
      return there < tcp + PORTS ? null : ends(in, ip + 12, 4, ip + tcp);
    }
    if (version == 6 && there >= IPV6_HEADER + PORTS && in.getByte(ip + 6) == TCP) {
      return ends(in, ip + 8, 16, ip + IPV6_HEADER);
    }
    return null;
  }

  private static @Nullable Ends ends(ByteBuf in, int addresses, int size, int ports) {
    try {
      return new Ends(
          end(in, addresses, size, in.getUnsignedShort(ports)),
          end(in, addresses + size, size, in.getUnsignedShort(ports + 2)));
    } catch (UnknownHostException impossible) {
      return null;
    }
  }

  private static SocketAddress end(ByteBuf in, int at, int size, int port)
      throws UnknownHostException {
    byte[] bytes = new byte[size];
    in.getBytes(at, bytes);
    return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
  }
}
