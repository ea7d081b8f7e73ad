package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Ascii;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of others to the targets of a {@code log-forward} section, in the format that a
 * target wants or in their own (manual 3.10). Used on one thread.
 */
public final class LogForwarder implements AutoCloseable {
  private final List<LogSink> sinks = new ArrayList<>();
  private final LogSenders senders;
  private final LogLine line;
  private final ZoneId zone;

  /**
   * Makes a forwarder.
   *
   * @param targets with {@code log global} replaced
   * @param failures is told when a file cannot be written
   * @throws IOException if a target cannot be reached at all
   */
  public LogForwarder(
      List<LogTarget> targets, long pid, ZoneId zone, Rings rings, Consumer<String> failures)
      throws IOException {
    this.zone = zone;
    this.senders = new LogSenders(pid, zone, rings, failures);
    this.line = new LogLine(LogOutput.MAXIMUM_LENGTH, zone);
    for (LogTarget target : targets) {
      sinks.add(senders.sink(target, new AtomicInteger(), "", null));
    }
  }

  /** Sends a message as it came. */
  void forward(byte[] bytes, int length, long nowMillis) {
    ForwardedMessage message = ForwardedMessage.parse(bytes, length);
    for (LogSink sink : sinks) {
      if (sink.accepts(message.level()) && sink.sampled()) {
        LogTarget target = sink.target();
        boolean own = !target.formatGiven() && target.kind() != LogTarget.Kind.RING;
        write(message, sink, own ? message.format() : target.format(), nowMillis);
        sink.send(line, target.length());
      }
    }
  }

  private void write(
      ForwardedMessage message, LogSink sink, LogTarget.Format format, long nowMillis) {
    line.clear();
    int level = sink.capped(message.level());
    int priority =
        message.priority() < 0
            ? sink.target().facility() * 8 + level
            : message.priority() & ~7 | level;
    if (format == LogTarget.Format.JSON) {
      json(message, level, sink.target().length() - 1, nowMillis);
      return;
    }
    switch (format) {
      case RFC3164, LOCAL -> {
        put("<" + priority + ">" + syslogDate(message, nowMillis));
        if (format == LogTarget.Format.RFC3164) {
          put(message.host() == null ? "localhost " : message.host() + " ");
        }
        if (message.tag() != null) {
          put(message.tag() + (message.pid() == null ? "" : "[" + message.pid() + "]") + ": ");
        }
      }
      case RFC5424 -> {
        put("<" + priority + ">1 ");
        if (message.recent() && message.isoDate() == null) {
          put("- ");
        } else {
          isoDate(message, nowMillis);
        }
        put(field(message.host()));
        put(field(message.tag()));
        put(field(message.pid()));
        put(field(message.id()));
        String structured = message.structured();
        put(structured == null ? "-" : structured);
        put(message.text().isEmpty() ? "" : " ");
      }
      case PRIORITY -> put("<" + priority + ">");
      case SHORT -> put("<" + level + ">");
      case TIMED -> {
        put("<" + level + ">");
        isoDate(message, nowMillis);
      }
      case ISO -> isoDate(message, nowMillis);
      case RAW, JSON -> {}
    }
    put(message.text());
  }

  private void json(ForwardedMessage message, int level, int limit, long nowMillis) {
    byte[] host = bytes(message.host());
    byte[] tag = bytes(message.tag());
    JsonLine.begin(line, nowMillis * 1000, level, host, tag, bytes(message.pid()), limit);
    byte[] text = Ascii.bytes(message.text());
    JsonLine.end(line, text, text.length, limit);
  }

  private static byte[] bytes(@Nullable String value) {
    return Ascii.bytes(value == null ? "" : value);
  }

  private static String field(@Nullable String value) {
    return value == null ? "- " : value + " ";
  }

  private String syslogDate(ForwardedMessage message, long nowMillis) {
    String date = message.syslog();
    if (date != null) {
      return date + " ";
    }
    LogLine now = new LogLine(32, zone);
    now.dateSyslog(nowMillis);
    return new String(now.bytes(), 0, now.length(), StandardCharsets.US_ASCII) + " ";
  }

  private void isoDate(ForwardedMessage message, long nowMillis) {
    String date = message.iso(Instant.ofEpochMilli(nowMillis).atZone(zone).getYear());
    if (date == null) {
      line.dateIso(nowMillis * 1000);
    } else {
      put(date);
    }
    put(" ");
  }

  private void put(String text) {
    line.put(Ascii.bytes(text));
  }

  @Override
  public void close() throws IOException {
    senders.close();
  }
}
