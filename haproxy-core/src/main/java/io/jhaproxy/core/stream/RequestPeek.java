package io.jhaproxy.core.stream;

import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a TCP client, looked at as if they were an HTTP request: content rules may ask
 * for its parts. Belongs to one stream, on its worker.
 */
public interface RequestPeek {
  /** Looks at what came so far; true if a whole head stands there. */
  boolean look(Slice bytes);

  /** Points at the method. */
  boolean method(Slice into);

  /** Points at the target. */
  boolean target(Slice into);

  /** Points at the version. */
  boolean version(Slice into);

  /** The fields, or null if there is no whole head. */
  @Nullable HeaderTable headers();

  /** Gives memory back. */
  void release();
}
