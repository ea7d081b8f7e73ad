package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Connection;
import io.jhaproxy.core.net.Splice;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a tunnel: bytes are read from one connection and written to the other at once;
 * memory is held only for what the other side did not take.
 */
public final class Flow {
  private static final int SMALL_READ = 16 * 1024;
  private static final int LARGE_READ = 256 * 1024;

  /** Bytes moved in one turn before others get their turn. */
  private static final int BYTES_PER_TURN = 4 * 1024 * 1024;

  /** Full reads in a row after which a pipe is worth its system calls. */
  private static final int BULK_READS = 4;

  private final long[] moved = new long[1];
  private final Connection from;
  private final Connection to;
  private @Nullable ByteBuf pending;
  private int limit = SMALL_READ;
  private long bytes;
  private boolean ended;
  private boolean closeFollows;
  private int fullReads;
  private @Nullable Splice splice;
  private @Nullable Witness witness;

  /** Somebody who sees the bytes on their way. */
  interface Witness {
    /** They are passed on next; the buffer is the caller's. */
    void passes(ByteBuf buffer, int from, int count);
  }

  /** How far {@link #pump()} came. */
  public enum Progress {
    /** All that was there is passed on. */
    DRAINED,
    /** The sink takes no more for now. */
    BLOCKED,
    /** The turn is over though there may be more: call again later. */
    YIELDED,
    /** The source has ended and the sink was told. */
    ENDED,
    /** The source broke. */
    SOURCE_BROKEN,
    /** The sink broke. */
    SINK_BROKEN
  }

  /** A direction without bytes yet. */
  public Flow(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /** Shows the bytes to somebody; they all go through this process then, also bulk. */
  void witness(Witness who) {
    witness = who;
  }

  /** Bytes read so far. */
  public long bytes() {
    return bytes;
  }

  /** Whether the end was passed on. */
  public boolean isEnded() {
    return ended;
  }

  /**
   * Says that the other direction has ended: then the sink is closed at the end, not half-closed.
   */
  void closeFollows(boolean otherEnded) {
    closeFollows = otherEnded;
  }

  /** Whether bytes wait for the sink. */
  public boolean isBlocked() {
    return pending != null;
  }

  /** Hands over bytes that were read before the tunnel began; they are copied. */
  public void offer(ByteBuf early) {
    if (early.isReadable()) {
      bytes += early.readableBytes();
      show(early);
      keep(early);
    }
  }

  /** Reads once and passes on what was read; for a sink that may still be connecting. */
  void pumpOnce() {
    if (pending == null && from.mayRead()) {
      moveOnce();
    }
  }

  /** Ends it: what was read is passed on and nothing more is read. */
  void end() {
    ended = true;
  }

  /** Counts bytes that were read and are not passed on. */
  void count(int more) {
    bytes += more;
  }

  /** Takes over bytes that another flow has read and not yet passed on. */
  void inherit(Flow failed) {
    pending = failed.pending;
    failed.pending = null;
    bytes = failed.bytes;
    ended = failed.ended;
  }

  /** Moves what can be moved now. */
  public Progress pump() {
    long start = bytes;
    while (true) {
      if (pending != null && !flushPending()) {
        return to.isBroken() ? Progress.SINK_BROKEN : Progress.BLOCKED;
      }
      if (splice != null && splice.isHolding()) {
        Progress held = spliceOnce(splice);
        if (held != null) {
          return held;
        }
      }
      if (ended) {
        passEnd();
        return Progress.ENDED;
      }
      if (from.inputEnded() && from.isBroken()) {
        return Progress.SOURCE_BROKEN; // it broke behind bytes that the sink has only now taken
      }
      if (!from.mayRead() && !from.inputEnded()) {
        return Progress.DRAINED;
      }
      if (bytes - start >= BYTES_PER_TURN) {
        return Progress.YIELDED;
      }
      Progress stop = splice != null ? spliceOnce(splice) : moveOnce();
      if (stop != null) {
        return stop;
      }
    }
  }

  /** Gives memory back. */
  public void release() {
    endSplice();
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }

  /** After some full reads in a row the direction is bulk and goes through a pipe. */
  private void noteBulk(int count) {
    fullReads = count == LARGE_READ ? fullReads + 1 : 0;
    if (fullReads == BULK_READS && witness == null) {
      splice = new Splice(from, to);
    }
  }

  private void endSplice() {
    Splice used = splice;
    if (used != null) {
      splice = null;
      fullReads = 0;
      used.release();
    }
  }

  private @Nullable Progress spliceOnce(Splice used) {
    Splice.Outcome outcome = used.move(moved);
    bytes += moved[0];
    switch (outcome) {
      case MOVED -> {
        return null;
      }
      case BLOCKED -> {
        return Progress.BLOCKED;
      }
      case BROKEN -> {
        return Progress.SINK_BROKEN;
      }
      case EMPTY -> {
        return moveOnce();
      }
      case UNAVAILABLE -> {
        endSplice();
        return moveOnce();
      }
    }
    throw new IllegalStateException();
  }

  private @Nullable Progress moveOnce() {
    ByteBuf buffer = from.worker().readBuffer();
    buffer.clear();
    int count = from.read(buffer, limit);
    if (count == Connection.AGAIN) {
      return Progress.DRAINED;
    }
    if (count == Connection.EOF) {
      ended = true;
      passEnd();
      return Progress.ENDED;
    }
    if (count == Connection.BROKEN) {
      return Progress.SOURCE_BROKEN;
    }
    bytes += count;
    noteBulk(count);
    int next = count < limit && from.hangUpSeen() ? from.read(buffer, limit - count) : 0;
    bytes += Math.max(0, next);
    show(buffer);
    limit = count == limit ? Math.min(LARGE_READ, limit * 4) : Math.max(SMALL_READ, limit / 2);
    if (next == Connection.EOF) {
      ended = true;
      to.announceEnd();
    }
    if (to.write(buffer) == Connection.BROKEN) {
      keep(buffer); // the sink may be a connect that was refused: the next server gets these bytes
      return Progress.SINK_BROKEN;
    }
    if (buffer.isReadable()) {
      keep(buffer);
      return Progress.BLOCKED;
    }
    if (ended) {
      passEnd();
      return Progress.ENDED;
    }
    return next == Connection.BROKEN ? Progress.SOURCE_BROKEN : null;
  }

  private void show(ByteBuf read) {
    Witness who = witness;
    if (who != null) {
      who.passes(read, read.readerIndex(), read.readableBytes());
    }
  }

  private void keep(ByteBuf rest) {
    ByteBuf memory = pending;
    if (memory == null) {
      memory = rest.alloc().directBuffer(rest.readableBytes());
      pending = memory;
    }
    memory.writeBytes(rest);
  }

  private void passEnd() {
    if (!closeFollows) {
      to.shutdownOutput();
    }
  }

  private boolean flushPending() {
    ByteBuf memory = pending;
    if (memory == null) {
      return true;
    }
    if (to.mayWrite()) {
      to.write(memory);
    }
    if (memory.isReadable()) {
      return false;
    }
    memory.release();
    pending = null;
    return true;
  }
}
