package io.jhaproxy.core.log;

import io.jhaproxy.core.config.Address;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The senders of one worker: one socket per destination, shared by all proxies and kept over
 * reloads. Made and used on the worker, or before it starts.
 */
public final class LogSenders implements AutoCloseable {
  /** Sampling counters, one per target in the process. */
  private static final Map<LogTarget, AtomicInteger> SAMPLES = new ConcurrentHashMap<>();

  private final Map<Object, LogSender> senders = new HashMap<>();
  private final Rings rings;
  private final Consumer<String> failures;
  private final long pid;
  private final LogLine line;
  private final LogLine body;

  /**
   * Creates the worker's senders.
   *
   * @param pid the process id to log
   * @param zone zone of local times
   * @param rings the rings that lines may go to
   * @param failures is told when a file cannot be written
   */
  public LogSenders(long pid, ZoneId zone, Rings rings, Consumer<String> failures) {
    this.rings = rings;
    this.failures = failures;
    this.pid = pid;
    this.line = new LogLine(LogOutput.MAXIMUM_LENGTH, zone);
    this.body = new LogLine(LogOutput.MAXIMUM_LENGTH, zone);
  }

  /** Creates senders where there are no rings. */
  public LogSenders(long pid, ZoneId zone) {
    this(pid, zone, new Rings(), failure -> {});
  }

  /**
   * Makes the output of a proxy.
   *
   * @param targets its targets with "log global" resolved ({@link LogKeys#targets})
   * @param tag "log-tag", {@code haproxy} by default
   * @param hostName name for the header ("log-send-hostname"), or null
   * @throws IOException if a socket cannot be made or an address not be resolved
   */
  public LogOutput output(List<LogTarget> targets, String tag, @Nullable String hostName)
      throws IOException {
    List<LogSink> sinks = new ArrayList<>();
    for (LogTarget target : targets) {
      AtomicInteger samples = SAMPLES.computeIfAbsent(target, key -> new AtomicInteger());
      sinks.add(sink(target, samples, tag, hostName));
    }
    return new LogOutput(sinks.toArray(new LogSink[0]), line, body);
  }

  /** One target as a sink. */
  LogSink sink(LogTarget target, AtomicInteger samples, String tag, @Nullable String hostName)
      throws IOException {
    Address address = target.address();
    if (target.kind() == LogTarget.Kind.RING) {
      Ring ring = rings.get(target.ring());
      if (ring == null) {
        throw new IOException("there is no ring '" + target.ring() + "'");
      }
      return new LogSink(
          target.to(ring),
          new LogSender.ToRing(ring),
          samples,
          new SyslogHeader(tag, pid, hostName, true));
    }
    LogTarget.File file = target.file();
    if (file != null) {
      LogSender sender = senders.get(file);
      if (sender == null) {
        sender = new LogSender.ToFile(file, failures);
        senders.put(file, sender);
      }
      return new LogSink(target, sender, samples, new SyslogHeader(tag, pid, hostName, false));
    }
    if (address == null) {
      throw new IOException("a log target without an address");
    }
    LogSender sender = senders.get(address);
    if (sender == null) {
      sender = LogSender.open(address);
      senders.put(address, sender);
    }
    return new LogSink(target, sender, samples, new SyslogHeader(tag, pid, hostName, false));
  }

  /**
   * Opens the files that lines go to, before rights are given up.
   *
   * @param errors gets what cannot be opened
   */
  public static void openFiles(List<String> errors) {
    LogFileWriter.openAll(errors);
  }

  /** Starts the threads that write files; on a thread whose rights they shall have. */
  public static void startFiles() {
    LogFileWriter.start();
  }

  /** Messages that were lost. */
  public long dropped() {
    return senders.values().stream().mapToLong(LogSender::dropped).sum();
  }

  @Override
  public void close() throws IOException {
    for (LogSender sender : senders.values()) {
      sender.close();
    }
    senders.clear();
  }
}
