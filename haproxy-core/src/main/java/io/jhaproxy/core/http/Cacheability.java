package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;

/** Whether a shared cache may keep a response (RFC 9111 section 3), as far as its head tells. */
final class Cacheability {
  private static final byte[] CACHE_CONTROL = KnownFields.ascii("cache-control");
  private static final byte[] PRAGMA = KnownFields.ascii("pragma");
  private static final byte[] NO_CACHE = KnownFields.ascii("no-cache");
  private static final byte[][] FRESHNESS = {
    KnownFields.ascii("etag"), KnownFields.ascii("last-modified"), KnownFields.ascii("expires")
  };
  private static final byte[][] FORBIDDING = {
    NO_CACHE,
    KnownFields.ascii("private"),
    KnownFields.ascii("no-store"),
    KnownFields.ascii("max-age=0"),
    KnownFields.ascii("s-maxage=0")
  };
  private static final byte[] SET_COOKIE = KnownFields.ascii("set-cookie");
  private static final byte[] SET_COOKIE2 = KnownFields.ascii("set-cookie2");
  private static final byte[] NO_CACHE_COOKIE = KnownFields.ascii("no-cache=\"set-cookie");
  private static final byte[] PUBLIC = KnownFields.ascii("public");
  private static final byte[] MAX_AGE = KnownFields.ascii("max-age=");
  private static final byte[] S_MAXAGE = KnownFields.ascii("s-maxage=");

  private Cacheability() {}

  /** Whether it may be kept and says how long it is good or how it can be validated. */
  static boolean isCacheable(HttpExchange stream) {
    HttpHead head = stream.response;
    if (!stream.request.methodIs("GET") && !stream.request.methodIs("HEAD")) {
      return false;
    }
    return hasCacheableStatus(head) && !isForbidden(head) && hasFreshness(head);
  }

  /**
   * Whether a cache might keep a response that sets a cookie and give that to others (option
   * checkcache).
   */
  static boolean risksCookie(HttpExchange stream) {
    HttpHead head = stream.response;
    if (head.find(SET_COOKIE, 0) < 0 && head.find(SET_COOKIE2, 0) < 0) {
      return false;
    }
    HttpHead request = stream.request;
    boolean usual =
        hasCacheableStatus(head)
            && (request.methodIs("GET")
                || request.isHead()
                || request.methodIs("OPTIONS")
                || request.methodIs("TRACE"));
    return (usual || has(head, CACHE_CONTROL, PUBLIC, true))
        && !isForbidden(head)
        && hasFreshness(head)
        && !has(head, CACHE_CONTROL, NO_CACHE_COOKIE, false);
  }

  /** Status codes that are cacheable by default (RFC 9110 section 15.1). */
  static boolean hasCacheableStatus(HttpHead head) {
    return switch (head.status) {
      case 200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501 -> true;
      default -> false;
    };
  }

  /** Whether the response says that it must not be kept. */
  static boolean isForbidden(HttpHead head) {
    for (byte[] directive : FORBIDDING) {
      if (has(head, CACHE_CONTROL, directive, true)) {
        return true;
      }
    }
    return has(head, PRAGMA, NO_CACHE, true);
  }

  private static final byte[] AGE = KnownFields.ascii("age");
  private static final byte[] EXPIRES = KnownFields.ascii("expires");
  private static final byte[] PRIVATE = KnownFields.ascii("private");
  private static final byte[] NO_STORE = KnownFields.ascii("no-store");
  private static final byte[][] VALIDATORS = {
    KnownFields.ascii("etag"), KnownFields.ascii("last-modified")
  };

  /** Whether the response is for everybody, even if its request was authorized. */
  static boolean isPublic(HttpHead head) {
    return has(head, CACHE_CONTROL, PUBLIC, true);
  }

  /** Whether the proxy's cache must not keep the response. */
  static boolean refusesCaches(HttpHead head) {
    return has(head, CACHE_CONTROL, NO_CACHE, false)
        || has(head, CACHE_CONTROL, PRIVATE, false)
        || has(head, CACHE_CONTROL, NO_STORE, true)
        || isForbidden(head);
  }

  /** Seconds that the response is old already; -1 if that cannot be read. */
  static long age(HttpHead head) {
    int at = head.find(AGE, 0);
    if (at < 0) {
      return 0;
    }
    Slice value = new Slice();
    head.value(at, value);
    return seconds(value.toString().strip());
  }

  /** Seconds that a response says it is good: 0 if it does not, or is not good any more. */
  static long explicitLifetime(HttpHead head, long now) {
    long told = directive(head, S_MAXAGE);
    if (told < 0) {
      told = directive(head, MAX_AGE);
    }
    int at = head.find(EXPIRES, 0);
    if (told < 0 && at >= 0) {
      Slice value = new Slice();
      head.value(at, value);
      long date = HttpDates.parse(value.toString());
      told = date == HttpDates.NONE ? 0 : date - now;
    }
    return Math.max(0, told);
  }

  /**
   * Seconds that a response may be kept; 0: not at all.
   *
   * @param limit seconds at most, and for those that can only be validated
   */
  static long lifetime(HttpHead head, long limit, long now) {
    boolean told =
        directive(head, S_MAXAGE) >= 0
            || directive(head, MAX_AGE) >= 0
            || head.find(EXPIRES, 0) >= 0;
    if (told) {
      return Math.min(limit, explicitLifetime(head, now));
    }
    for (byte[] name : VALIDATORS) {
      if (head.find(name, 0) >= 0) {
        return limit;
      }
    }
    return 0;
  }

  /** The number of a directive such as {@code max-age=}, or -1. */
  private static long directive(HttpHead head, byte[] name) {
    Slice value = new Slice();
    String wanted = new String(name, java.nio.charset.StandardCharsets.US_ASCII);
    for (int at = head.find(CACHE_CONTROL, 0); at >= 0; at = head.find(CACHE_CONTROL, at + 1)) {
      head.value(at, value);
      for (String member : value.toString().split(",", -1)) {
        String word = member.strip();
        if (word.regionMatches(true, 0, wanted, 0, wanted.length())) {
          return Math.max(0, seconds(word.substring(wanted.length()).replace("\"", "")));
        }
      }
    }
    return -1;
  }

  private static long seconds(String text) {
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
  }

  private static boolean hasFreshness(HttpHead head) {
    for (byte[] name : FRESHNESS) {
      if (head.find(name, 0) >= 0) {
        return true;
      }
    }
    return has(head, CACHE_CONTROL, MAX_AGE, false) || has(head, CACHE_CONTROL, S_MAXAGE, false);
  }

  /** Whether a member of the field's list is this, or begins with it. */
  static boolean has(HttpHead head, byte[] name, byte[] directive, boolean whole) {
    Slice value = new Slice();
    for (int at = head.find(name, 0); at >= 0; at = head.find(name, at + 1)) {
      head.value(at, value);
      int from = 0;
      while (from < value.length()) {
        int comma = value.indexOf(',', from);
        int end = comma < 0 ? value.length() : comma;
        if (isMember(value, from, end, directive, whole)) {
          return true;
        }
        from = end + 1;
      }
    }
    return false;
  }

  private static boolean isMember(Slice value, int from, int to, byte[] directive, boolean whole) {
    int start = from;
    int end = to;
    while (start < end && value.at(start) <= ' ') {
      start++;
    }
    while (end > start && value.at(end - 1) <= ' ') {
      end--;
    }
    if (end - start < directive.length || (whole && end - start != directive.length)) {
      return false;
    }
    for (int i = 0; i < directive.length; i++) {
      if (Bytes.lower((byte) value.at(start + i)) != directive[i]) {
        return false;
      }
    }
    return true;
  }
}
