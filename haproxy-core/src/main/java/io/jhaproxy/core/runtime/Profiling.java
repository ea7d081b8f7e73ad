package io.jhaproxy.core.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What {@code set profiling tasks} measures: the processor time of each worker since it was
 * switched on. Safe from any thread.
 */
public final class Profiling {
  private final Supplier<List<Thread>> workers;
  private final Supplier<long[]> calls;
  private final Map<Long, Long> timesBefore = new HashMap<>();
  private long[] callsBefore = new long[0];
  private Tasks tasks;

  /** Whether tasks are measured. */
  public enum Tasks {
    /** Always. */
    ON,
    /** In the reference only under load; here it costs nothing, so always once it was asked for. */
    AUTO,
    /** In the reference from the start on, as long as there is no load: nothing is measured. */
    AUTO_OFF,
    /** Never. */
    OFF
  }

  /**
   * What a worker did.
   *
   * @param calls connections that it took
   * @param nanos processor time
   */
  public record Usage(String name, long calls, long nanos) {}

  /**
   * Begins as configured ({@code profiling.tasks}).
   *
   * @param workers the threads, in order
   * @param calls connections that each took so far
   */
  public Profiling(Tasks configured, Supplier<List<Thread>> workers, Supplier<long[]> calls) {
    this.tasks = configured;
    this.workers = workers;
    this.calls = calls;
  }

  /** Switches it; from now on everything counts from zero. */
  synchronized void tasks(Tasks wanted) {
    tasks = wanted;
    timesBefore.clear();
    if (measures()) {
      ThreadMXBean times = ManagementFactory.getThreadMXBean();
      workers.get().forEach(t -> timesBefore.put(t.getId(), times.getThreadCpuTime(t.getId())));
      callsBefore = calls.get();
    }
  }

  private boolean measures() {
    return tasks == Tasks.ON || tasks == Tasks.AUTO;
  }

  /** The word for the state. */
  synchronized String status() {
    return switch (tasks) {
      case ON -> "on";
      case AUTO -> "auto-on";
      case AUTO_OFF -> "auto-off";
      case OFF -> "off";
    };
  }

  /** What was measured; empty while nothing is. */
  synchronized List<Usage> usage() {
    List<Usage> all = new ArrayList<>();
    if (measures()) {
      ThreadMXBean times = ManagementFactory.getThreadMXBean();
      long[] now = calls.get();
      int i = 0;
      for (Thread worker : workers.get()) {
        long before = timesBefore.getOrDefault(worker.getId(), 0L);
        long taken = now[i] - (i < callsBefore.length ? callsBefore[i] : 0);
        all.add(
            new Usage("worker-" + (i + 1), taken, times.getThreadCpuTime(worker.getId()) - before));
        i++;
      }
    }
    return all;
  }
}
