package io.jhaproxy.core.http;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.sample.Slice;
import java.util.Locale;

/**
 * What of its request a response depends on (RFC 9110 section 12.5.5).
 *
 * @param coding the codings that the client accepts
 * @param referer the page it comes from
 * @param other anything else
 */
record CacheVary(boolean coding, boolean referer, boolean other) {
  private static final CacheVary NONE = new CacheVary(false, false, false);
  private static final byte[] VARY = KnownFields.ascii("vary");

  /** Reads the response's Vary fields. */
  static CacheVary of(HttpHead response) {
    int at = response.find(VARY, 0);
    if (at < 0) {
      return NONE;
    }
    boolean coding = false;
    boolean referer = false;
    boolean other = false;
    Slice value = new Slice();
    for (; at >= 0; at = response.find(VARY, at + 1)) {
      response.value(at, value);
      for (String member : value.toString().split(",", -1)) {
        switch (member.strip().toLowerCase(Locale.ROOT)) {
          case "accept-encoding" -> coding = true;
          case "referer" -> referer = true;
          case "" -> {}
          default -> other = true;
        }
      }
    }
    return new CacheVary(coding, referer, other);
  }

  /** Whether the cache can keep such a response. */
  boolean isManaged(Cache cache) {
    return !other && (cache.settings().processVary() || !(coding || referer));
  }
}
