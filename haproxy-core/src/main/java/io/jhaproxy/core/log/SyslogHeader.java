package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a message, for each {@code format} of a log target (manual 4.2, "log").
 * Immutable, shared by all workers.
 */
final class SyslogHeader {
  private static final byte[] LOCAL_HOST = Ascii.bytes("localhost");

  private static final byte[] NONE = {};

  private final byte[] tag;
  private final byte[] pid;
  private final byte @Nullable [] hostName;
  private final boolean needsHost;

  /**
   * Creates headers.
   *
   * @param tag program name ("log-tag")
   * @param hostName name to send ("log-send-hostname"), or null for none
   * @param needsHost whether RFC 3164 has a host in any case
   */
  SyslogHeader(String tag, long pid, @Nullable String hostName, boolean needsHost) {
    this.needsHost = needsHost;
    this.tag = Ascii.bytes(tag);
    this.pid = Ascii.bytes(Long.toString(pid));
    this.hostName = hostName == null ? null : Ascii.bytes(hostName);
  }

  /** Appends the header; {@code level} is 0..7, {@code facility} 0..23. */
  void append(LogTarget.Format format, int facility, int level, long nowMicros, LogLine line) {
    switch (format) {
      case RFC3164, LOCAL -> rfc3164(format, facility * 8 + level, nowMicros / 1000, line);
      case RFC5424 -> rfc5424(facility * 8 + level, nowMicros, line);
      case PRIORITY -> priority(facility * 8 + level, line);
      case SHORT -> priority(level, line);
      case TIMED -> {
        priority(level, line);
        line.dateIso(nowMicros);
        line.put(' ');
      }
      case ISO -> {
        line.dateIso(nowMicros);
        line.put(' ');
      }
      case JSON ->
          JsonLine.begin(
              line,
              nowMicros,
              level,
              hostName == null ? NONE : hostName,
              tag,
              pid,
              LogOutput.MAXIMUM_LENGTH);
      case RAW -> {}
    }
  }

  private static void priority(int priority, LogLine line) {
    line.put('<');
    line.number(priority);
    line.put('>');
  }

  private void rfc3164(LogTarget.Format format, int priority, long nowMillis, LogLine line) {
    priority(priority, line);
    line.dateSyslog(nowMillis);
    line.put(' ');
    byte[] host = hostName;
    if (host != null && format == LogTarget.Format.RFC3164) {
      line.put(host);
      line.put(' ');
    } else if (needsHost && format == LogTarget.Format.RFC3164) {
      line.put(LOCAL_HOST);
      line.put(' ');
    }
    line.put(tag);
    line.put('[');
    line.put(pid);
    line.put(']');
    line.put(':');
    line.put(' ');
  }

  private void rfc5424(int priority, long nowMicros, LogLine line) {
    priority(priority, line);
    line.put('1');
    line.put(' ');
    line.dateIso(nowMicros);
    line.put(' ');
    byte[] host = hostName;
    if (host != null) {
      line.put(host);
    } else {
      line.put('-');
    }
    line.put(' ');
    line.put(tag);
    line.put(' ');
    line.put(pid);
    line.put(' ');
    line.put('-');
    line.put(' ');
  }
}
