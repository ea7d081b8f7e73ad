package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code compression} lines of one proxy (manual 4.2): which responses are compressed and how.
 * Immutable. Where nothing is configured no object of it exists.
 */
public final class Compression {
  private static final byte[] ACCEPT_ENCODING = KnownFields.ascii("accept-encoding");
  private static final byte[] USER_AGENT = KnownFields.ascii("user-agent");
  private static final byte[] CONTENT_ENCODING = KnownFields.ascii("content-encoding");
  private static final byte[] CONTENT_TYPE = KnownFields.ascii("content-type");
  private static final byte[] CACHE_CONTROL = KnownFields.ascii("cache-control");
  private static final byte[] NO_TRANSFORM = KnownFields.ascii("no-transform");
  private static final byte[] ETAG = KnownFields.ascii("etag");
  private static final byte[] TRAILER = KnownFields.ascii("trailer");
  private static final byte[] TRANSFER_ENCODING = KnownFields.ascii("transfer-encoding");
  private static final byte[] VARY = KnownFields.ascii("vary");
  private static final Slice CHUNKED = Slice.of("chunked");
  private static final Slice VARIES = Slice.of("Accept-Encoding");
  private static final byte[] MULTIPART = KnownFields.ascii("multipart");

  private final List<Algorithm> algorithms;
  private final List<byte[]> types;
  private final boolean offload;
  private final int level;
  private final CompressionLoad load;

  /** How a body is coded. */
  public enum Algorithm {
    /** Not at all, only sent in chunks. */
    IDENTITY("identity"),
    /** RFC 1952. */
    GZIP("gzip"),
    /** RFC 1950. */
    DEFLATE("deflate"),
    /** RFC 1951 under the name of deflate. */
    RAW_DEFLATE("deflate");

    private final byte[] word;
    private final Slice coding;

    Algorithm(String word) {
      this.word = KnownFields.ascii(word);
      this.coding = Slice.of(word);
    }

    byte[] word() {
      return word;
    }

    /** The algorithm as the configuration names it. */
    public static Algorithm ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * Compiles the lines.
   *
   * @param algorithms as configured; the last one is asked first
   * @param types beginnings of content types; none: all but multipart
   * @param offload whether servers are not told what the client accepts
   * @param level of zlib, 1..9
   * @param load what all compressors of the process may cost
   */
  public Compression(
      List<Algorithm> algorithms,
      List<String> types,
      boolean offload,
      int level,
      CompressionLoad load) {
    this.load = load;
    this.algorithms = List.copyOf(algorithms);
    this.types =
        types.stream()
            .map(type -> type.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1))
            .toList();
    this.offload = offload;
    this.level = level;
  }

  int level() {
    return level;
  }

  CompressionLoad load() {
    return load;
  }

  /** Chooses by what the client accepts; null for no compression. */
  @Nullable Algorithm choose(HttpHead request) {
    Slice value = new Slice();
    int agent = request.find(USER_AGENT, 0);
    if (agent >= 0) {
      request.value(agent, value);
      if (isOldBrowser(value.toString())) {
        return null;
      }
    }
    Algorithm best = null;
    int quality = 0;
    for (int at = request.find(ACCEPT_ENCODING, 0);
        at >= 0;
        at = request.find(ACCEPT_ENCODING, at + 1)) {
      request.value(at, value);
      for (String member : value.toString().split(",")) {
        Algorithm meant = named(member);
        int wanted = meant == null ? 0 : quality(member);
        if (wanted > quality) {
          best = meant;
          quality = wanted;
        }
      }
    }
    if (best != null && offload) {
      for (int at = request.find(ACCEPT_ENCODING, 0);
          at >= 0;
          at = request.find(ACCEPT_ENCODING, at)) {
        request.remove(at);
      }
    }
    return best != null || !algorithms.contains(Algorithm.IDENTITY) ? best : Algorithm.IDENTITY;
  }

  private @Nullable Algorithm named(String member) {
    String word = member.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    for (int i = algorithms.size() - 1; i >= 0; i--) {
      Algorithm algorithm = algorithms.get(i);
      if (word.equals("*") || word.equals(new String(algorithm.word, StandardCharsets.US_ASCII))) {
        return algorithm;
      }
    }
    return null;
  }

  /** The member's weight in thousandths. */
  private static int quality(String member) {
    int at = member.replace(" ", "").toLowerCase(Locale.ROOT).indexOf(";q=");
    if (at < 0) {
      return 1000;
    }
    String text = member.replace(" ", "").substring(at + 3).replaceFirst(";.*", "");
    try {
      return (int) Math.round(Double.parseDouble(text) * 1000);
    } catch (NumberFormatException odd) {
      return 0;
    }
  }

  /** Browsers that say they can and cannot: Mozilla/4, but for MSIE 6 with SV1 and later ones. */
  private static boolean isOldBrowser(String agent) {
    if (!agent.startsWith("Mozilla/4")) {
      return false;
    }
    int at = agent.indexOf("MSIE ");
    if (at < 0 || at + 6 >= agent.length()) {
      return true;
    }
    char digit = agent.charAt(at + 5);
    return digit < '6' || (digit == '6' && !agent.contains("SV1"));
  }

  /**
   * Whether a response may be compressed; its framing is known and it has a body.
   *
   * @param request its request
   */
  boolean admits(HttpHead request, HttpHead response) {
    if (request.minor == 0 || response.minor == 0 || response.status < 200) {
      return false;
    }
    if (response.status > 203 || (!response.chunked && response.contentLength <= 0)) {
      return false;
    }
    return response.find(CONTENT_ENCODING, 0) < 0
        && response.find(TRAILER, 0) < 0
        && hasUsableTag(response)
        && !Cacheability.has(response, CACHE_CONTROL, NO_TRANSFORM, true)
        && hasType(response);
  }

  private boolean hasType(HttpHead response) {
    int at = response.find(CONTENT_TYPE, 0);
    if (at < 0) {
      return types.isEmpty();
    }
    Slice value = new Slice();
    response.value(at, value);
    if (types.isEmpty()) {
      return !begins(value, MULTIPART);
    }
    for (byte[] type : types) {
      if (begins(value, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(Slice value, byte[] lowerCase) {
    if (value.length() < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (Bytes.lower((byte) value.at(i)) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasUsableTag(HttpHead response) {
    int at = response.find(ETAG, 0);
    if (at < 0) {
      return true;
    }
    Slice value = new Slice();
    response.value(at, value);
    String tag = value.toString();
    return tag.matches("(W/)?\"[^\"]*\"") && response.find(ETAG, at + 1) < 0;
  }

  /** Makes the head that of the compressed response. */
  static void announce(HttpHead response, Algorithm algorithm) {
    int tag = response.find(ETAG, 0);
    if (tag >= 0) {
      Slice value = new Slice();
      response.value(tag, value);
      String text = value.toString();
      if (text.startsWith("\"")) {
        response.replaceValue(tag, Slice.of("W/" + text));
      }
    }
    if (!response.chunked) {
      KnownFields.dropFraming(response);
      response.add(TRANSFER_ENCODING, CHUNKED);
    }
    response.add(VARY, VARIES);
    if (algorithm != Algorithm.IDENTITY) {
      response.add(CONTENT_ENCODING, algorithm.coding);
    }
  }
}
