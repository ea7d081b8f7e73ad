package io.jhaproxy.core.sample;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A view of bytes in a buffer: the unit in which parts of a message travel through fetches,
 * patterns and log lines without being copied. Mutable and reused; it owns nothing, is valid only
 * as long as the bytes it points at stay where they are (until the next read of the connection or
 * the next edit of the message head), and belongs to one worker thread.
 */
public final class Slice {
  private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
  private int offset;
  private int length;

  /** Creates an empty slice. */
  public Slice() {}

  /** Creates a slice over a copy of the text's UTF-8 bytes; for constants and tests. */
  public static Slice of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Creates a slice over the given array, which is not copied. */
  public static Slice of(byte[] bytes) {
    return new Slice().set(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
  }

  /** Points at {@code length} bytes from absolute index {@code offset} of {@code buffer}. */
  public Slice set(ByteBuf buffer, int offset, int length) {
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /** Points at the same bytes as another slice. */
  public Slice set(Slice other) {
    return set(other.buffer, other.offset, other.length);
  }

  /** Makes this slice empty and forgets the buffer. */
  public void clear() {
    set(Unpooled.EMPTY_BUFFER, 0, 0);
  }

  /** The buffer; indexes are absolute, reader and writer index do not matter. */
  public ByteBuf buffer() {
    return buffer;
  }

  /** Absolute index of the first byte. */
  public int offset() {
    return offset;
  }

  /** Number of bytes. */
  public int length() {
    return length;
  }

  /** True if there are no bytes. */
  public boolean isEmpty() {
    return length == 0;
  }

  /** Byte at {@code index} of the slice, 0..255. */
  public int at(int index) {
    return buffer.getByte(offset + index) & 0xff;
  }

  /** Narrows the slice to {@code length} bytes from {@code from}, counted within the slice. */
  public Slice narrow(int from, int length) {
    this.offset += from;
    this.length = length;
    return this;
  }

  /** Index within the slice of the first such byte at or after {@code from}, or -1. */
  public int indexOf(int value, int from) {
    for (int i = from; i < length; i++) {
      if (at(i) == value) {
        return i;
      }
    }
    return -1;
  }

  /** True if the bytes are equal to the given ones. */
  public boolean contentEquals(byte[] bytes) {
    if (bytes.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (buffer.getByte(offset + i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** True if the bytes equal the given lower-case ASCII ones, ignoring case of this slice. */
  public boolean equalsLowerCase(byte[] lowerCase) {
    if (lowerCase.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Ascii.lower(at(i)) != (lowerCase[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** -1, 0 or 1: order by unsigned bytes, the shorter first where one begins with the other. */
  public int compareTo(Slice other) {
    int common = Math.min(length, other.length);
    for (int i = 0; i < common; i++) {
      int difference = at(i) - other.at(i);
      if (difference != 0) {
        return difference < 0 ? -1 : 1;
      }
    }
    return Integer.compare(length, other.length);
  }

  /** Copies the bytes into an array from {@code at}. */
  public void copyTo(byte[] target, int at) {
    buffer.getBytes(offset, target, at, length);
  }

  /** The bytes as a new array (allocates). */
  public byte[] toByteArray() {
    byte[] bytes = new byte[length];
    copyTo(bytes, 0);
    return bytes;
  }

  /** The bytes as ISO-8859-1 text (allocates); for regexes, tests and messages. */
  @Override
  public String toString() {
    return length == 0 ? "" : buffer.toString(offset, length, StandardCharsets.ISO_8859_1);
  }
}
