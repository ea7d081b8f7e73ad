package io.jhaproxy.core.cache;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One response that is kept. Its bytes are shared by all workers: who uses it {@linkplain #retain
 * retains} it, so that they stay when the cache drops it meanwhile.
 */
public final class CacheEntry {
  /** Bytes that the reference needs beside the message. */
  public static final int OWN_SIZE = 132;

  /** Bytes that the reference needs for each part of a message beside its text. */
  public static final int PART_SIZE = 4;

  private final CacheKey key;
  private final Facts facts;
  private final ByteBuf bytes;
  private final AtomicInteger users = new AtomicInteger(1);
  private volatile boolean used;

  /**
   * What is known of a response beside its bytes.
   *
   * @param storedAt wall clock, seconds
   * @param age seconds it was old then
   * @param expiresAt wall clock, seconds
   * @param validator its entity tag, or null
   * @param modified when it was last changed, wall clock, seconds
   * @param varies whether it depends on what codings a client accepts
   * @param coding see {@link Codings}
   * @param referer what the Referer field must be, or null if it does not matter
   * @param headLength where its first line and fields end
   * @param bodyLength length of the content behind them; trailers follow it
   * @param chunked whether its content came in chunks
   * @param size bytes as they are counted against the limits
   */
  @SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
  public record Facts(
      long storedAt,
      long age,
      long expiresAt,
      byte @Nullable [] validator,
      long modified,
      boolean varies,
      int coding,
      byte @Nullable [] referer,
      int headLength,
      int bodyLength,
      boolean chunked,
      int size) {}

  /**
   * Makes an entry.
   *
   * @param bytes first line and fields, each line with its end; content; trailers. The entry owns
   *     it.
   */
  public CacheEntry(CacheKey key, Facts facts, ByteBuf bytes) {
    this.key = key;
    this.facts = facts;
    this.bytes = bytes;
  }

  CacheKey key() {
    return key;
  }

  /** What is known of it. */
  public Facts facts() {
    return facts;
  }

  /** Its bytes; read them by index. */
  public ByteBuf bytes() {
    return bytes;
  }

  /** Blocks that it takes. */
  int blocks() {
    return (facts.size + Cache.BLOCK - 1) / Cache.BLOCK;
  }

  /** Who uses it at the moment, the cache aside. */
  int readers() {
    return Math.max(0, users.get() - 1);
  }

  /** Whether it answers a request that accepts these codings and came from there. */
  boolean suits(int accepted, byte @Nullable [] from) {
    if (facts.varies && (facts.coding & accepted) != facts.coding) {
      return false;
    }
    byte[] wanted = facts.referer;
    return wanted == null || Arrays.equals(wanted, from == null ? new byte[0] : from);
  }

  boolean isExpired(long now) {
    return now >= facts.expiresAt;
  }

  /** Asks for its bytes to stay; false if they are gone already. */
  boolean retain() {
    while (true) {
      int now = users.get();
      if (now == 0) {
        return false;
      }
      if (users.compareAndSet(now, now + 1)) {
        used = true;
        return true;
      }
    }
  }

  /** Gives back what {@link #retain} or the constructor has taken. */
  public void release() {
    if (users.decrementAndGet() == 0) {
      bytes.release();
    }
  }

  /** Whether it was used since the last call. */
  boolean wasUsed() {
    boolean was = used;
    used = false;
    return was;
  }
}
