package io.jhaproxy.core.http;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.cache.CacheEntry;
import io.jhaproxy.core.cache.CacheKey;
import io.jhaproxy.core.cache.Codings;
import io.jhaproxy.core.sample.Slice;
import org.jspecify.annotations.Nullable;

/**
 * A request at a cache ({@code http-request cache-use}): what it asks for, whether it may get it
 * from there, and whether its response may be kept. Made for requests at which the rule holds.
 */
final class CacheLookup {
  private static final byte[] HOST = KnownFields.ascii("host");
  private static final byte[] AUTHORIZATION = KnownFields.ascii("authorization");
  private static final byte[] REFERER = KnownFields.ascii("referer");
  private static final byte[] CACHE_CONTROL = KnownFields.ascii("cache-control");
  private static final byte[] PRAGMA = KnownFields.ascii("pragma");
  private static final byte[] NO_CACHE = KnownFields.ascii("no-cache");
  private static final byte[] NO_STORE = KnownFields.ascii("no-store");
  private static final byte[] MAX_AGE_0 = KnownFields.ascii("max-age=0");
  private static final String[] CHANGING = {"POST", "PUT", "DELETE", "PATCH"};

  final CacheKey key;
  final boolean authorized;
  final boolean mayStore;
  final boolean changes;

  /** What codings the client accepts; only where the cache looks at it. */
  final int accepted;

  final byte @Nullable [] referer;
  private final boolean mayUse;

  /** Looks at a request. */
  CacheLookup(HttpHead request, boolean oldClient, Cache cache) {
    Slice host = new Slice();
    Slice target = new Slice();
    int at = request.find(HOST, 0);
    if (at >= 0) {
      request.value(at, host);
    }
    request.target(target);
    key = new CacheKey(host, target);
    authorized = request.find(AUTHORIZATION, 0) >= 0;
    boolean get = request.methodIs("GET");
    boolean noStore = Cacheability.has(request, CACHE_CONTROL, NO_STORE, true);
    boolean fresh =
        Cacheability.has(request, CACHE_CONTROL, NO_CACHE, true)
            || Cacheability.has(request, CACHE_CONTROL, MAX_AGE_0, true)
            || Cacheability.has(request, PRAGMA, NO_CACHE, true);
    mayUse = (get || request.isHead()) && !oldClient && !authorized && !fresh;
    mayStore = get && !oldClient && !noStore;
    boolean changing = false;
    for (String method : CHANGING) {
      changing |= request.methodIs(method);
    }
    changes = changing;
    boolean varies = cache.settings().processVary();
    accepted = varies ? Codings.acceptedBy(request) : ~0;
    referer = varies ? value(request, REFERER) : null;
  }

  private static byte @Nullable [] value(HttpHead head, byte[] name) {
    int at = head.find(name, 0);
    if (at < 0) {
      return null;
    }
    Slice value = new Slice();
    head.value(at, value);
    return value.toByteArray();
  }

  /** Whether the cache may be asked. */
  boolean mayUse() {
    return mayUse;
  }

  /** The response from the cache, retained, or null. */
  @Nullable CacheEntry find(Cache cache, long nowSeconds) {
    return cache.find(key, accepted, referer, nowSeconds);
  }
}
