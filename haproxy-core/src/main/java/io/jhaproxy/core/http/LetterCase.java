package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The letter case of field names for peers that insist on one (manual 3.1, {@code h1-case-adjust}).
 * Names keep their length, so a head is changed in place. Immutable.
 */
public final class LetterCase {
  /** The names as they are sent, by length. */
  private final byte[][][] byLength;

  /**
   * Compiles a table.
   *
   * @param names names in lower case to names as they are sent
   */
  public LetterCase(Map<String, String> names) {
    int longest = names.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<List<byte[]>> lists = new ArrayList<>();
    for (int i = 0; i <= longest; i++) {
      lists.add(new ArrayList<>());
    }
    names.forEach(
        (lower, name) ->
            lists
                .get(lower.toLowerCase(Locale.ROOT).length())
                .add(name.getBytes(StandardCharsets.ISO_8859_1)));
    byLength = lists.stream().map(list -> list.toArray(new byte[0][])).toArray(byte[][][]::new);
  }

  /** Adjusts the names of a head that begins here, up to its empty line. */
  void apply(ByteBuf head, int from) {
    int end = head.writerIndex();
    int at = lineEnd(head, from, end);
    while (at < end && head.getByte(at) > ' ') {
      int colon = at;
      while (colon < end && head.getByte(colon) != ':') {
        colon++;
      }
      adjust(head, at, colon - at);
      at = lineEnd(head, colon, end);
    }
  }

  private static int lineEnd(ByteBuf head, int from, int end) {
    int at = head.indexOf(from, end, (byte) '\n');
    return at < 0 ? end : at + 1;
  }

  private void adjust(ByteBuf head, int at, int length) {
    if (length >= byLength.length) {
      return;
    }
    for (byte[] name : byLength[length]) {
      int i = 0;
      while (i < length && Bytes.lower(head.getByte(at + i)) == Bytes.lower(name[i])) {
        i++;
      }
      if (i == length) {
        head.setBytes(at, name);
        return;
      }
    }
  }
}
