package io.jhaproxy.core.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of messages of a fixed size, oldest first (manual 3.9). Old messages make room for new
 * ones unless a server has not had them yet: then the new ones are lost and counted. Safe from any
 * thread.
 */
public final class Ring {
  /** What each message takes besides its bytes. */
  private static final int OVERHEAD = 3;

  private final String name;
  private final String description;
  private final long size;
  private final int maxLength;
  private final LogTarget.Format format;
  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();
  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private long first;
  private long used;
  private long dropped;

  /** Somebody who must have every message. */
  public interface Reader {
    /** The number of the message that it needs next. */
    long position();

    /** A message came; on the thread that logs, so be quick. */
    void wake();
  }

  /**
   * Makes an empty ring.
   *
   * @param size bytes that it holds
   * @param maxLength where messages are cut
   * @param format what stands before messages, whatever the log lines say
   */
  public Ring(String name, String description, long size, int maxLength, LogTarget.Format format) {
    this.name = name;
    this.description = description;
    this.size = size;
    this.maxLength = maxLength;
    this.format = format;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What it is for, in words. */
  public String description() {
    return description;
  }

  LogTarget.Format format() {
    return format;
  }

  int maxLength() {
    return maxLength;
  }

  /** Messages that were lost. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Adds the reader, which starts with the oldest message. */
  public void add(Reader reader) {
    readers.add(reader);
  }

  /** A reader needs nothing any more. */
  public void remove(Reader reader) {
    readers.remove(reader);
  }

  /** Adds a message; false if there is no room for it. */
  boolean add(byte[] bytes, int length) {
    int taken = Math.min(length, maxLength);
    byte[] message = new byte[taken];
    System.arraycopy(bytes, 0, message, 0, taken);
    synchronized (this) {
      if (!makeRoom(taken + OVERHEAD)) {
        dropped++;
        return false;
      }
      messages.add(message);
      used += taken + OVERHEAD;
      notifyAll();
    }
    for (Reader reader : readers) {
      reader.wake();
    }
    return true;
  }

  private boolean makeRoom(int needed) {
    long needs = Long.MAX_VALUE;
    for (Reader reader : readers) {
      needs = Math.min(needs, reader.position());
    }
    while (used + needed > size) {
      byte[] oldest = needs <= first ? null : messages.poll();
      if (oldest == null) {
        return false;
      }
      first++;
      used -= oldest.length + OVERHEAD;
    }
    return true;
  }

  /** The number of the oldest message. */
  public synchronized long first() {
    return first;
  }

  /** The number of the next message to come. */
  public synchronized long next() {
    return first + messages.size();
  }

  /** The messages from a number on (do not modify). */
  public synchronized List<byte[]> from(long number) {
    List<byte[]> found = new ArrayList<>();
    long at = first;
    for (byte[] message : messages) {
      if (at++ >= number) {
        found.add(message);
      }
    }
    return found;
  }

  /** Waits until there is a message of that number, for some milliseconds at most. */
  public synchronized void await(long number, long millis) throws InterruptedException {
    if (next() <= number) {
      wait(millis);
    }
  }

  /** Takes over what a ring of the same name holds. */
  public void succeed(@Nullable Ring old) {
    if (old != null) {
      synchronized (this) {
        first = old.first();
      }
      for (byte[] message : old.from(0)) {
        add(message, message.length);
      }
    }
  }
}
