package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.sample.Slice;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * First bytes of a connection, kept while content rules look at them (manual 4.2, {@code
 * tcp-request content}). Belongs to one stream, on its worker.
 */
final class FirstBytes {
  private final Connection from;
  private final int capacity;
  private final long until;
  private @Nullable ByteBuf kept;
  private boolean late;

  /**
   * Begins to look at what a connection sends.
   *
   * @param until worker time at which the rules must decide with what there is
   */
  FirstBytes(Connection from, long until) {
    this.from = from;
    this.until = until;
    this.capacity = from.worker().buffers().bufferSize();
  }

  /** The connection that is looked at. */
  Connection from() {
    return from;
  }

  /** When the rules must decide. */
  long until() {
    return until;
  }

  /** Reads what there is. */
  void read() {
    while (from.mayRead() && room() > 0) {
      ByteBuf memory = kept;
      if (memory == null) {
        memory = from.worker().buffers().take();
        kept = memory;
      }
      if (from.read(memory, room()) <= 0) {
        break;
      }
    }
  }

  private int room() {
    ByteBuf memory = kept;
    return memory == null ? capacity : capacity - memory.writerIndex();
  }

  /** The time is up: what is not there does not count. */
  void expire() {
    late = true;
  }

  /** Whether no more bytes can come, or none that would still count. */
  boolean isOver() {
    return late || from.inputEnded() || room() == 0 || from.worker().now() >= until;
  }

  /** What came so far; false if nothing did. */
  boolean view(Slice into) {
    ByteBuf memory = kept;
    if (memory == null) {
      return false;
    }
    into.set(memory, 0, memory.writerIndex());
    return true;
  }

  /** How much came so far. */
  int length() {
    ByteBuf memory = kept;
    return memory == null ? 0 : memory.writerIndex();
  }

  /** Hands over what came into a tunnel's direction, and is done. */
  void giveTo(Flow flow) {
    ByteBuf memory = kept;
    if (memory != null) {
      flow.offer(memory);
      release();
    }
  }

  /** Gives what came back to the connection, for its next owner. */
  void giveBack() {
    ByteBuf memory = kept;
    if (memory != null) {
      from.unread(memory);
      release();
    }
  }

  /** Gives memory back. */
  void release() {
    ByteBuf memory = kept;
    if (memory != null) {
      kept = null;
      from.worker().buffers().give(memory);
    }
  }
}
