package io.jhaproxy.core.table;

import org.jspecify.annotations.Nullable;

/**
 * Something that tracks counters: a stream with its session. Rules and fetches find it behind their
 * context. On the stream's worker.
 */
public interface Tracker {
  /**
   * What the stream tracks; released when it ends.
   *
   * @param create whether to make it; else null where nothing was ever tracked
   */
  @Nullable TrackedCounters streamCounters(boolean create);

  /** What the session tracks; released when the connection ends. */
  @Nullable TrackedCounters sessionCounters(boolean create);

  /** Whether its requests are counted; false where HTTP passes through as bytes. */
  default boolean countsRequests() {
    return false;
  }
}
