package io.jhaproxy.core.runtime;

import java.util.List;

/** What the master's socket tells and changes; every call is safe from any thread. */
public interface MasterView {
  /** Process id; master and worker are one process here. */
  long pid();

  /** Reloads so far. */
  int reloads();

  /** Reloads in a row that failed, the last one included. */
  int failedReloads();

  /** Wall clock of the process's start, milliseconds. */
  long startMillis();

  /** The version as {@code show proc} tells it. */
  String version();

  /** Reads the configuration again; returns when it holds or was refused. */
  Reload reload();

  /** The programs of the current configuration that run. */
  List<Program> programs();

  /** Programs of former configurations that still run. */
  List<Program> formerPrograms();

  /**
   * A process of a {@code program} section (manual 3.7).
   *
   * @param pid process id
   * @param name the section's name
   * @param reloads how many reloads it has outlived
   * @param startMillis wall clock of its start
   */
  record Program(long pid, String name, int reloads, long startMillis) {}

  /**
   * How a reload went.
   *
   * @param good whether the new configuration holds
   * @param lines what was said of it
   */
  record Reload(boolean good, List<String> lines) {
    /** Copies the lines. */
    public Reload {
      lines = List.copyOf(lines);
    }
  }
}
