package io.jhaproxy.core.http;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.cache.CacheEntry;
import io.jhaproxy.core.net.ByteSource;
import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/**
 * A response from a cache, read like a server's: the head with its age, or 304 where the client has
 * it already, then the content. {@link #release} must be called at the end.
 */
final class CachedResponse implements ByteSource {
  private static final byte[] NOT_MODIFIED = KnownFields.ascii(" 304 Not Modified");
  private static final byte[] LAST_CHUNK = KnownFields.ascii("0\r\n");
  private static final int VERSION = 8;

  private final Cache cache;
  private final CacheEntry entry;
  private final ByteBuf before;
  private final ByteBuf content;
  private final ByteBuf after;
  private boolean ended;

  /**
   * Begins to read an entry.
   *
   * @param entry retained for this
   * @param now wall clock, seconds
   */
  CachedResponse(Cache cache, CacheEntry entry, HttpHead request, long now) {
    this.cache = cache;
    this.entry = entry;
    CacheEntry.Facts facts = entry.facts();
    ByteBuf bytes = entry.bytes();
    before = ByteBufAllocator.DEFAULT.directBuffer(facts.headLength() + 64);
    after = ByteBufAllocator.DEFAULT.directBuffer(64);
    int lineEnd = bytes.indexOf(0, facts.headLength(), (byte) '\r');
    if (CacheValidation.isUnchanged(request, facts)) {
      before.writeBytes(bytes, 0, VERSION).writeBytes(NOT_MODIFIED);
    } else {
      before.writeBytes(bytes, 0, lineEnd);
    }
    before.writeBytes(bytes, lineEnd, facts.headLength() - lineEnd);
    text(before, "age: " + (now - facts.storedAt() + facts.age()) + "\r\n\r\n");
    content = bytes.slice(facts.headLength(), facts.bodyLength());
    if (facts.chunked()) {
      if (facts.bodyLength() > 0) {
        text(before, Integer.toHexString(facts.bodyLength()) + "\r\n");
        after.writeShort(Bytes.CRLF);
      }
      after.writeBytes(LAST_CHUNK);
      int trailers = facts.headLength() + facts.bodyLength();
      after.writeBytes(bytes, trailers, bytes.writerIndex() - trailers).writeShort(Bytes.CRLF);
    }
  }

  private static void text(ByteBuf out, String text) {
    out.writeCharSequence(text, StandardCharsets.US_ASCII);
  }

  /** The cache it comes from. */
  Cache cache() {
    return cache;
  }

  @Override
  public int read(ByteBuf into, int max) {
    int count = take(before, into, max);
    count += take(content, into, max - count);
    count += take(after, into, max - count);
    ended |= count == 0;
    return count == 0 ? Connection.EOF : count;
  }

  private static int take(ByteBuf from, ByteBuf into, int max) {
    int count = Math.min(max, from.readableBytes());
    into.writeBytes(from, count);
    return count;
  }

  @Override
  public boolean mayRead() {
    return !ended;
  }

  @Override
  public boolean inputEnded() {
    return ended;
  }

  @Override
  public boolean isBroken() {
    return false;
  }

  /** Gives memory back. */
  void release() {
    before.release();
    after.release();
    entry.release();
  }

  /** What a request says that it has already (RFC 9110 section 13). */
  private static final class CacheValidation {
    private static final byte[] IF_NONE_MATCH = KnownFields.ascii("if-none-match");
    private static final byte[] IF_MODIFIED_SINCE = KnownFields.ascii("if-modified-since");

    private CacheValidation() {}

    static boolean isUnchanged(HttpHead request, CacheEntry.Facts facts) {
      int at = request.find(IF_NONE_MATCH, 0);
      if (at >= 0) {
        return hasTag(request, at, facts);
      }
      at = request.find(IF_MODIFIED_SINCE, 0);
      if (at < 0) {
        return false;
      }
      Slice value = new Slice();
      request.value(at, value);
      long since = HttpDates.parse(value.toString());
      return since != HttpDates.NONE && facts.modified() <= since;
    }

    private static boolean hasTag(HttpHead request, int first, CacheEntry.Facts facts) {
      byte[] validator = facts.validator();
      String own =
          validator == null ? "" : opaque(new String(validator, StandardCharsets.ISO_8859_1));
      Slice value = new Slice();
      for (int at = first; at >= 0; at = request.find(IF_NONE_MATCH, at + 1)) {
        request.value(at, value);
        for (String member : value.toString().split(",", -1)) {
          String tag = member.strip();
          if (tag.equals("*") || (!own.isEmpty() && opaque(tag).equals(own))) {
            return true;
          }
        }
      }
      return false;
    }

    /** Weak comparison looks at what is quoted. */
    private static String opaque(String tag) {
      return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
  }
}
