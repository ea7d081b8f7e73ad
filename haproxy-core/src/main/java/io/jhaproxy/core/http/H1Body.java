package io.jhaproxy.core.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of a message ends (RFC 9112 section 6). It looks at bytes as they pass and keeps
 * none; chunks pass as they came. Reused from message to message.
 */
final class H1Body {
  private static final int SIZE_FIRST = 0;
  private static final int SIZE = 1;
  private static final int EXTENSION = 2;
  private static final int SIZE_LF = 3;
  private static final int DATA = 4;
  private static final int DATA_END = 5;
  private static final int DATA_LF = 6;
  private static final int TRAILER_START = 7;
  private static final int TRAILER = 8;
  private static final int TRAILER_LF = 9;
  private static final int LAST_LF = 10;
  private static final int SIZE_BLANK = 11;
  private static final int TRAILER_NAME = 12;

  private static final byte[] FORBIDDEN_TRAILER = KnownFields.ascii("transfer-encoding");

  /** What of a buffer a chunk-size line cannot have, its CR LF included (seen: HAProxy 2.6.12). */
  private static final int OUTSIDE_LINE = 66;

  private static final int USUAL_BUFFER = 16384;

  /** Somebody who wants the content of bodies without their framing. */
  interface Sink {
    /** A piece of it; the buffer is the caller's. */
    void content(ByteBuf buffer, int from, int count);

    /** A byte of the trailers; ends of lines are left out. */
    default void trailer(byte value) {}

    /** A line of the trailers has ended. */
    default void trailerEnds() {}
  }

  private @Nullable Sink sink;

  private enum Kind {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private Kind kind = Kind.NONE;
  private long remaining;
  private long payload;
  private int state;
  private int lineLength;
  private int longestLine;
  private boolean done = true;
  private boolean bad;
  private boolean strict;
  private int matched;

  /** Whether a chunked body that begins with these bytes is broken. */
  static boolean isBroken(ByteBuf buffer, int from, int to) {
    H1Body trial = new H1Body();
    trial.chunked(true);
    trial.take(buffer, from, to);
    return trial.isBad();
  }

  /** Appends the content of a chunked body, as far as it is there, without its framing. */
  static void content(ByteBuf buffer, int from, int to, ByteBuf into) {
    int at = from;
    while (at < to) {
      int lineEnd = buffer.indexOf(at, to, (byte) '\n');
      if (lineEnd < 0) {
        return;
      }
      int size = 0;
      for (int i = at; i < lineEnd; i++) {
        int digit = Character.digit(buffer.getByte(i), 16);
        if (digit < 0) {
          break;
        }
        size = size << 4 | digit;
      }
      int start = lineEnd + 1;
      if (size <= 0) {
        return;
      }
      int count = Math.min(size, to - start);
      into.writeBytes(buffer, start, count);
      at = start + count + 2;
    }
  }

  /** Who gets the content of this body; null for nobody. */
  void sink(@Nullable Sink wanted) {
    sink = wanted;
  }

  void none() {
    set(Kind.NONE, 0, true);
  }

  void length(long length) {
    set(Kind.LENGTH, length, length == 0);
  }

  /** A chunked body; {@code strict}: lines of the framing must end in CR LF. */
  void chunked(boolean strict) {
    chunked(strict, USUAL_BUFFER);
  }

  /**
   * A chunked body, with the size of the buffers.
   *
   * @param bufferSize bytes (tune.bufsize): chunk-size lines that do not fit are refused
   */
  void chunked(boolean strict, int bufferSize) {
    this.strict = strict;
    longestLine = bufferSize - OUTSIDE_LINE;
    set(Kind.CHUNKED, 0, false);
    state = SIZE_FIRST;
    lineLength = 0;
  }

  void untilClose() {
    set(Kind.UNTIL_CLOSE, 0, false);
  }

  private void set(Kind newKind, long length, boolean complete) {
    kind = newKind;
    remaining = length;
    payload = 0;
    done = complete;
    bad = false;
    sink = null;
  }

  /** Whether the end was seen. */
  boolean isDone() {
    return done;
  }

  /** Whether the chunked framing is broken. */
  boolean isBad() {
    return bad;
  }

  /** Whether only the end of the connection ends the body. */
  boolean isUntilClose() {
    return kind == Kind.UNTIL_CLOSE;
  }

  /** Whether the body would be complete, or broken, with these bytes from its start. */
  boolean wouldEnd(ByteBuf buffer, int from, int to) {
    return switch (kind) {
      case LENGTH -> to - from >= remaining;
      case CHUNKED -> {
        H1Body trial = new H1Body();
        trial.chunked(false, longestLine + OUTSIDE_LINE);
        trial.take(buffer, from, to);
        yield trial.isDone() || trial.isBad();
      }
      default -> false;
    };
  }

  /** The connection has ended; true if the body is complete by that. */
  boolean closed() {
    if (kind == Kind.UNTIL_CLOSE) {
      done = true;
    }
    return done;
  }

  /**
   * Takes bytes as body.
   *
   * @return index behind the last byte that belongs to the body, at most {@code to}
   */
  int take(ByteBuf buffer, int from, int to) {
    if (done) {
      return from;
    }
    switch (kind) {
      case LENGTH -> {
        int count = (int) Math.min(remaining, to - from);
        remaining -= count;
        payload += count;
        done = remaining == 0;
        pass(buffer, from, count);
        return from + count;
      }
      case CHUNKED -> {
        return chunks(buffer, from, to);
      }
      default -> {
        payload += to - from;
        pass(buffer, from, to - from);
        return to;
      }
    }
  }

  /**
   * Bytes so far as log lines count them: the content without chunk sizes, trailers without
   * separators, and one for the end of chunks.
   */
  long counted() {
    return payload;
  }

  private void pass(ByteBuf buffer, int from, int count) {
    Sink wanted = sink;
    if (wanted != null && count > 0) {
      wanted.content(buffer, from, count);
    }
  }

  private void passTrailer(byte value) {
    Sink wanted = sink;
    if (wanted != null) {
      wanted.trailer(value);
    }
  }

  private void endTrailer() {
    state = TRAILER_START;
    Sink wanted = sink;
    if (wanted != null) {
      wanted.trailerEnds();
    }
  }

  private int chunks(ByteBuf buffer, int from, int to) {
    int at = from;
    while (at < to && !done && !bad) {
      if (state == DATA) {
        int count = (int) Math.min(remaining, to - at);
        remaining -= count;
        payload += count;
        pass(buffer, at, count);
        at += count;
        if (remaining == 0) {
          state = DATA_END;
        }
      } else {
        step(buffer.getByte(at));
        at++;
      }
    }
    return at;
  }

  private void step(byte value) {
    switch (state) {
      case SIZE_FIRST, SIZE -> size(value);
      case EXTENSION -> {
        if (value == '\r') {
          state = SIZE_LF;
        } else if (value == '\n' && !strict) {
          sizeLineEnds();
        } else if (value == '\n' || value == 0) {
          bad = true;
        } else {
          lineGrows();
        }
      }
      case SIZE_BLANK -> blank(value);
      case SIZE_LF -> expect(value, '\n', this::sizeLineEnds);
      case DATA_END -> {
        if (value == '\r') {
          state = DATA_LF;
        } else if (strict) {
          bad = true;
        } else {
          expect(value, '\n', this::nextChunk);
        }
      }
      case DATA_LF -> expect(value, '\n', this::nextChunk);
      case TRAILER_START -> {
        if (value == '\r') {
          state = LAST_LF;
        } else if (value == '\n' && !strict) {
          ends();
        } else {
          payload--;
          matched = 0;
          state = TRAILER_NAME;
          trailerName(value, true);
        }
      }
      case TRAILER_NAME -> trailerName(value, false);
      case TRAILER -> {
        if (value == '\r') {
          state = TRAILER_LF;
        } else if (value == '\n' && !strict) {
          endTrailer();
        } else if (value == '\n') {
          bad = true;
        } else {
          payload++;
          passTrailer(value);
        }
      }
      case TRAILER_LF -> expect(value, '\n', this::endTrailer);
      case LAST_LF -> expect(value, '\n', this::ends);
      default -> bad = true;
    }
  }

  private void expect(byte value, char wanted, Runnable then) {
    if (value == wanted) {
      then.run();
    } else {
      bad = true;
    }
  }

  private void size(byte value) {
    int digit = Bytes.hex(value);
    if (digit >= 0) {
      if (remaining >>> 55 != 0) {
        bad = true;
      }
      remaining = remaining << 4 | digit;
      state = SIZE;
      lineGrows();
    } else if (state == SIZE_FIRST) {
      bad = true;
    } else if (value == '\r') {
      state = SIZE_LF;
    } else if (value == '\n' && !strict) {
      sizeLineEnds();
    } else if (value == ';') {
      state = EXTENSION;
      lineGrows();
    } else if (value == ' ' || value == '\t') {
      state = SIZE_BLANK;
      lineGrows();
    } else {
      bad = true;
    }
  }

  /** Blanks behind the size: an extension or the end of the line may follow. */
  private void blank(byte value) {
    if (value == '\r') {
      state = SIZE_LF;
    } else if (value == ';') {
      state = EXTENSION;
      lineGrows();
    } else if (value == '\n' && !strict) {
      sizeLineEnds();
    } else if (value != ' ' && value != '\t') {
      bad = true;
    } else {
      lineGrows();
    }
  }

  /** One more byte of a chunk-size line: an endless one is refused. */
  private void lineGrows() {
    if (++lineLength > longestLine) {
      bad = true;
    }
  }

  /** A trailer's name: a token, and none that would change the framing. */
  private void trailerName(byte value, boolean first) {
    passTrailer(value);
    if (value == ':') {
      bad |= first || matched == FORBIDDEN_TRAILER.length;
      state = TRAILER;
      return;
    }
    payload++;
    if (!Bytes.isToken(value)) {
      bad = true;
    } else if (matched >= 0
        && matched < FORBIDDEN_TRAILER.length
        && Bytes.lower(value) == FORBIDDEN_TRAILER[matched]) {
      matched++;
    } else {
      matched = -1;
    }
  }

  private void sizeLineEnds() {
    state = remaining == 0 ? TRAILER_START : DATA;
    lineLength = 0;
  }

  private void ends() {
    payload++;
    done = true;
  }

  private void nextChunk() {
    state = SIZE_FIRST;
    remaining = 0;
  }
}
