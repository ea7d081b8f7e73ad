package io.jhaproxy.core.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One {@code cache} section at run time, shared by all workers. Finding takes no lock; storing and
 * removing do. When it is full the entries go that were not used for longest.
 */
public final class Cache {
  /** What memory is counted in. */
  static final int BLOCK = 1024;

  private static final CacheEntry[] NONE = {};

  private final String name;
  private final byte[] nameBytes;
  private final ConcurrentHashMap<CacheKey, CacheEntry[]> entries = new ConcurrentHashMap<>();

  /** All entries, those that were stored or found to be in use last at the end. */
  private final ArrayDeque<CacheEntry> order = new ArrayDeque<>();

  private volatile CacheSettings settings = new CacheSettings(0, 0, 0, false, 0);
  private long usedBlocks;

  Cache(String name) {
    this.name = name;
    this.nameBytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Its section's name. */
  public String name() {
    return name;
  }

  /** The same for log lines. */
  public byte[] nameBytes() {
    return nameBytes;
  }

  /** What its section says. */
  public CacheSettings settings() {
    return settings;
  }

  /** Says what its section says; before anybody uses it. */
  public void configure(CacheSettings wanted) {
    settings = wanted;
  }

  /**
   * The response to a request, retained, or null.
   *
   * @param accepted see {@link Codings#acceptedBy}
   * @param referer of the request, or null
   * @param now wall clock, seconds
   */
  public @Nullable CacheEntry find(
      CacheKey key, int accepted, byte @Nullable [] referer, long now) {
    CacheEntry[] known = entries.get(key);
    if (known == null) {
      return null;
    }
    for (CacheEntry entry : known) {
      if (entry.isExpired(now)) {
        remove(entry);
      } else if (entry.suits(accepted, referer) && entry.retain()) {
        return entry;
      }
    }
    return null;
  }

  /**
   * Keeps a response, which the cache owns from now on; what answers the same requests goes.
   *
   * @param accepted what the request accepts that it answers
   */
  public synchronized void store(
      CacheEntry entry, int accepted, byte @Nullable [] referer, long now) {
    List<CacheEntry> kept = new ArrayList<>();
    for (CacheEntry old : entries.getOrDefault(entry.key(), NONE)) {
      boolean replaced = old.suits(accepted, referer) || !entry.facts().varies();
      if ((replaced && old.facts().referer() == null == (entry.facts().referer() == null))
          || old.isExpired(now)) {
        drop(old);
      } else {
        kept.add(old);
      }
    }
    boolean full = settings.processVary() && kept.size() >= settings.secondaryEntries();
    if (full || !makeRoom(entry.blocks(), kept)) {
      set(entry.key(), kept);
      entry.release();
      return;
    }
    kept.add(entry);
    set(entry.key(), kept);
    order.addLast(entry);
    usedBlocks += entry.blocks();
  }

  private void set(CacheKey key, List<CacheEntry> kept) {
    if (kept.isEmpty()) {
      entries.remove(key);
    } else {
      entries.put(key, kept.toArray(NONE));
    }
  }

  private void drop(CacheEntry entry) {
    if (order.remove(entry)) {
      usedBlocks -= entry.blocks();
      entry.release();
    }
  }

  /** Drops what was not used for longest, until so many blocks are free. */
  private boolean makeRoom(int blocks, List<CacheEntry> ofTheSameKey) {
    long limit = settings.totalBytes() / BLOCK;
    if (blocks > limit) {
      return false;
    }
    while (usedBlocks + blocks > limit) {
      CacheEntry oldest = order.pollFirst();
      if (oldest == null) {
        return false;
      }
      if (oldest.wasUsed()) {
        order.addLast(oldest);
      } else {
        usedBlocks -= oldest.blocks();
        ofTheSameKey.remove(oldest);
        forget(oldest);
        oldest.release();
      }
    }
    return true;
  }

  private void forget(CacheEntry entry) {
    entries.computeIfPresent(
        entry.key(),
        (key, known) -> {
          CacheEntry[] left =
              Arrays.stream(known).filter(each -> each != entry).toArray(CacheEntry[]::new);
          return left.length == 0 ? null : left;
        });
  }

  private synchronized void remove(CacheEntry entry) {
    forget(entry);
    drop(entry);
  }

  /** Forgets all responses to requests for this: it was changed. */
  public void invalidate(CacheKey key) {
    if (!entries.containsKey(key)) {
      return;
    }
    synchronized (this) {
      for (CacheEntry entry : entries.getOrDefault(key, NONE)) {
        drop(entry);
      }
      entries.remove(key);
    }
  }

  /** Gives all memory back: nobody will ask again. */
  public synchronized void clear() {
    entries.clear();
    order.forEach(CacheEntry::release);
    order.clear();
    usedBlocks = 0;
  }

  /**
   * One entry in a listing.
   *
   * @param hash of what it answers, 32 bits
   * @param vary what it depends on; 0: nothing
   * @param readers who uses it at the moment
   * @param expires in so many seconds
   */
  public record Listed(
      long hash, long vary, int size, int blocks, int readers, long expires, int identity) {}

  /** All entries by hash. */
  public synchronized List<Listed> list(long now) {
    List<Listed> all = new ArrayList<>();
    for (CacheEntry entry : order) {
      CacheEntry.Facts facts = entry.facts();
      long vary =
          (facts.varies() ? (long) facts.coding() << 48 : 0)
              | (facts.referer() == null ? 0 : Arrays.hashCode(facts.referer()) & 0xffffffffL);
      all.add(
          new Listed(
              entry.key().hashCode() & 0xffffffffL,
              vary,
              facts.size(),
              entry.blocks(),
              entry.readers(),
              facts.expiresAt() - now,
              System.identityHashCode(entry)));
    }
    all.sort(Comparator.comparingLong(Listed::hash));
    return all;
  }

  /** Blocks that nobody uses at the moment. */
  public synchronized long availableBlocks() {
    long busy = 0;
    for (CacheEntry entry : order) {
      busy += entry.readers() > 0 ? entry.blocks() : 0;
    }
    return settings.totalBytes() / BLOCK - busy;
  }
}
