package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Base64 (RFC 4648) of scratch memory to scratch memory, without allocation. */
final class Base64Text {
  private static final String COMMON =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final byte[] digits;
  private final byte[] values = new byte[256];
  private final boolean padded;

  /**
   * Creates an alphabet.
   *
   * @param last the two digits behind letters and figures
   * @param padded whether texts are filled up with equals signs
   */
  Base64Text(String last, boolean padded) {
    this.digits = Ascii.bytes(COMMON + last);
    this.padded = padded;
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < digits.length; i++) {
      values[digits[i]] = (byte) i;
    }
  }

  /** Makes a text of bytes. */
  boolean encode(SampleContext context, Sample sample) {
    Scratch scratch = context.scratch();
    Slice bytes = sample.bytes;
    ByteBuf memory = scratch.memory();
    if (scratch.free() < bytes.length() * 4L / 3 + 4) {
      return false;
    }
    int start = memory.writerIndex();
    for (int at = 0; at < bytes.length(); at += 3) {
      int count = Math.min(3, bytes.length() - at);
      int block = bytes.at(at) << 16;
      block |= count > 1 ? bytes.at(at + 1) << 8 : 0;
      block |= count > 2 ? bytes.at(at + 2) : 0;
      for (int digit = 0; digit <= count; digit++) {
        memory.writeByte(digits[block >> 18 - 6 * digit & 63]);
      }
      for (int fill = count; padded && fill < 3; fill++) {
        memory.writeByte('=');
      }
    }
    return scratch.finish(start, sample, SampleType.STR);
  }

  /** Makes bytes of a text; false if it is none of this alphabet. */
  boolean decode(SampleContext context, Sample sample) {
    Scratch scratch = context.scratch();
    int start = scratch.memory().writerIndex();
    return decode(sample.bytes, scratch) && scratch.finish(start, sample, SampleType.BIN);
  }

  /** Appends what a text means to the scratch memory. */
  boolean decode(Slice text, Scratch scratch) {
    int length = text.length();
    if (padded) {
      if (length % 4 != 0) {
        return false;
      }
      for (int fill = 0; fill < 2 && length > 0 && text.at(length - 1) == '='; fill++) {
        length--;
      }
    }
    if (length % 4 == 1 || scratch.free() < length) {
      return false;
    }
    ByteBuf memory = scratch.memory();
    int block = 0;
    for (int i = 0; i < length; i++) {
      int value = values[text.at(i)];
      if (value < 0) {
        return false;
      }
      block = block << 6 | value;
      if (i % 4 == 3) {
        memory.writeMedium(block);
        block = 0;
      }
    }
    if (length % 4 == 2) {
      memory.writeByte(block >> 4);
    } else if (length % 4 == 3) {
      memory.writeShort(block >> 2);
    }
    return true;
  }
}
