package io.jhaproxy.core.http;

import io.jhaproxy.core.http.Compression.Algorithm;
import io.jhaproxy.core.net.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;

/**
 * The body of one response while it is compressed: takes its content piece by piece and gives it
 * out in chunks. Used on one worker's thread; {@link #release} gives its memory back.
 */
final class CompressedBody implements H1Body.Sink {
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, 3};
  private static final byte[] ZLIB_HEADER = {0x78, 0x01};
  private static final byte[] LAST_CHUNK = KnownFields.ascii("0\r\n\r\n");
  private static final int PIECE = 8192;

  /** Deflaters at rest, by thread: each has 256 KiB of native memory. */
  private static final ThreadLocal<ArrayDeque<Deflater>> AT_REST =
      ThreadLocal.withInitial(ArrayDeque::new);

  private static final int MOST_AT_REST = 4;

  private static final ThreadLocal<byte[]> PIECES = ThreadLocal.withInitial(() -> new byte[PIECE]);

  private final Algorithm algorithm;
  private final Deflater deflater;
  private final Checksum sum;
  private final ByteBuf ready = ByteBufAllocator.DEFAULT.directBuffer(1024);
  private final long framing;
  private final CompressionLoad load;
  private final Worker worker;
  private final int mostLevel;
  private int level;
  private long taken;
  private long given;

  /**
   * Begins a body.
   *
   * @param lines level, and what compression may cost
   * @param chunked whether it came in chunks, whose end is counted as a byte
   */
  CompressedBody(Algorithm algorithm, Compression lines, boolean chunked, Worker worker) {
    this.load = lines.load();
    this.worker = worker;
    this.mostLevel = lines.level();
    this.level = mostLevel;
    load.began();
    this.algorithm = algorithm;
    this.framing = chunked ? 1 : 0;
    this.sum = algorithm == Algorithm.GZIP ? new CRC32() : new Adler32();
    Deflater rested = AT_REST.get().pollFirst();
    deflater = rested != null ? rested : new Deflater(level, true);
    deflater.setLevel(level);
    switch (algorithm) {
      case GZIP -> ready.writeBytes(GZIP_HEADER);
      case DEFLATE -> ready.writeBytes(ZLIB_HEADER);
      default -> {}
    }
  }

  @Override
  public void content(ByteBuf buffer, int from, int count) {
    taken += count;
    if (algorithm == Algorithm.IDENTITY) {
      ready.writeBytes(buffer, from, count);
      return;
    }
    load.countIn(worker, count);
    adapt();
    ByteBuffer bytes = buffer.nioBuffer(from, count);
    sum.update(bytes.duplicate());
    deflater.setInput(bytes);
    while (!deflater.needsInput()) {
      deflate(Deflater.NO_FLUSH);
    }
  }

  private void adapt() {
    int wanted = load.level(level, mostLevel, worker);
    if (wanted != level) {
      level = wanted;
      deflater.setLevel(wanted);
    }
  }

  private int deflate(int flush) {
    byte[] piece = PIECES.get();
    int count = deflater.deflate(piece, 0, piece.length, flush);
    ready.writeBytes(piece, 0, count);
    return count;
  }

  /** Appends what is ready, in a chunk, so that the client can make use of all that came. */
  void drain(ByteBuf out, boolean end) {
    if (algorithm != Algorithm.IDENTITY) {
      flush(end);
    }
    if (ready.isReadable()) {
      given += ready.readableBytes();
      if (algorithm != Algorithm.IDENTITY) {
        load.countOut(worker, ready.readableBytes());
      }
      out.writeCharSequence(Integer.toHexString(ready.readableBytes()), StandardCharsets.US_ASCII);
      out.writeShort(Bytes.CRLF).writeBytes(ready).writeShort(Bytes.CRLF);
      ready.clear();
    }
    if (end) {
      out.writeBytes(LAST_CHUNK);
    }
  }

  private void flush(boolean end) {
    if (!end) {
      while (deflate(Deflater.SYNC_FLUSH) == PIECE) {
        // more is left
      }
      return;
    }
    deflater.finish();
    while (!deflater.finished()) {
      deflate(Deflater.NO_FLUSH);
    }
    if (algorithm == Algorithm.GZIP) {
      ready.writeIntLE((int) sum.getValue()).writeIntLE((int) taken);
    } else if (algorithm == Algorithm.DEFLATE) {
      ready.writeInt((int) sum.getValue());
    }
  }

  /** Bytes of content so far, the end of chunks counted as in log lines. */
  long taken() {
    return taken + framing;
  }

  /** Bytes sent so far, without their framing. */
  long given() {
    return given + framing;
  }

  /** Whether bytes only pass. */
  boolean isIdentity() {
    return algorithm == Algorithm.IDENTITY;
  }

  /** Gives memory back. */
  void release() {
    ready.release();
    load.ended();
    ArrayDeque<Deflater> rest = AT_REST.get();
    if (rest.size() < MOST_AT_REST) {
      deflater.reset();
      rest.addFirst(deflater);
    } else {
      deflater.end();
    }
  }
}
