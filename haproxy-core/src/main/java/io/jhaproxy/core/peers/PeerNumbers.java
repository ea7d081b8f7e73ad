package io.jhaproxy.core.peers;

import io.netty.buffer.ByteBuf;

/** Numbers in the protocol of peers: one byte below 240, then 4 and always 7 bits more. */
final class PeerNumbers {
  /** What {@link #read} returns when the number is not complete. */
  static final long INCOMPLETE = -1;

  private static final int ONE_BYTE = 240;

  private PeerNumbers() {}

  /** Writes a number, taken as unsigned. */
  static void write(ByteBuf out, long number) {
    if (Long.compareUnsigned(number, ONE_BYTE) < 0) {
      out.writeByte((int) number);
      return;
    }
    out.writeByte((int) (number & 15) | ONE_BYTE);
    long rest = (number - ONE_BYTE) >>> 4;
    while (Long.compareUnsigned(rest, 128) >= 0) {
      out.writeByte((int) (rest & 127) | 128);
      rest = (rest - 128) >>> 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads a number; {@link #INCOMPLETE} if its end is missing, then nothing is taken. */
  static long read(ByteBuf in) {
    int begin = in.readerIndex();
    if (!in.isReadable()) {
      return INCOMPLETE;
    }
    long number = in.readUnsignedByte();
    if (number < ONE_BYTE) {
      return number;
    }
    for (int shift = 4; shift < 64; shift += 7) {
      if (!in.isReadable()) {
        in.readerIndex(begin);
        return INCOMPLETE;
      }
      long next = in.readUnsignedByte();
      number += next << shift;
      if (next < 128) {
        return number;
      }
    }
    return number;
  }
}
