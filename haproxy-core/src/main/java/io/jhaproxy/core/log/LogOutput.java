package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * Where one proxy's messages go on one worker: access lines of its streams and messages about its
 * servers. Used on that worker only; made by {@link LogSenders}.
 */
public final class LogOutput {
  /** Longest line that can be sent, bytes ("len" up to 65535). */
  public static final int MAXIMUM_LENGTH = 65_535;

  /** syslog level "alert". */
  public static final int ALERT = 1;

  /** syslog level "error". */
  public static final int ERROR = 3;

  /** syslog level "warning". */
  public static final int WARNING = 4;

  /** syslog level "notice". */
  public static final int NOTICE = 5;

  /** syslog level "info". */
  public static final int INFO = 6;

  private final LogSink[] sinks;
  private final LogLine line;
  private final LogLine body;
  private final @Nullable JsonLine json;

  LogOutput(LogSink[] sinks, LogLine line, LogLine body) {
    this.sinks = sinks;
    this.line = line;
    this.body = body;
    boolean needed = false;
    for (LogSink sink : sinks) {
      needed |= sink.target().format() == LogTarget.Format.JSON;
    }
    this.json = needed ? new JsonLine() : null;
  }

  /** True if a message of this level would be sent anywhere. */
  public boolean wants(int level) {
    for (LogSink sink : sinks) {
      if (sink.accepts(level)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes the access line of a stream; allocates nothing.
   *
   * @param structured format of RFC5424 structured data ("log-format-sd"), or null
   * @param level 0..7; {@link #INFO}, or {@link #ERROR} with "option log-separate-errors"
   */
  public void access(
      LogSource source, LogFormat format, @Nullable LogFormat structured, int level) {
    if (!wants(level) || !format.wants(source, body)) {
      return;
    }
    body.clear();
    format.append(source, body);
    long micros = source.nowMillis() * 1000;
    for (LogSink sink : sinks) {
      if (!sink.accepts(level) || !sink.sampled()) {
        continue;
      }
      start(sink, level, micros);
      if (sink.target().format() == LogTarget.Format.RFC5424) {
        structured(source, structured);
      }
      if (json != null && sink.target().format() == LogTarget.Format.JSON) {
        json.stream(source, line, sink.target().length() - 1);
      }
      finish(sink);
    }
  }

  private void structured(LogSource source, @Nullable LogFormat structured) {
    if (structured == null) {
      line.put('-');
    } else {
      line.written();
      structured.append(source, line);
    }
    line.put(' ');
  }

  private void start(LogSink sink, int level, long micros) {
    line.clear();
    LogTarget target = sink.target();
    sink.header().append(target.format(), target.facility(), sink.capped(level), micros, line);
  }

  private void finish(LogSink sink) {
    byte[] text = body.bytes();
    if (sink.target().format() == LogTarget.Format.JSON) {
      JsonLine.end(line, text, body.length(), sink.target().length() - 1);
      sink.send(line);
      return;
    }
    for (int i = 0; i < body.length(); i++) {
      line.put(text[i]);
    }
    sink.send(line);
  }

  /**
   * Sends a message that is not an access line, for instance a server's state. Its line end is
   * added here.
   *
   * @param level 0..7
   * @param nowMicros wall-clock time in microseconds
   */
  public void message(int level, String text, long nowMicros) {
    body.clear();
    body.put(Ascii.bytes(text.stripTrailing()));
    for (LogSink sink : sinks) {
      if (!sink.accepts(level) || !sink.sampled()) {
        continue;
      }
      start(sink, level, nowMicros);
      if (sink.target().format() == LogTarget.Format.RFC5424) {
        line.put('-');
        line.put(' ');
      }
      finish(sink);
    }
  }
}
