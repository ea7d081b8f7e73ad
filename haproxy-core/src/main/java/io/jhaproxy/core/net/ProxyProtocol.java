package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The PROXY protocol, versions 1 and 2: reads and writes the header ahead of a connection. */
public final class ProxyProtocol {
  /** Longest header of version 1, line end included. */
  private static final int LONGEST_LINE = 107;

  private static final int FIXED = 16;
  private static final int TYPE_AUTHORITY = 2;
  private static final int TYPE_CRC = 3;
  private static final int TYPE_UNIQUE_ID = 5;
  private static final int TYPE_NAMESPACE = 0x30;
  private static final int LONGEST_UNIQUE_ID = 128;
  private static final byte[] LINE = "PROXY ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SIGNATURE = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };

  private ProxyProtocol() {}

  /** How far a header is. */
  public enum Progress {
    /** More bytes are needed. */
    INCOMPLETE,
    /** The bytes are no header. */
    INVALID,
    /** The header is read and the buffer stands behind it. */
    COMPLETE
  }

  /** What a header says; filled by {@link #read}. */
  public static final class Header {
    /** Where the connection comes from; null if the header does not say. */
    public @Nullable SocketAddress source;

    /** Where it was going; null if the header does not say. */
    public @Nullable SocketAddress destination;

    /** The host name that the client wanted, or null. */
    public byte @Nullable [] authority;

    /** The connection's unique id, or null. */
    public byte @Nullable [] uniqueId;

    /** The name of the client's network namespace, or null. */
    public byte @Nullable [] namespace;

    /** Creates an empty header. */
    public Header() {}
  }

  /** Reads a header from the beginning of a buffer. */
  public static Progress read(ByteBuf in, Header into) {
    int length = in.readableBytes();
    int start = in.readerIndex();
    byte[] wanted = length > 0 && in.getByte(start) == '\r' ? SIGNATURE : LINE;
    for (int i = 0; i < Math.min(length, wanted.length); i++) {
      if (in.getByte(start + i) != wanted[i]) {
        return Progress.INVALID;
      }
    }
    if (length < wanted.length) {
      return Progress.INCOMPLETE;
    }
    return wanted == LINE ? readLine(in, into) : readBinary(in, into);
  }

  private static Progress readLine(ByteBuf in, Header into) {
    int start = in.readerIndex();
    int limit = Math.min(in.readableBytes(), LONGEST_LINE);
    int end = in.indexOf(start, start + limit, (byte) '\n');
    if (end < 0) {
      return limit == LONGEST_LINE ? Progress.INVALID : Progress.INCOMPLETE;
    }
    if (in.getByte(end - 1) != '\r') {
      return Progress.INVALID;
    }
    String line = in.toString(start, end - 1 - start, StandardCharsets.ISO_8859_1);
    in.readerIndex(end + 1);
    if (line.equals("PROXY UNKNOWN")) {
      return Progress.COMPLETE;
    }
    String[] words = line.split(" ", -1);
    if (words.length != 6 || !(words[1].equals("TCP4") || words[1].equals("TCP6"))) {
      return Progress.INVALID;
    }
    boolean six = words[1].equals("TCP6");
    into.source = address(words[2], words[4], six);
    into.destination = address(words[3], words[5], six);
    return into.source == null || into.destination == null ? Progress.INVALID : Progress.COMPLETE;
  }

  private static @Nullable SocketAddress address(String host, String port, boolean six) {
    if (!host.matches(six ? "[0-9a-fA-F:.]*:[0-9a-fA-F:.]*" : "[0-9]{1,3}(\\.[0-9]{1,3}){3}")
        || !port.matches("[0-9]{1,5}")) {
      return null;
    }
    try {
      int number = Integer.parseInt(port);
      return number > 65535 ? null : new InetSocketAddress(InetAddress.getByName(host), number);
    } catch (UnknownHostException wrong) {
      return null;
    }
  }

  private static Progress readBinary(ByteBuf in, Header into) {
    if (in.readableBytes() < FIXED) {
      return Progress.INCOMPLETE;
    }
    int start = in.readerIndex();
    int command = in.getByte(start + 12) & 0xff;
    int length = in.getUnsignedShort(start + 14);
    if (command != 0x20 && command != 0x21) {
      return Progress.INVALID;
    }
    if (in.capacity() < FIXED + length && in.maxCapacity() < FIXED + length) {
      return Progress.INVALID;
    }
    if (in.readableBytes() < FIXED + length) {
      return Progress.INCOMPLETE;
    }
    boolean valid = command == 0x20 || readAddresses(in, start, length, into);
    in.readerIndex(start + FIXED + length);
    return valid ? Progress.COMPLETE : Progress.INVALID;
  }

  private static boolean readAddresses(ByteBuf in, int start, int length, Header into) {
    int size =
        switch (in.getByte(start + 13)) {
          case 0x11 -> 4;
          case 0x21 -> 16;
          default -> 0;
        };
    int at = start + FIXED;
    if (size == 0 || length < 2 * size + 4) {
      return false;
    }
    into.source = address(in, at, size, at + 2 * size);
    into.destination = address(in, at + size, size, at + 2 * size + 2);
    return readFields(in, start, at + 2 * size + 4, start + FIXED + length, into);
  }

  private static @Nullable SocketAddress address(ByteBuf in, int at, int size, int portAt) {
    byte[] bytes = new byte[size];
    in.getBytes(at, bytes);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), in.getUnsignedShort(portAt));
    } catch (UnknownHostException impossible) {
      return null;
    }
  }

  private static boolean readFields(ByteBuf in, int start, int from, int end, Header into) {
    int at = from;
    while (at < end) {
      if (end - at < 3) {
        return false;
      }
      int type = in.getByte(at) & 0xff;
      int length = in.getUnsignedShort(at + 1);
      int value = at + 3;
      if (end - value < length) {
        return false;
      }
      byte[] bytes = new byte[length];
      in.getBytes(value, bytes);
      switch (type) {
        case TYPE_AUTHORITY -> into.authority = bytes;
        case TYPE_NAMESPACE -> into.namespace = bytes;
        case TYPE_UNIQUE_ID -> {
          if (length > LONGEST_UNIQUE_ID) {
            return false;
          }
          into.uniqueId = bytes;
        }
        case TYPE_CRC -> {
          if (length != 4 || in.getInt(value) != checksum(in, start, end, value)) {
            return false;
          }
        }
        default -> {} // everything else is for somebody else
      }
      at = value + length;
    }
    return true;
  }

  /** The checksum of a header whose own four bytes of it count as zero. */
  private static int checksum(ByteBuf in, int start, int end, int zeroAt) {
    byte[] bytes = new byte[end - start];
    in.getBytes(start, bytes);
    for (int i = 0; i < 4; i++) {
      bytes[zeroAt - start + i] = 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Appends a header of version 1; addresses that are not of the internet are unknown. */
  public static void writeLine(ByteBuf out, SocketAddress from, @Nullable SocketAddress to) {
    String text = "PROXY UNKNOWN\r\n";
    if (from instanceof InetSocketAddress source && to instanceof InetSocketAddress target) {
      boolean four = source.getAddress().getAddress().length == 4;
      boolean fourToo = target.getAddress().getAddress().length == 4;
      text =
          (four && fourToo ? "PROXY TCP4 " : "PROXY TCP6 ")
              + text(source.getAddress(), four && !fourToo)
              + " "
              + text(target.getAddress(), fourToo && !four)
              + " "
              + source.getPort()
              + " "
              + target.getPort()
              + "\r\n";
    }
    out.writeCharSequence(text, StandardCharsets.US_ASCII);
  }

  private static String text(InetAddress address, boolean mapped) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    text = zone < 0 ? text : text.substring(0, zone);
    return mapped ? "::ffff:" + text : text.replaceFirst("(^|:)(0(:|$)){2,}", "::");
  }

  /**
   * Appends a header of version 2.
   *
   * @param uniqueId the stream's unique id, or null
   * @param authority the host name that the client wanted, or null
   * @param namespace the name of the client's network namespace, or null
   * @param checked whether a checksum is added
   */
  public static void writeBinary(
      ByteBuf out,
      SocketAddress from,
      @Nullable SocketAddress to,
      byte @Nullable [] uniqueId,
      byte @Nullable [] authority,
      byte @Nullable [] namespace,
      boolean checked) {
    int start = out.writerIndex();
    out.writeBytes(SIGNATURE);
    if (from instanceof InetSocketAddress source && to instanceof InetSocketAddress target) {
      byte[] sourceBytes = source.getAddress().getAddress();
      byte[] targetBytes = target.getAddress().getAddress();
      boolean four = sourceBytes.length == 4 && targetBytes.length == 4;
      out.writeByte(0x21).writeByte(four ? 0x11 : 0x21).writeShort(0);
      out.writeBytes(four ? sourceBytes : mapped(sourceBytes));
      out.writeBytes(four ? targetBytes : mapped(targetBytes));
      out.writeShort(source.getPort()).writeShort(target.getPort());
    } else {
      out.writeByte(0x20).writeByte(0).writeShort(0);
    }
    int crcAt = 0;
    if (checked) {
      out.writeByte(TYPE_CRC).writeShort(4);
      crcAt = out.writerIndex();
      out.writeInt(0);
    }
    field(out, TYPE_UNIQUE_ID, uniqueId);
    field(out, TYPE_AUTHORITY, authority);
    field(out, TYPE_NAMESPACE, namespace);
    out.setShort(start + 14, out.writerIndex() - start - FIXED);
    if (checked) {
      out.setInt(crcAt, checksum(out, start, out.writerIndex(), crcAt));
    }
  }

  /** Appends a header of version 2 for a connection of the proxy's own (LOCAL). */
  public static void writeLocal(ByteBuf out) {
    out.writeBytes(SIGNATURE).writeByte(0x20).writeByte(0).writeShort(0);
  }

  private static void field(ByteBuf out, int type, byte @Nullable [] value) {
    if (value != null) {
      out.writeByte(type).writeShort(value.length).writeBytes(value);
    }
  }

  private static byte[] mapped(byte[] address) {
    if (address.length == 16) {
      return address;
    }
    byte[] six = new byte[16];
    six[10] = (byte) 0xff;
    six[11] = (byte) 0xff;
    System.arraycopy(address, 0, six, 12, 4);
    return six;
  }
}
