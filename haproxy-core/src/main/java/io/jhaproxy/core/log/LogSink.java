package io.jhaproxy.core.log;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One {@code log} line of a proxy on one worker: decides what is sent, in which shape. */
final class LogSink {
  private final LogTarget target;
  private final LogSender sender;
  private final AtomicInteger sampleIndex;
  private final SyslogHeader header;

  /**
   * Creates a sink.
   *
   * @param sampleIndex counter of the target's sampling, shared by all workers
   * @param header what stands before messages
   */
  LogSink(LogTarget target, LogSender sender, AtomicInteger sampleIndex, SyslogHeader header) {
    this.header = header;
    this.target = target;
    this.sender = sender;
    this.sampleIndex = sampleIndex;
  }

  /** True if messages of this level (0..7) go to the target, sampling aside. */
  boolean accepts(int level) {
    return level <= target.level();
  }

  /** The level that is sent for a message's level: never more severe than the target's minimum. */
  int capped(int level) {
    return Math.max(level, target.minLevel());
  }

  LogTarget target() {
    return target;
  }

  SyslogHeader header() {
    return header;
  }

  /** Counts the message for sampling; false if it is not in the sample (manual 4.2, "sample"). */
  boolean sampled() {
    int size = target.sampleSize();
    if (size == 0) {
      return true;
    }
    int index = sampleIndex.getAndUpdate(last -> last + 1 >= size ? 0 : last + 1) + 1;
    List<List<Integer>> ranges = target.sampleRanges();
    for (int i = 0; i < ranges.size(); i++) {
      List<Integer> range = ranges.get(i);
      if (index >= range.get(0) && index <= range.get(1)) {
        return true;
      }
    }
    return false;
  }

  /** Ends the line with LF, cut to the target's length, and sends it. */
  void send(LogLine line) {
    send(line, target.length() - 1);
  }

  /** Ends the line with LF, cut to some bytes before it, and sends it. */
  void send(LogLine line, int most) {
    int length = Math.min(line.length(), Math.min(most, line.bytes().length - 1));
    if (!sender.endsLines()) {
      sender.send(line.bytes(), length);
      return;
    }
    line.bytes()[length] = '\n';
    sender.send(line.bytes(), length + 1);
  }
}
