package io.jhaproxy.core.http;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.cache.CacheEntry;
import io.jhaproxy.core.cache.Codings;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way into a cache ({@code http-response cache-store}): its head as it was when
 * the rule was met, then its content as it passes. What becomes too large is forgotten.
 */
final class CacheStore implements H1Body.Sink {
  private static final byte[] AGE = KnownFields.ascii("age");
  private static final byte[] ETAG = KnownFields.ascii("etag");
  private static final byte[] LAST_MODIFIED = KnownFields.ascii("last-modified");
  private static final byte[] DATE = KnownFields.ascii("date");
  private static final int COLON_SPACE = 2;

  private final Cache cache;
  private final CacheLookup lookup;
  private final HttpHead head;
  private final long now;
  private final long age;
  private final long lifetime;
  private final CacheVary vary;
  private final int coding;
  private final int headLength;
  private final byte @Nullable [] validator;
  private final long modified;
  private @Nullable ByteBuf bytes;
  private H1Body.@Nullable Sink next;
  private long size;
  private int bodyLength;
  private boolean inTrailer;
  private boolean hasContent;

  private CacheStore(
      Cache cache, CacheLookup lookup, HttpHead head, CacheVary vary, long[] times, int coding) {
    this.cache = cache;
    this.lookup = lookup;
    this.head = head;
    this.vary = vary;
    this.now = times[0];
    this.age = times[1];
    this.lifetime = times[2];
    this.coding = coding;
    for (int at = head.find(AGE, 0); at >= 0; at = head.find(AGE, at)) {
      head.remove(at);
    }
    this.validator = value(head, ETAG);
    this.modified = modified(head, now);
    ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer();
    head.writeTo(out, false);
    bytes = out;
    headLength = out.writerIndex();
    size = CacheEntry.OWN_SIZE + size(head);
  }

  /** Begins to keep a response; null if it must not be kept. */
  static @Nullable CacheStore begin(HttpExchange stream, Cache cache, CacheLookup lookup) {
    HttpHead head = stream.response;
    if (lookup.changes && head.status < 400) {
      cache.invalidate(lookup.key);
    }
    long now = stream.nowMillis() / 1000;
    long age = Cacheability.age(head);
    long lifetime = Cacheability.lifetime(head, cache.settings().maxAge(), now);
    CacheVary vary = CacheVary.of(head);
    int coding = Codings.of(head);
    if (!lookup.mayStore
        || head.status != 200
        || age < 0
        || lifetime <= 0
        || age > Cacheability.explicitLifetime(head, now)
        || (lookup.authorized && !Cacheability.isPublic(head))
        || !vary.isManaged(cache)
        || (vary.coding() && (coding == Codings.UNKNOWN || (coding & lookup.accepted) != coding))
        || Cacheability.refusesCaches(head)) {
      return null;
    }
    CacheStore store =
        new CacheStore(cache, lookup, head, vary, new long[] {now, age, lifetime}, coding);
    long content = head.contentLength > 0 ? head.contentLength : 0;
    if (store.size + content + CacheEntry.PART_SIZE > cache.settings().objectBytes()) {
      store.release();
      return null;
    }
    return store;
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

  private static long modified(HttpHead head, long now) {
    for (byte[] name : new byte[][] {LAST_MODIFIED, DATE}) {
      byte[] text = value(head, name);
      long date =
          text == null
              ? HttpDates.NONE
              : HttpDates.parse(new String(text, java.nio.charset.StandardCharsets.ISO_8859_1));
      if (date != HttpDates.NONE) {
        return date;
      }
    }
    return now;
  }

  /** The head as the reference counts it: each part's text and a little. */
  private static int size(HttpHead head) {
    int parts = 2 + head.count();
    int text = head.countedLength() - HttpHead.COUNTED_EXTRA;
    return text + 1 + parts * CacheEntry.PART_SIZE;
  }

  /** Somebody behind the cache wants the content too. */
  void next(H1Body.@Nullable Sink other) {
    next = other;
  }

  @Override
  public void content(ByteBuf buffer, int from, int count) {
    ByteBuf out = bytes;
    if (out != null) {
      size += count + (hasContent ? 0 : CacheEntry.PART_SIZE);
      hasContent = true;
      bodyLength += count;
      if (size > cache.settings().objectBytes()) {
        release();
      } else {
        out.writeBytes(buffer, from, count);
      }
    }
    if (next != null) {
      next.content(buffer, from, count);
    }
  }

  @Override
  public void trailer(byte value) {
    ByteBuf out = bytes;
    if (out != null) {
      inTrailer = true;
      size++;
      out.writeByte(value);
    }
  }

  @Override
  public void trailerEnds() {
    ByteBuf out = bytes;
    if (out != null && inTrailer) {
      inTrailer = false;
      size += CacheEntry.PART_SIZE - COLON_SPACE;
      out.writeShort(Bytes.CRLF);
    }
  }

  /** The response is complete: the cache may give it to others. */
  void complete() {
    ByteBuf out = bytes;
    if (out == null) {
      return;
    }
    bytes = null;
    ByteBuf exact = ByteBufAllocator.DEFAULT.directBuffer(out.readableBytes()).writeBytes(out);
    out.release();
    byte[] from = lookup.referer;
    CacheEntry.Facts facts =
        new CacheEntry.Facts(
            now,
            age,
            now + lifetime,
            validator,
            modified,
            vary.coding(),
            coding,
            vary.referer() ? (from == null ? new byte[0] : from) : null,
            headLength,
            bodyLength,
            head.chunked,
            (int) size + (head.chunked ? 1 + CacheEntry.PART_SIZE : 0));
    cache.store(new CacheEntry(lookup.key, facts, exact), lookup.accepted, from, now);
  }

  /** The response is not kept. */
  void release() {
    ByteBuf out = bytes;
    if (out != null) {
      bytes = null;
      out.release();
    }
  }
}
