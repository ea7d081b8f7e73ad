package io.jhaproxy.core.runtime;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys and values of stick tables as commands spell them, read as HAProxy reads them. */
final class TableText {
  private static final long MOST = 0xffffffffL;

  private TableText() {}

  /**
   * An IPv4 address: four numbers, of which the first that is none ends it and whose missing ones
   * are 0. Anything is an address.
   */
  static byte[] ip(String text) {
    int address = 0;
    int at = 0;
    boolean ended = false;
    for (int part = 0; part < 4; part++) {
      int number = 0;
      while (!ended && at < text.length() && Character.isDigit(text.charAt(at))) {
        number = number * 10 + (text.charAt(at++) - '0');
      }
      ended |= at >= text.length() || text.charAt(at) != '.';
      at++;
      address = (address << 8) + number;
    }
    return new byte[] {
      (byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address
    };
  }

  /** An IPv6 address, or null. */
  static byte @Nullable [] ipv6(String text) {
    return NetUtil.isValidIpV6Address(text)
        ? NetUtil.createByteArrayFromIpAddressString(text)
        : null;
  }

  /** A number of 32 bits; what stands behind its digits does not matter. Null if it is none. */
  static byte @Nullable [] integer(String text) {
    String digits = text.replaceFirst("^\\s*\\+?(\\d*).*$", "$1");
    if (text.startsWith("-")) {
      digits = text.matches("-0+") ? "0" : "";
    }
    if (digits.isEmpty() || digits.length() > 18 || Long.parseLong(digits) > MOST) {
      return null;
    }
    int value = (int) Long.parseLong(digits);
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  /** A text. */
  static byte[] string(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A whole number of 64 bits, or null. */
  static @Nullable Long number(String text) {
    if (!text.matches("[+-]?\\d+")) {
      return null;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLong) {
      return text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
