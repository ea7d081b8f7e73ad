package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.List;

/**
 * {@code vrrp_track_process}: counts running processes.
 *
 * @param name name used in {@code track_process}
 * @param words command, and its arguments where they matter
 * @param match how arguments are compared
 * @param weight default of {@code track_process}, -254..254
 * @param reverse default of {@code track_process}
 * @param quorum least number of processes, at least 1
 * @param quorumMax greatest number; {@link Integer#MAX_VALUE} for no limit
 * @param terminateDelay wait before an end counts
 * @param forkDelay wait before a start counts
 * @param fullCommand compare the whole command line, not the short name
 */
public record TrackProcessModel(
    String name,
    List<String> words,
    Match match,
    int weight,
    boolean reverse,
    int quorum,
    int quorumMax,
    Duration terminateDelay,
    Duration forkDelay,
    boolean fullCommand) {
  /** How the arguments of a process are compared with the configured ones. */
  public enum Match {
    /** Not at all: only the command counts. */
    NONE,
    /** All of them, equal. */
    EXACT,
    /** The first ones equal; more may follow, the last may be longer. */
    PARTIAL,
    /** The first ones equal; more may follow. */
    INITIAL
  }

  /** Copies the words. */
  public TrackProcessModel {
    words = List.copyOf(words);
  }
}
