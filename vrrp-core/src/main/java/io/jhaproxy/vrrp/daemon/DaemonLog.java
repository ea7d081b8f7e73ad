package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.kernel.SystemLog;
import io.jhaproxy.vrrp.state.LogLevel;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Log lines as keepalived writes them: datagrams to the system log ({@code <30>Nov 21 02:04:45
 * Keepalived_vrrp[26]: text}) and, with {@code -l}, lines on standard error ({@code Sat Nov 21
 * 01:43:02 2026: text}). Any thread.
 */
public final class DaemonLog {
  private static final int INFO = 6;
  private static final DateTimeFormatter SYSLOG =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter CONSOLE =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

  private final String tag;
  private final long pid;
  private final int facility;
  private final int detail;
  private final @Nullable SystemLog system;
  private final @Nullable PrintStream console;
  private final List<Line> waiting = new ArrayList<>();
  private volatile @Nullable Thread deferring;

  private record Line(Instant time, String text) {}

  /**
   * A log of one process.
   *
   * @param tag for example {@code Keepalived_vrrp}
   * @param pid the process named in the system log
   * @param facility syslog facility, 3 for daemon
   * @param detail how often {@code -D} was given
   * @param toSystem whether the system log is written ({@code -G} switches it off)
   * @param toConsole whether standard error is written ({@code -l})
   */
  public DaemonLog(
      String tag, long pid, int facility, int detail, boolean toSystem, boolean toConsole) {
    this.tag = tag;
    this.pid = pid;
    this.facility = facility;
    this.detail = detail;
    this.system = toSystem ? new SystemLog() : null;
    this.console = toConsole ? new PrintStream(System.err, true, StandardCharsets.UTF_8) : null;
  }

  /** Whether lines of a level are written. */
  public boolean writes(LogLevel level) {
    return switch (level) {
      case ALWAYS -> true;
      case DETAIL -> detail >= 1;
      case EXTRA -> detail >= 2;
    };
  }

  /** Writes a line if its level is wanted. */
  public void log(LogLevel level, String text) {
    if (writes(level)) {
      log(text);
    }
  }

  /** Writes an exception that nobody expected, with its stack. */
  public void failure(RuntimeException unexpected) {
    StringWriter stack = new StringWriter();
    unexpected.printStackTrace(new PrintWriter(stack));
    stack.toString().lines().forEach(this::log);
  }

  /**
   * From now on this thread's lines wait for {@link #flush}: a master's first advert and its
   * address come before the words about them. Their time is that of the call.
   */
  public void deferLinesOfThisThread() {
    deferring = Thread.currentThread();
  }

  /** Writes the lines that wait. */
  public void flush() {
    for (Line line : waiting) {
      write(line);
    }
    waiting.clear();
  }

  /** Writes every line at once again. */
  public void stopDeferring() {
    flush();
    deferring = null;
  }

  /** Writes a line. */
  public void log(String text) {
    Line line = new Line(Instant.now(), text);
    if (Thread.currentThread() == deferring) {
      waiting.add(line);
    } else {
      write(line);
    }
  }

  private synchronized void write(Line line) {
    ZonedDateTime now = line.time.atZone(ZoneId.systemDefault());
    String text = line.text;
    if (system != null) {
      String header = "<" + (facility * 8 + INFO) + ">" + SYSLOG.format(now);
      system.send(header + " " + tag + "[" + pid + "]: " + text);
    }
    if (console != null) {
      console.println(CONSOLE.format(now) + ": " + text);
    }
  }
}
