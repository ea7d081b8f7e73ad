package io.jhaproxy.core.sample;

import org.jspecify.annotations.Nullable;

/** What filters have to do with a response (manual 7.3.6, res.cache_*, res.comp*). */
public final class FilterFetches {
  private FilterFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.fetch(
        "res.cache_hit",
        SampleType.BOOL,
        Need.CACHED_RESPONSE,
        (x, out) -> out.setBool(x.cacheName() != null));
    library.fetch(
        "res.cache_name",
        SampleType.STR,
        Need.CACHED_RESPONSE,
        (x, out) -> name(x.cacheName(), out));
    library.fetch(
        "res.comp",
        SampleType.BOOL,
        Need.RESPONSE,
        (x, out) -> out.setBool(x.compressionName() != null));
    library.fetch(
        "res.comp_algo", SampleType.STR, Need.RESPONSE, (x, out) -> name(x.compressionName(), out));
  }

  private static boolean name(byte @Nullable [] name, Sample out) {
    if (name == null) {
      return false;
    }
    out.bytes.set(Slice.of(name));
    return out.setString();
  }
}
