package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;

/** Decimal numbers as bytes, without allocation. */
public final class DecimalText {
  private DecimalText() {}

  /** Appends a signed decimal number. */
  public static void append(long value, ByteBuf to) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        to.writeByte('-').writeByte('9');
        append(223372036854775808L, to);
        return;
      }
      to.writeByte('-');
      value = -value;
    }
    long scale = 1;
    while (value / scale >= 10) {
      scale *= 10;
    }
    for (; scale > 0; scale /= 10) {
      to.writeByte((int) ('0' + value / scale % 10));
    }
  }

  /** Reads a leading signed decimal number; 0 if there is none, the greatest if it is too long. */
  public static long parse(Slice text) {
    int at = 0;
    int length = text.length();
    boolean negative = at < length && text.at(at) == '-';
    if (negative || (at < length && text.at(at) == '+')) {
      at++;
    }
    long value = 0;
    for (; at < length && text.at(at) >= '0' && text.at(at) <= '9'; at++) {
      int digit = text.at(at) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 - digit;
    }
    return negative ? value : value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
  }
}
