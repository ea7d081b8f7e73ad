package io.jhaproxy.core.table;

import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A part of a table's entries in memory outside the heap: pages of entries of equal size, a hash
 * table over them, and a list in the order of use. An entry keeps its place as long as it lives.
 * Memory comes page by page as it is needed and is used again; nothing is allocated in the steady
 * state. Not safe by itself: {@link StickTable} holds the shard's monitor.
 */
final class TableShard {
  /** No entry. */
  static final int NONE = -1;

  private static final int PAGE_BITS = 8;
  private static final int PAGE_ENTRIES = 1 << PAGE_BITS;

  private final TableLayout layout;
  private final KeyType type;
  private final int keyLength;
  private ByteBuffer[] pages = new ByteBuffer[1];
  private int pageCount;
  private int[] buckets = new int[16];
  private int everUsed;
  private int free = NONE;
  private int count;
  private int oldest = NONE;
  private int newest = NONE;

  /** Entries that wait to be pushed to peers; some may have been removed since. */
  private int[] changed = new int[0];

  private int changedCount;

  TableShard(TableLayout layout, KeyType type, int keyLength) {
    this.layout = layout;
    this.type = type;
    this.keyLength = keyLength;
    Arrays.fill(buckets, NONE);
  }

  /** The page that an entry is on. */
  ByteBuffer page(int entry) {
    return pages[entry >> PAGE_BITS];
  }

  /** First byte of an entry on its page. */
  int at(int entry) {
    return (entry & (PAGE_ENTRIES - 1)) * layout.bytes();
  }

  int get(int entry, int field) {
    return page(entry).getInt(at(entry) + field);
  }

  void put(int entry, int field, int value) {
    page(entry).putInt(at(entry) + field, value);
  }

  long expiry(int entry) {
    return page(entry).getLong(at(entry) + TableLayout.EXPIRE);
  }

  void expiry(int entry, long time) {
    page(entry).putLong(at(entry) + TableLayout.EXPIRE, time);
  }

  int count() {
    return count;
  }

  /** The entry that was used longest ago. */
  int oldest() {
    return oldest;
  }

  int newest() {
    return newest;
  }

  int older(int entry) {
    return get(entry, TableLayout.OLDER);
  }

  int newer(int entry) {
    return get(entry, TableLayout.NEWER);
  }

  /** The entry with that key, or {@link #NONE}. */
  int find(Slice key, int hash) {
    int length = length(key);
    for (int e = buckets[hash & (buckets.length - 1)]; e != NONE; e = get(e, TableLayout.NEXT)) {
      if (get(e, TableLayout.HASH) == hash
          && get(e, TableLayout.LENGTH) == length
          && hasKey(e, key, length)) {
        return e;
      }
    }
    return NONE;
  }

  private int length(Slice key) {
    return type == KeyType.BINARY ? keyLength : Math.min(key.length(), keyLength);
  }

  private boolean hasKey(int entry, Slice key, int length) {
    ByteBuffer page = page(entry);
    int at = at(entry) + layout.key();
    for (int i = 0; i < length; i++) {
      int wanted = i < key.length() ? key.at(i) : 0;
      if ((page.get(at + i) & 0xff) != wanted) {
        return false;
      }
    }
    return true;
  }

  /** Hash of a key as it is stored. */
  static int hash(Slice key, int keyLength) {
    int hash = 0x811c9dc5;
    int length = Math.min(key.length(), keyLength);
    int used = length;
    // Padding must not matter: a block and the same block with zeros behind it are one key.
    while (used > 0 && key.at(used - 1) == 0) {
      used--;
    }
    for (int i = 0; i < used; i++) {
      hash = (hash ^ key.at(i)) * 0x01000193;
    }
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    return hash ^ (hash >>> 13);
  }

  /**
   * Adds an entry whose values are zero, as the newest.
   *
   * @throws OutOfMemoryError if the system gives no more memory; nothing has changed then
   */
  int insert(Slice key, int hash, long expiry) {
    if (count >= buckets.length) {
      growBuckets();
    }
    int entry = place();
    ByteBuffer page = page(entry);
    int at = at(entry);
    for (int i = TableLayout.EXPIRE; i < layout.bytes(); i += 4) {
      page.putInt(at + i, 0);
    }
    int length = length(key);
    for (int i = 0; i < Math.min(length, key.length()); i++) {
      page.put(at + layout.key() + i, (byte) key.at(i));
    }
    page.putInt(at + TableLayout.HASH, hash);
    page.putInt(at + TableLayout.LENGTH, length);
    page.putLong(at + TableLayout.EXPIRE, expiry);
    int bucket = hash & (buckets.length - 1);
    page.putInt(at + TableLayout.NEXT, buckets[bucket]);
    buckets[bucket] = entry;
    append(entry);
    count++;
    return entry;
  }

  private int place() {
    if (free != NONE) {
      int entry = free;
      free = get(entry, TableLayout.NEXT);
      return entry;
    }
    if (everUsed >> PAGE_BITS == pageCount) {
      ByteBuffer page =
          ByteBuffer.allocateDirect(PAGE_ENTRIES * layout.bytes()).order(ByteOrder.nativeOrder());
      if (pageCount == pages.length) {
        pages = Arrays.copyOf(pages, pages.length * 2);
      }
      pages[pageCount++] = page;
    }
    return everUsed++;
  }

  private void growBuckets() {
    int[] more = new int[buckets.length * 2];
    Arrays.fill(more, NONE);
    for (int first : buckets) {
      for (int e = first; e != NONE; ) {
        int next = get(e, TableLayout.NEXT);
        int bucket = get(e, TableLayout.HASH) & (more.length - 1);
        put(e, TableLayout.NEXT, more[bucket]);
        more[bucket] = e;
        e = next;
      }
    }
    buckets = more;
  }

  private void append(int entry) {
    put(entry, TableLayout.OLDER, newest);
    put(entry, TableLayout.NEWER, NONE);
    if (newest == NONE) {
      oldest = entry;
    } else {
      put(newest, TableLayout.NEWER, entry);
    }
    newest = entry;
  }

  private void unlink(int entry) {
    int before = get(entry, TableLayout.OLDER);
    int behind = get(entry, TableLayout.NEWER);
    if (before == NONE) {
      oldest = behind;
    } else {
      put(before, TableLayout.NEWER, behind);
    }
    if (behind == NONE) {
      newest = before;
    } else {
      put(behind, TableLayout.OLDER, before);
    }
  }

  /** The entry is used now: it becomes the newest. */
  void touch(int entry, long expiry) {
    expiry(entry, expiry);
    if (entry != newest) {
      unlink(entry);
      append(entry);
    }
  }

  /** Peers have to be told of the entry. */
  void changed(int entry) {
    if (!layout.isShared() || get(entry, TableLayout.CHANGED) != 0) {
      return;
    }
    put(entry, TableLayout.CHANGED, 1);
    if (changedCount == changed.length) {
      changed = Arrays.copyOf(changed, Math.max(64, changed.length * 2));
    }
    changed[changedCount++] = entry;
  }

  /** Number of changes that were noted. */
  int changes() {
    return changedCount;
  }

  /** The entry of a change, or NONE if it is gone; the change is forgotten by that. */
  int takeChange(int index) {
    int entry = changed[index];
    if (get(entry, TableLayout.CHANGED) == 0) {
      return NONE;
    }
    put(entry, TableLayout.CHANGED, 0);
    return entry;
  }

  /** All changes have been taken. */
  void forgetChanges() {
    changedCount = 0;
  }

  /** Removes an entry to which nobody refers. */
  void remove(int entry) {
    if (layout.isShared()) {
      put(entry, TableLayout.CHANGED, 0);
    }
    int bucket = get(entry, TableLayout.HASH) & (buckets.length - 1);
    int next = get(entry, TableLayout.NEXT);
    if (buckets[bucket] == entry) {
      buckets[bucket] = next;
    } else {
      int e = buckets[bucket];
      while (get(e, TableLayout.NEXT) != entry) {
        e = get(e, TableLayout.NEXT);
      }
      put(e, TableLayout.NEXT, next);
    }
    unlink(entry);
    put(entry, TableLayout.NEXT, free);
    free = entry;
    count--;
  }

  /** A copy of an entry's key. */
  byte[] key(int entry) {
    byte[] key = new byte[get(entry, TableLayout.LENGTH)];
    ByteBuffer page = page(entry);
    int at = at(entry) + layout.key();
    for (int i = 0; i < key.length; i++) {
      key[i] = page.get(at + i);
    }
    return key;
  }

  /** Copies an entry's key to a buffer's end. */
  void copyKey(int entry, ByteBuf memory, Slice into) {
    int length = get(entry, TableLayout.LENGTH);
    ByteBuffer page = page(entry);
    int at = at(entry) + layout.key();
    int start = memory.writerIndex();
    for (int i = 0; i < length; i++) {
      memory.writeByte(page.get(at + i));
    }
    into.set(memory, start, length);
  }
}
