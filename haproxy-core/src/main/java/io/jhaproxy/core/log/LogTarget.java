package io.jhaproxy.core.log;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.grammar.source.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code log} line (manual 4.2). {@code log global} appears as a target of kind GLOBAL until
 * {@link LogKeys#targets} replaces it.
 *
 * @param location the line
 * @param kind where lines go
 * @param address for kind ADDRESS: UDP/TCP address, unix socket or descriptor (stdout = 1, stderr =
 *     2); a missing port means 514
 * @param ring for kind RING: the ring section's name
 * @param length {@code len}: longest line in bytes
 * @param format {@code format}
 * @param sampleRanges {@code sample RANGES:SIZE}: ranges as {first, last}; empty = every line
 * @param sampleSize the sample's size; 0 = no sampling
 * @param facility syslog facility number, 0-23
 * @param level lines less severe than this syslog level (0-7) are dropped
 * @param formatGiven whether the line names a format
 * @param file for kind FILE: the file
 * @param minLevel lines more severe than this are raised no higher than this level
 */
public record LogTarget(
    Location location,
    Kind kind,
    @Nullable Address address,
    String ring,
    int length,
    Format format,
    List<List<Integer>> sampleRanges,
    int sampleSize,
    int facility,
    int level,
    int minLevel,
    boolean formatGiven,
    @Nullable File file) {
  /** A target that is no file. */
  public LogTarget(
      Location location,
      Kind kind,
      @Nullable Address address,
      String ring,
      int length,
      Format format,
      List<List<Integer>> sampleRanges,
      int sampleSize,
      int facility,
      int level,
      int minLevel,
      boolean formatGiven) {
    this(
        location,
        kind,
        address,
        ring,
        length,
        format,
        sampleRanges,
        sampleSize,
        facility,
        level,
        minLevel,
        formatGiven,
        null);
  }

  /**
   * A file that lines are appended to.
   *
   * @param path its name
   * @param rotate bytes from which on it is rotated; 0 = never
   * @param keep how many rotated files remain, 1 or more
   */
  public record File(String path, long rotate, int keep) {}

  /** Copies the ranges. */
  public LogTarget {
    sampleRanges = List.copyOf(sampleRanges);
  }

  /** The same in the form of a ring. */
  LogTarget to(Ring into) {
    return new LogTarget(
        location,
        kind,
        address,
        ring,
        into.format() == Format.JSON
            ? Math.min(LogOutput.MAXIMUM_LENGTH - 1, into.maxLength()) + 1
            : LogOutput.MAXIMUM_LENGTH,
        into.format(),
        sampleRanges,
        sampleSize,
        facility,
        level,
        minLevel,
        true);
  }

  /** Where lines go. */
  public enum Kind {
    ADDRESS,
    FILE,
    RING,
    GLOBAL
  }

  /** The line's outer format. */
  public enum Format {
    LOCAL,
    RFC3164,
    RFC5424,
    PRIORITY,
    SHORT,
    TIMED,
    ISO,
    RAW,
    JSON
  }
}
