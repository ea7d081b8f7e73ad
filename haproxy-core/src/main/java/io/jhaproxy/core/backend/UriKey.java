package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import io.jhaproxy.core.sample.Slice;

/** {@code balance uri}: the request target up to a length, a depth or the query string. */
public final class UriKey implements HashKey {
  private final BalanceModel.Options options;

  /** With the options len, depth, whole and path-only. */
  public UriKey(BalanceModel.Options options) {
    this.options = options;
  }

  @Override
  public boolean find(SampleContext request, Sample into) {
    Slice uri = into.bytes;
    if (!request.requestUri(uri)) {
      return false;
    }
    if (options.pathOnly()) {
      int start = pathStart(uri);
      uri.narrow(start, uri.length() - start);
    }
    int limit = uri.length();
    if (options.length() > 0) {
      limit = Math.min(limit, options.length());
    }
    int end = 0;
    int slashes = 0;
    while (end < limit) {
      int c = uri.at(end);
      if (c == '/' && options.depth() > 0 && ++slashes == options.depth() + 1) {
        break;
      }
      if (c == '?' && !options.whole()) {
        break;
      }
      end++;
    }
    uri.narrow(0, end);
    return true;
  }

  private static int pathStart(Slice uri) {
    if (uri.length() > 0 && uri.at(0) == '/') {
      return 0;
    }
    int colon = uri.indexOf(':', 0);
    boolean scheme =
        colon >= 0
            && colon + 2 < uri.length()
            && uri.at(colon + 1) == '/'
            && uri.at(colon + 2) == '/';
    int slash = uri.indexOf('/', scheme ? colon + 3 : 0);
    return slash < 0 ? uri.length() : slash;
  }
}
