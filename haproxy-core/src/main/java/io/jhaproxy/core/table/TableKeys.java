package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Scratch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Makes keys of samples, and text of keys. */
public final class TableKeys {
  private static final long MAPPED = 0xffffL;

  private TableKeys() {}

  /** Bytes of scratch memory that a key may take besides those of a text. */
  private static final int ROOM = 64;

  /**
   * Turns a sample into a table's key, whose bytes are those of the sample then.
   *
   * @return false if the value cannot be a key of the table
   */
  public static boolean toKey(StickTable table, Sample sample, Scratch scratch) {
    if (scratch.free() < ROOM) {
      return false;
    }
    return switch (table.model().type()) {
      case IP -> cast(sample, SampleType.IPV4, scratch) && toBytes(sample, scratch);
      case IPV6 -> cast(sample, SampleType.IPV6, scratch) && toBytes(sample, scratch);
      case INTEGER -> Casts.cast(sample, SampleType.SINT, scratch) && integer(sample, scratch);
      case STRING -> Casts.cast(sample, SampleType.STR, scratch) && cutAtZero(sample);
      case BINARY -> Casts.cast(sample, SampleType.BIN, scratch);
    };
  }

  private static boolean cast(Sample sample, SampleType to, Scratch scratch) {
    if (!Casts.cast(sample, to, scratch)) {
      return false;
    }
    Address address = sample.address;
    if (to == SampleType.IPV4 && sample.type == SampleType.IPV6) {
      if (address.high() != 0 || address.low() >>> 32 != MAPPED) {
        return false;
      }
      address.setIpv4((int) address.low(), 0);
      sample.setAddress();
    }
    return sample.type == to;
  }

  private static boolean toBytes(Sample sample, Scratch scratch) {
    return Casts.cast(sample, SampleType.BIN, scratch);
  }

  private static boolean integer(Sample sample, Scratch scratch) {
    ByteBuf memory = scratch.memory();
    int start = memory.writerIndex();
    memory.writeIntLE((int) sample.number);
    sample.bytes.set(memory, start, 4);
    sample.type = SampleType.BIN;
    return true;
  }

  private static boolean cutAtZero(Sample sample) {
    int zero = sample.bytes.indexOf(0, 0);
    if (zero >= 0) {
      sample.bytes.narrow(0, zero);
    }
    return true;
  }

  /** A key as listings show it. */
  public static String text(KeyType type, byte[] key) {
    return switch (type) {
      case IP ->
          (key[0] & 0xff) + "." + (key[1] & 0xff) + "." + (key[2] & 0xff) + "." + (key[3] & 0xff);
      case IPV6 -> ipv6(key);
      case INTEGER -> Long.toString(integer(key) & 0xffffffffL);
      case STRING -> printable(key);
      case BINARY -> hex(key);
    };
  }

  private static String ipv6(byte[] key) {
    ByteBuf text = Unpooled.buffer();
    AddressText.append(new Address().setBytes(key, 0), text);
    return text.toString(StandardCharsets.US_ASCII);
  }

  private static int integer(byte[] key) {
    return (key[0] & 0xff) | (key[1] & 0xff) << 8 | (key[2] & 0xff) << 16 | (key[3] & 0xff) << 24;
  }

  /** Blanks, equal signs and backslashes get a backslash, what cannot be printed is in hex. */
  private static String printable(byte[] key) {
    StringBuilder text = new StringBuilder();
    for (char c : new String(key, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == ' ' || c == '=' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c >= 127) {
        text.append(escape(c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case 27 -> "\\e";
      default -> String.format("\\x%02x", (int) c);
    };
  }

  private static String hex(byte[] key) {
    StringBuilder text = new StringBuilder();
    for (byte each : key) {
      text.append(String.format("%02X", each & 0xff));
    }
    return text.toString();
  }
}
