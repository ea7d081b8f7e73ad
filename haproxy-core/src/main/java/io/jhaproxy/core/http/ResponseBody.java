package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response while it passes: where it ends, what filters make of it (cache, then
 * compression), how much of it is counted.
 */
final class ResponseBody {
  private final HttpStream stream;
  private final H1Body framing = new H1Body();
  private @Nullable CompressedBody compressed;
  private @Nullable CacheStore kept;
  private long headBytes;

  ResponseBody(HttpStream stream) {
    this.stream = stream;
  }

  /** A head was read: what it counts. */
  void begin(HttpHead head) {
    headBytes = stream.bytesOut + head.countedLength();
  }

  /** Only the end of the connection ends it. */
  boolean isUntilClose() {
    return framing.isUntilClose();
  }

  /** Whether its end was seen. */
  boolean isDone() {
    return framing.isDone();
  }

  /** Whether its framing is broken. */
  boolean isBad() {
    return framing.isBad();
  }

  /** Whether it would be complete, or broken, with these bytes from its start. */
  boolean wouldEnd(ByteBuf buffer, int from, int to) {
    return framing.wouldEnd(buffer, from, to);
  }

  /** There is none. */
  void none() {
    framing.none();
  }

  /** Finds out where it ends. */
  void frame(HttpHead head, boolean tunnel) {
    boolean none =
        stream.request.isHead()
            || head.status == 204
            || head.status == 304
            || head.status == 101
            || tunnel;
    if (head.chunked && head.contentLength >= 0) {
      KnownFields.dropContentLength(head);
    }
    if (none && head.status == 204) {
      KnownFields.dropFraming(head);
    }
    if (none) {
      framing.none();
    } else if (head.chunked) {
      framing.chunked(false, stream.bufferSize());
    } else if (head.contentLength >= 0) {
      framing.length(head.contentLength);
    } else {
      framing.untilClose();
    }
  }

  /** As in HAProxy rules come too late to change what the server's head decides. */
  void decideCompression(HttpHead head) {
    Compression lines = stream.compression;
    if (framing.isDone()
        || framing.isUntilClose()
        || lines == null
        || !lines.admits(stream.request, head)
        || !lines.load().admits(stream.worker())) {
      stream.compressing = null;
    }
    stream.compressed = stream.compressing;
  }

  /** The body goes into the cache, from where others get it; replaces what a rule said before. */
  void keep(@Nullable CacheStore store) {
    releaseKept();
    kept = store;
  }

  /** The body begins: it goes through the filters that want it. */
  void filter(HttpHead head) {
    Compression lines = stream.compression;
    Compression.Algorithm algorithm = stream.compressing;
    if (lines != null && algorithm != null) {
      Compression.announce(head, algorithm);
      CompressedBody coded = new CompressedBody(algorithm, lines, head.chunked, stream.worker());
      compressed = coded;
      framing.sink(coded);
    }
    CacheStore store = kept;
    if (store != null) {
      store.next(compressed);
      framing.sink(store);
    }
    ExchangeTrace told = stream.trace;
    if (told != null) {
      told.response(head);
      framing.sink(told.body(false, head, store != null ? store : compressed));
    }
  }

  /**
   * Takes bytes as body.
   *
   * @return index behind the last byte that belongs to it, at most {@code to}
   */
  int take(ByteBuf buffer, int from, int to) {
    int end = framing.take(buffer, from, to);
    if (framing.isDone()) {
      complete();
    }
    return end;
  }

  /** The connection has ended; true if the body is complete by that. */
  boolean closed() {
    boolean done = framing.closed();
    if (done) {
      complete();
    }
    return done;
  }

  private void complete() {
    if (stream.trace != null) {
      stream.trace.end(false);
    }
    CacheStore store = kept;
    if (store != null && !framing.isBad()) {
      kept = null;
      store.complete();
    }
  }

  /** Whether the body is coded on its way; then {@link #drain} has what is sent. */
  boolean isCoded() {
    return compressed != null;
  }

  /** Appends what the compressor has ready. */
  void drain(ByteBuf out) {
    CompressedBody coded = compressed;
    if (coded != null) {
      coded.drain(out, framing.isDone());
    }
  }

  /** Counts what has passed so far. */
  void count() {
    CompressedBody coded = compressed;
    stream.bytesOut = headBytes + (coded == null ? framing.counted() : coded.given());
  }

  /** Takes and counts the rest of a body that goes nowhere; true if it is complete. */
  boolean skip(ByteBuf buffer) {
    releaseKept();
    int end = framing.take(buffer, buffer.readerIndex(), buffer.writerIndex());
    stream.bytesOut = headBytes + framing.counted();
    return framing.isDone() && !framing.isBad() && end == buffer.writerIndex();
  }

  private void releaseKept() {
    CacheStore store = kept;
    if (store != null) {
      kept = null;
      store.release();
    }
  }

  /** Gives memory back. */
  void release() {
    releaseKept();
    CompressedBody coded = compressed;
    if (coded != null) {
      compressed = null;
      HttpAccounting.compressed(stream, coded);
      coded.release();
    }
  }
}
