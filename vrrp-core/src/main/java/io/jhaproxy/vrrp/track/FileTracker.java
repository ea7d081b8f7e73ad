package io.jhaproxy.vrrp.track;

import io.jhaproxy.vrrp.config.TrackFileModel;
import io.jhaproxy.vrrp.kernel.FileWatch;
import io.jhaproxy.vrrp.kernel.KernelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Follows one {@code track_file}: the number it holds, 0 while it is missing or holds none. */
public final class FileTracker {
  private static final int MOST_BYTES = 128;

  private final TrackFileModel file;
  private final LongConsumer values;
  private final Consumer<String> log;

  /**
   * A tracker.
   *
   * @param values told the number at {@link #start} and after each change
   */
  public FileTracker(TrackFileModel file, LongConsumer values, Consumer<String> log) {
    this.file = file;
    this.values = values;
    this.log = log;
  }

  /** Creates the file if that is configured, tells the first value and begins to watch. */
  public void start(FileWatch watch) {
    Integer initial = file.initialValue();
    try {
      if (initial != null
          && (file.overwrite() || !Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS))) {
        Files.writeString(file.path(), initial + "\n");
      }
    } catch (IOException e) {
      log.accept("track_file " + file.name() + ": cannot write " + file.path());
    }
    try {
      watch.add(file.path(), this::read);
    } catch (KernelException e) {
      log.accept("track_file " + file.name() + ": " + e.getMessage());
    }
    read();
  }

  private void read() {
    values.accept(value());
  }

  private long value() {
    try (var input = Files.newInputStream(file.path())) {
      String text = new String(input.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).strip();
      int end = 0;
      while (end < text.length()
          && (Character.isDigit(text.charAt(end))
              || end == 0 && (text.charAt(0) == '-' || text.charAt(0) == '+'))) {
        end++;
      }
      return Long.parseLong(text.substring(0, end));
    } catch (IOException | NumberFormatException none) {
      return 0;
    }
  }
}
