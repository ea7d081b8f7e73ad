package io.jhaproxy.core.cache;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;
import java.util.List;
import java.util.Locale;

/**
 * Content codings as bits of a set (IANA's registry): what a response is coded in, what a request
 * accepts (RFC 9110 section 12.5.3).
 */
public final class Codings {
  /** A response in a coding that nobody knows. */
  public static final int UNKNOWN = 0;

  private static final byte[] ACCEPT_ENCODING = Ascii.bytes("accept-encoding");
  private static final byte[] CONTENT_ENCODING = Ascii.bytes("content-encoding");
  private static final List<String> NAMES =
      List.of(
          "identity",
          "gzip",
          "deflate",
          "compress",
          "br",
          "zstd",
          "aes128gcm",
          "exi",
          "pack200-gzip");
  private static final int IDENTITY = 1;
  private static final int ALL = (1 << NAMES.size()) - 1;

  private Codings() {}

  /** What the response is coded in, or {@link #UNKNOWN}. */
  public static int of(HeaderTable response) {
    int at = response.find(CONTENT_ENCODING, 0);
    if (at < 0) {
      return IDENTITY;
    }
    int all = 0;
    Slice value = new Slice();
    for (; at >= 0; at = response.find(CONTENT_ENCODING, at + 1)) {
      response.value(at, value);
      for (String word : value.toString().split(",", -1)) {
        int bit = bit(word);
        if (bit == 0) {
          return UNKNOWN;
        }
        all |= bit;
      }
    }
    return all;
  }

  /** What the request accepts; everything if it does not say. */
  public static int acceptedBy(HeaderTable request) {
    int at = request.find(ACCEPT_ENCODING, 0);
    if (at < 0) {
      return ALL;
    }
    int accepted = 0;
    int refused = 0;
    boolean others = false;
    boolean noOthers = false;
    Slice value = new Slice();
    for (; at >= 0; at = request.find(ACCEPT_ENCODING, at + 1)) {
      request.value(at, value);
      for (String member : value.toString().split(",", -1)) {
        String word = member.replaceFirst(";.*", "").strip();
        boolean no = isZero(member);
        if (word.equals("*")) {
          others |= !no;
          noOthers |= no;
        } else if (no) {
          refused |= bit(word);
        } else {
          accepted |= bit(word);
        }
      }
    }
    if (others) {
      accepted = ALL;
    } else if (!noOthers) {
      accepted |= IDENTITY;
    }
    return accepted & ~refused;
  }

  private static boolean isZero(String member) {
    return member.replace(" ", "").matches("(?i).*;q=0(\\.0*)?(;.*)?");
  }

  private static int bit(String word) {
    String name = word.strip().toLowerCase(Locale.ROOT);
    int at = NAMES.indexOf(name.startsWith("x-") ? name.substring(2) : name);
    return at < 0 ? 0 : 1 << at;
  }
}
