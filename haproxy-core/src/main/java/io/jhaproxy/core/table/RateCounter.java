package io.jhaproxy.core.table;

import java.nio.ByteBuffer;

/**
 * Events over a sliding period: those of the current period and that part of those of the period
 * before which is not over yet. 12 bytes in an entry: when the current period began (the low 32
 * bits of the table's milliseconds), its events, the events of the period before.
 */
final class RateCounter {
  private static final int CURRENT = 4;
  private static final int PREVIOUS = 8;

  /** Clocks of threads differ by so much at most, milliseconds. */
  private static final int SKEW = 1000;

  private RateCounter() {}

  /** Counts events. */
  static void add(ByteBuffer memory, int at, int period, long now, long amount) {
    int began = memory.getInt(at);
    int elapsed = (int) now - began;
    if (elapsed < 0 && elapsed > -SKEW) {
      elapsed = 0;
    }
    if (began == 0 || Integer.compareUnsigned(elapsed, period) >= 0) {
      boolean idle = began == 0 || Integer.compareUnsigned(elapsed - period, period) >= 0;
      memory.putInt(at + PREVIOUS, idle ? 0 : memory.getInt(at + CURRENT));
      memory.putInt(at, idle ? (int) now : began + period);
      memory.putInt(at + CURRENT, 0);
    }
    memory.putInt(at + CURRENT, memory.getInt(at + CURRENT) + (int) amount);
  }

  /** The events over the last period. */
  static long read(ByteBuffer memory, int at, int period, long now) {
    long current = memory.getInt(at + CURRENT) & 0xffffffffL;
    long past = memory.getInt(at + PREVIOUS) & 0xffffffffL;
    int remaining = memory.getInt(at) + period - (int) now;
    if (remaining > period) {
      remaining = period;
    }
    if (remaining < 0) {
      past = current;
      current = 0;
      remaining += period;
      if (remaining < 0) {
        past = 0;
      }
    }
    // One event alone is seen until its second period is over, so that slow rates do not flicker.
    if (current == 0 && past <= 1) {
      return past;
    }
    return period == 0 ? current : current + past * remaining / period;
  }

  /** Makes it what so many events at this moment would be. */
  static void set(ByteBuffer memory, int at, long now, long value) {
    memory.putInt(at, (int) now);
    memory.putInt(at + CURRENT, (int) value);
    memory.putInt(at + PREVIOUS, 0);
  }

  /** Milliseconds since the current period began, 32 bits. */
  static long age(ByteBuffer memory, int at, long now) {
    return ((int) now - memory.getInt(at)) & 0xffffffffL;
  }

  static long current(ByteBuffer memory, int at) {
    return memory.getInt(at + CURRENT) & 0xffffffffL;
  }

  static long previous(ByteBuffer memory, int at) {
    return memory.getInt(at + PREVIOUS) & 0xffffffffL;
  }

  /** Takes over what a peer has counted. */
  static void learn(ByteBuffer memory, int at, long now, long age, long current, long previous) {
    memory.putInt(at, (int) (now - age));
    memory.putInt(at + CURRENT, (int) current);
    memory.putInt(at + PREVIOUS, (int) previous);
  }
}
