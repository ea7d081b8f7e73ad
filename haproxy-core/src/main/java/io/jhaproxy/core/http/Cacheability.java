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
