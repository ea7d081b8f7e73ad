package io.jhaproxy.core.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/**
 * Free stream buffers of one worker, last used first so that they are warm in the cache. An idle
 * connection holds none. Used on the worker's thread only.
 */
public final class BufferStack {
  /** Free buffers kept at most; more go back to the allocator. */
  private static final int MAX_FREE = 64;

  private final ArrayDeque<ByteBuf> free = new ArrayDeque<>(MAX_FREE);
  private final int bufferSize;
  private int inUse;

  BufferStack(int bufferSize) {
    this.bufferSize = bufferSize;
  }

  /** Bytes of each buffer (tune.bufsize). */
  public int bufferSize() {
    return bufferSize;
  }

  /** An empty direct buffer; the caller owns it and gives it back with {@link #give}. */
  public ByteBuf take() {
    inUse++;
    ByteBuf buffer = free.pollFirst();
    return buffer != null
        ? buffer
        : ByteBufAllocator.DEFAULT.directBuffer(bufferSize, Integer.MAX_VALUE);
  }

  /** Takes a buffer back; the caller must not use it any more. */
  public void give(ByteBuf buffer) {
    inUse--;
    if (free.size() < MAX_FREE && buffer.capacity() == bufferSize) {
      buffer.clear();
      free.addFirst(buffer);
    } else {
      buffer.release();
    }
  }

  /** Buffers that somebody has at the moment. */
  public int inUse() {
    return inUse;
  }

  void close() {
    for (ByteBuf buffer : free) {
      buffer.release();
    }
    free.clear();
  }
}
