package io.jhaproxy.core.table;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries as {@code show table} lists them (management guide 9.3), for a table of ours. Of a rate
 * only its value is known: it counts as events of this moment. One thread.
 */
public final class EntryText {
  private static final String KEY = ": key=";
  private static final String USE = " use=";

  private final StickTable table;
  private final EntryCopy copy;

  /** For the entries of one table. */
  public EntryText(StickTable table) {
    this.table = table;
    this.copy = new EntryCopy(table);
  }

  /** Takes an entry over; a line that is none changes nothing. */
  public void learn(String line) {
    int begin = line.indexOf(KEY);
    int end = line.lastIndexOf(USE);
    if (!line.startsWith("0x") || begin < 0 || end < begin) {
      return;
    }
    byte[] key = key(line.substring(begin + KEY.length(), end));
    if (key == null) {
      return;
    }
    copy.begin(key, -1);
    List<Column> columns = table.columns();
    for (String word : line.substring(end + 1).split(" ")) {
      int equals = word.lastIndexOf('=');
      String label = word.substring(0, Math.max(0, equals));
      String value = word.substring(equals + 1);
      if (label.equals("exp") && value.matches("\\d{1,18}")) {
        copy.remaining = Long.parseLong(value);
      }
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).label().equals(label)) {
          set(i, columns.get(i), value);
        }
      }
    }
    table.learn(copy, table.now());
  }

  private void set(int index, Column column, String value) {
    if (column.kind() == DataType.Kind.NAME) {
      copy.set(index, value.equals("-") ? 0 : table.names().number(value), 0, 0);
    } else if (value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      boolean rate = column.kind() == DataType.Kind.RATE;
      copy.set(index, rate ? 0 : number, rate ? number : 0, 0);
    }
  }

  /** The reverse of {@link TableKeys#text}, or null; texts with escapes are left out. */
  private byte @Nullable [] key(String text) {
    return switch (table.model().type()) {
      case IP -> NetUtil.isValidIpV4Address(text) ? address(text) : null;
      case IPV6 -> NetUtil.isValidIpV6Address(text) ? address(text) : null;
      case INTEGER -> integer(text);
      case STRING -> text.contains("\\") ? null : text.getBytes(StandardCharsets.ISO_8859_1);
      case BINARY -> text.matches("([0-9A-Fa-f]{2})+") ? HexFormat.of().parseHex(text) : null;
    };
  }

  private static byte @Nullable [] address(String text) {
    return NetUtil.createByteArrayFromIpAddressString(text);
  }

  private static byte @Nullable [] integer(String text) {
    if (!text.matches("\\d{1,10}")) {
      return null;
    }
    int value = (int) Long.parseLong(text);
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }
}
