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
