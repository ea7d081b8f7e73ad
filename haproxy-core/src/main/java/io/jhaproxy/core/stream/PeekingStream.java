package io.jhaproxy.core.stream;

import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.Slice;
import org.jspecify.annotations.Nullable;

/** A TCP stream whose content rules may look at its first bytes as at an HTTP request. */
abstract class PeekingStream extends Stream {
  private @Nullable RequestPeek peek;

  PeekingStream(Session session) {
    super(session);
  }

  /** What came so far while content rules look at it; false if they do not, or nothing came. */
  abstract boolean firstBytes(Slice into);

  /**
   * What content rules see of the first bytes if they are an HTTP request; null if they are not.
   */
  private @Nullable RequestPeek request() {
    Slice bytes = new Slice();
    if (!firstBytes(bytes)) {
      return null;
    }
    RequestPeek known = peek;
    if (known == null) {
      known = session.frontend().newPeek();
      peek = known;
    }
    return known != null && known.look(bytes) ? known : null;
  }

  @Override
  public boolean hasRequest() {
    return request() != null;
  }

  @Override
  public boolean requestMethod(Slice into) {
    RequestPeek seen = request();
    return seen != null && seen.method(into);
  }

  @Override
  public boolean requestUri(Slice into) {
    RequestPeek seen = request();
    return seen != null && seen.target(into);
  }

  @Override
  public boolean requestVersion(Slice into) {
    RequestPeek seen = request();
    return seen != null && seen.version(into);
  }

  @Override
  public @Nullable HeaderTable requestHeaders() {
    RequestPeek seen = request();
    return seen == null ? null : seen.headers();
  }

  final void releasePeek() {
    RequestPeek known = peek;
    if (known != null) {
      peek = null;
      known.release();
    }
  }
}
