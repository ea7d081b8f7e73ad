package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names and dates of cookies. */
final class CookieFields {
  static final byte[] COOKIE = KnownFields.ascii("cookie");
  static final byte[] SET_COOKIE = KnownFields.ascii("set-cookie");

  /** Digits of the dates in persistence cookies: five of them are 30 bits, in units of 4 s. */
  private static final byte[] DIGITS =
      KnownFields.ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

  private static final int DATE_DIGITS = 5;

  private CookieFields() {}

  /** The first cookie whose text begins with a name, cut to the slot's length; null if none. */
  static byte @Nullable [] capture(
      HttpSettings.HeaderCapture slot, HttpHead head, byte[] fieldName) {
    Cookie cookie = new Cookie();
    for (int at = head.find(fieldName, 0); at >= 0; at = head.find(fieldName, at + 1)) {
      cookie.begin();
      while (cookie.next(head, at)) {
        if (cookie.beginsWith(slot.name())) {
          byte[] text = cookie.pair(head, at).toByteArray();
          return Arrays.copyOf(text, Math.min(text.length, slot.length()));
        }
        if (fieldName == SET_COOKIE) {
          break;
        }
      }
    }
    return null;
  }

  /** Appends a date, in seconds since 1970. */
  static void writeDate(ByteBuf out, long seconds) {
    long units = seconds >> 2;
    for (int shift = 6 * (DATE_DIGITS - 1); shift >= 0; shift -= 6) {
      out.writeByte(DIGITS[(int) (units >> shift & 63)]);
    }
  }

  /** The date at a place of a value, in seconds since 1970; 0 if there is none. */
  static long readDate(Slice value, int at) {
    if (at + DATE_DIGITS > value.length()) {
      return 0;
    }
    long units = 0;
    for (int i = 0; i < DATE_DIGITS; i++) {
      int digit = digit(value.at(at + i));
      if (digit < 0) {
        return 0;
      }
      units = units << 6 | digit;
    }
    return units << 2;
  }

  private static int digit(int c) {
    for (int i = 0; i < DIGITS.length; i++) {
      if (DIGITS[i] == c) {
        return i;
      }
    }
    return -1;
  }
}
