package io.jhaproxy.vrrp.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one netlink datagram one after the other. */
final class NetlinkReader {
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;

  private final ByteBuffer buffer;
  private int start;
  private int next;
  private int end;

  NetlinkReader(byte[] datagram) {
    buffer = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
  }

  boolean next() {
    buffer.position(next);
    if (buffer.remaining() < NetlinkMessage.HEADER) {
      return false;
    }
    start = next;
    int length = buffer.getInt(start);
    if (length < NetlinkMessage.HEADER || start + length > buffer.capacity()) {
      return false;
    }
    end = start + length;
    next = Math.min(buffer.capacity(), (end + 3) & ~3);
    buffer.position(start + NetlinkMessage.HEADER);
    return true;
  }

  int type() {
    return buffer.getShort(start + 4) & 0xffff;
  }

  int sequence() {
    return buffer.getInt(start + 8);
  }

  int u8(int offset) {
    return buffer.get(start + NetlinkMessage.HEADER + offset) & 0xff;
  }

  int u16(int offset) {
    return buffer.getShort(start + NetlinkMessage.HEADER + offset) & 0xffff;
  }

  int u32(int offset) {
    return buffer.getInt(start + NetlinkMessage.HEADER + offset);
  }

  /** The attributes after a fixed structure of {@code fixed} bytes, by type. */
  Map<Integer, byte[]> attributes(int fixed) {
    return attributes(buffer, start + NetlinkMessage.HEADER + fixed, end);
  }

  /** The attributes nested in a value. */
  static Map<Integer, byte[]> nested(byte[] value) {
    ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
    return attributes(buffer, 0, value.length);
  }

  private static Map<Integer, byte[]> attributes(ByteBuffer buffer, int from, int end) {
    Map<Integer, byte[]> found = new HashMap<>();
    int at = from;
    while (at + 4 <= end) {
      int length = buffer.getShort(at) & 0xffff;
      if (length < 4 || at + length > end) {
        break;
      }
      byte[] value = new byte[length - 4];
      buffer.get(at + 4, value);
      found.put(buffer.getShort(at + 2) & 0x3fff, value);
      at += (length + 3) & ~3;
    }
    return found;
  }

  static int u32(byte @Nullable [] value, int otherwise) {
    return value == null || value.length < 4
        ? otherwise
        : ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
  }

  static String text(byte @Nullable [] value) {
    return value == null || value.length == 0
        ? ""
        : new String(value, 0, value.length - 1, StandardCharsets.UTF_8);
  }
}
