package io.jhaproxy.core.stream;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * {@code filter trace} (manual 9.1): tells on the standard error output what passes a proxy, in the
 * form of the reference. Steps of its C program that are none here are left out.
 */
public final class TraceFilter {
  private static final int BYTES_PER_LINE = 16;
  private static final long MILLION = 1_000_000;

  private final String title;
  private final String side;
  private final boolean quiet;
  private final boolean hexdump;
  private final boolean random;
  private final Consumer<String> out;
  private final LongSupplier micros;

  /**
   * Makes a filter.
   *
   * @param name as configured
   * @param proxy whose filter it is
   * @param side {@code frontend} or {@code backend}
   * @param random whether payload is told in pieces of chance
   * @param out gets each line
   * @param micros wall clock, microseconds
   */
  public TraceFilter(
      String name,
      String proxy,
      String side,
      boolean quiet,
      boolean hexdump,
      boolean random,
      Consumer<String> out,
      LongSupplier micros) {
    this.title = name + "/" + proxy;
    this.side = side;
    this.quiet = quiet;
    this.hexdump = hexdump;
    this.random = random;
    this.out = out;
    this.micros = micros;
    say(
        "filter initialized [quiet="
            + quiet
            + " - fwd random="
            + random
            + " - hexdump="
            + hexdump
            + "]");
  }

  /** {@code frontend} or {@code backend}. */
  String side() {
    return side;
  }

  /** Whether it is a frontend's or of a listen section. */
  boolean isFrontend() {
    return side.equals("frontend");
  }

  private void say(String text) {
    if (!quiet) {
      long now = micros.getAsLong();
      out.accept(
          String.format(
              Locale.ROOT, "%d.%06d [%-20s] %s", now / MILLION, now % MILLION, title, text));
    }
  }

  /**
   * Something happened to a stream.
   *
   * @param stream which one, as it stands in each of its lines
   */
  public void event(String stream, String what, String details) {
    say(String.format("%s %-25s%s", stream, what, details.isEmpty() ? "" : ": " + details));
  }

  /** Further lines of an event. */
  public void more(String stream, String text) {
    say(stream + " \t" + text);
  }

  /** A piece of a body passes; in one step, or in several of chance. A quiet filter dumps, too. */
  void payload(
      String stream, String what, String where, long offset, ByteBuf buffer, int from, int count) {
    int at = 0;
    while (at < count && (hexdump || !quiet)) {
      int left = count - at;
      int step = random ? 1 + ThreadLocalRandom.current().nextInt(left) : left;
      event(
          stream,
          what,
          where
              + " - offset="
              + (offset + (offset > 0 ? at : 0))
              + " - len="
              + left
              + " - forward="
              + step);
      if (hexdump) {
        dump(buffer, from + at, step);
      }
      at += step;
    }
  }

  private void dump(ByteBuf buffer, int from, int count) {
    for (int line = 0; line < count; line += BYTES_PER_LINE) {
      StringBuilder hex = new StringBuilder();
      StringBuilder text = new StringBuilder();
      for (int i = line; i < Math.min(count, line + BYTES_PER_LINE); i++) {
        byte value = buffer.getByte(from + i);
        if (i - line == BYTES_PER_LINE / 2) {
          hex.append("  ");
        }
        hex.append(String.format("%02x ", value & 255));
        text.append(value >= ' ' && value < 127 ? (char) value : '.');
      }
      out.accept(String.format("\t0x%06x: %-52s|%s|", line, hex, text));
    }
  }
}
