package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;

/** Addresses as text: IPv4 dotted, IPv6 in RFC 5952 form. */
public final class AddressText {
  private AddressText() {}

  /** Appends the address without port; nothing for Unix sockets and unknown ones. */
  public static void append(Address address, ByteBuf to) {
    if (address.family() == Address.IPV4) {
      appendIpv4(address.low(), to);
    } else if (address.family() == Address.IPV6) {
      appendIpv6(address, to);
    }
  }

  private static void appendIpv4(long bits, ByteBuf to) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      DecimalText.append(bits >>> shift & 0xff, to);
      if (shift > 0) {
        to.writeByte('.');
      }
    }
  }

  private static int group(Address address, int index) {
    long half = index < 4 ? address.high() : address.low();
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }

  private static void appendIpv6(Address address, ByteBuf to) {
    if (address.high() == 0 && address.low() >>> 32 == 0xffff) {
      to.writeByte(':').writeByte(':').writeByte('f').writeByte('f').writeByte('f').writeByte('f');
      to.writeByte(':');
      appendIpv4(address.low() & 0xffffffffL, to);
      return;
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int i = 0; i < 8; ) {
      int end = i;
      while (end < 8 && group(address, end) == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestStart = i;
        bestLength = end - i;
      }
      i = end + 1;
    }
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        to.writeByte(':').writeByte(':');
        i += bestLength - 1;
        continue;
      }
      if (i > 0 && i != bestStart + bestLength) {
        to.writeByte(':');
      }
      if (i > 0 && i == bestStart + bestLength && bestStart < 0) {
        to.writeByte(':');
      }
      appendHex(group(address, i), to);
    }
  }

  private static void appendHex(int value, ByteBuf to) {
    boolean started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
      int digit = value >>> shift & 0xf;
      if (started || digit != 0 || shift == 0) {
        to.writeByte(Character.forDigit(digit, 16));
        started = true;
      }
    }
  }

  /** Reads an IPv4 or IPv6 literal; false if it is none. IPv4 is read without allocation. */
  public static boolean parse(Slice text, Address into) {
    if (text.indexOf(':', 0) >= 0) {
      if (text.indexOf('%', 0) >= 0 || text.indexOf('[', 0) >= 0) {
        return false;
      }
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text.toString());
      if (bytes == null) {
        return false;
      }
      into.setBytes(bytes, 0);
      return true;
    }
    int value = 0;
    int dots = 0;
    int part = -1;
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c >= '0' && c <= '9' && part < 256) {
        part = Math.max(part, 0) * 10 + c - '0';
      } else if (c == '.' && part >= 0 && part < 256 && dots < 3) {
        value = value << 8 | part;
        part = -1;
        dots++;
      } else {
        return false;
      }
    }
    if (dots != 3 || part < 0 || part > 255) {
      return false;
    }
    into.setIpv4(value << 8 | part, 0);
    return true;
  }
}
