package io.jhaproxy.core.cache;

import io.jhaproxy.core.config.Settings;

/**
 * What a {@code cache} section says.
 *
 * @param totalBytes total-max-size in bytes
 * @param objectBytes max-object-size, bytes of one response at most
 * @param maxAge seconds that a response is good at most
 * @param processVary whether responses with a Vary field are kept
 * @param secondaryEntries responses to requests for the same thing at most
 */
public record CacheSettings(
    long totalBytes, long objectBytes, long maxAge, boolean processVary, int secondaryEntries) {
  private static final long MEBIBYTE = 1 << 20;

  /** Reads a section, filling in what it leaves out. */
  public static CacheSettings of(Settings from) {
    long total = from.get(CacheKeywords.TOTAL) * MEBIBYTE;
    long object = from.get(CacheKeywords.OBJECT);
    return new CacheSettings(
        total,
        object > 0 ? object : total >> 8,
        from.get(CacheKeywords.MAX_AGE),
        from.get(CacheKeywords.PROCESS_VARY),
        (int) (long) from.get(CacheKeywords.SECONDARY));
  }
}
