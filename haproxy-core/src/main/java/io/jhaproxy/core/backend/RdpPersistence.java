package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.Slice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Leads a Remote Desktop client back to its server, which its connection request names as {@code
 * ADDRESS.PORT.RESERVED}: decimal numbers as a little-endian machine reads them from the wire
 * (manual 4.2, {@code persist rdp-cookie}). Only IPv4 addresses can be named so. Safe for all
 * workers.
 */
public final class RdpPersistence {
  private final HashKey token;

  /** Looks at the token that {@code token} finds. */
  public RdpPersistence(HashKey token) {
    this.token = token;
  }

  /**
   * The server of that address, usable or not; null if the request names none.
   *
   * @param takesDown whether a server that is down may be taken (option persist)
   */
  public @Nullable Server find(Backend backend, SampleContext request, boolean takesDown) {
    Sample found = new Sample();
    if (!token.find(request, found)) {
      return null;
    }
    Slice text = found.bytes;
    int firstDot = dot(text, 0);
    int secondDot = dot(text, firstDot + 1);
    if (firstDot <= 0 || secondDot <= firstDot + 1) {
      return null;
    }
    long address = number(text, 0, firstDot);
    long port = number(text, firstDot + 1, secondDot);
    if (address < 0 || port < 0) {
      return null;
    }
    int swapped = (int) ((port & 0xff) << 8 | port >> 8 & 0xff);
    for (Server server : backend.servers()) {
      if (is(server.address(), (int) address, swapped)
          && (takesDown || server.acceptsPersistent())) {
        return server;
      }
    }
    return null;
  }

  private static boolean is(SocketAddress where, int address, int port) {
    if (!(where instanceof InetSocketAddress inet) || inet.getPort() != port) {
      return false;
    }
    InetAddress ip = inet.getAddress();
    byte[] bytes = ip == null ? new byte[0] : ip.getAddress();
    return bytes.length == 4
        && address
            == ((bytes[3] & 0xff) << 24
                | (bytes[2] & 0xff) << 16
                | (bytes[1] & 0xff) << 8
                | (bytes[0] & 0xff));
  }

  private static int dot(Slice text, int from) {
    for (int i = Math.max(0, from); i < text.length(); i++) {
      if (text.at(i) == '.') {
        return i;
      }
    }
    return -1;
  }

  /** A decimal number of 32 bits; -1 if it is none. */
  private static long number(Slice text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.at(i) - '0';
      if (digit < 0 || digit > 9 || value > 0xffff_ffffL) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 0xffff_ffffL ? value : -1;
  }
}
