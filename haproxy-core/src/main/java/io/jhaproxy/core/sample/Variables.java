package io.jhaproxy.core.sample;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Variables of one scope, kept by the numbers that their names were given at start. Values are
 * copied in, so they outlive the message. One thread, except for those of the process: there a
 * value that was handed out never changes, it is replaced.
 */
public final class Variables {
  /** What HAProxy counts for a variable besides the bytes of its value. */
  private static final int OVERHEAD = 80;

  private final boolean shared;
  private final long limit;
  private final @Nullable Variables outer;
  private volatile @Nullable Sample[] values = new @Nullable Sample[0];
  private long used;

  /** Creates an empty set without a limit, for one thread. */
  public Variables() {
    this(false, 0, null);
  }

  private Variables(boolean shared, long limit, @Nullable Variables outer) {
    this.shared = shared;
    this.limit = limit;
    this.outer = outer;
  }

  /** Variables of the process, for all threads; {@code limit} as in {@link #within}. */
  public static Variables ofProcess(long limit) {
    return new Variables(true, limit, null);
  }

  /**
   * Variables of a smaller scope, for one thread.
   *
   * @param limit bytes at most, 0 for no limit (manual 3.2, tune.vars)
   * @param outer the scope whose limit these count against too, or null
   */
  public static Variables within(long limit, @Nullable Variables outer) {
    return new Variables(false, limit, outer);
  }

  /** Stores a copy of the value under the name's number; false if the limit forbids it. */
  public boolean set(int number, Sample value) {
    if (shared) {
      synchronized (this) {
        return put(number, value);
      }
    }
    return put(number, value);
  }

  private boolean put(int number, Sample value) {
    @Nullable Sample[] known = values;
    Sample kept = number < known.length ? known[number] : null;
    long more = size(value) - size(kept);
    if (!fits(more)) {
      return false;
    }
    count(more);
    if (shared || number >= known.length) {
      known = Arrays.copyOf(known, Math.max(number + 1, known.length));
    }
    if (shared || kept == null) {
      kept = new Sample();
    }
    kept.set(value);
    if (value.type.isBytes()) {
      byte[] copy = value.bytes.toByteArray();
      kept.bytes.set(Unpooled.wrappedBuffer(copy), 0, copy.length);
    }
    known[number] = kept;
    values = known;
    return true;
  }

  private static long size(@Nullable Sample value) {
    if (value == null) {
      return 0;
    }
    return OVERHEAD + (value.type.isBytes() ? value.bytes.length() : 0);
  }

  private boolean fits(long more) {
    boolean here = more <= 0 || limit == 0 || used + more <= limit;
    return here && (outer == null || outer.fits(more));
  }

  private void count(long more) {
    used += more;
    if (outer != null) {
      outer.count(more);
    }
  }

  /** Removes the variable. */
  public void unset(int number) {
    if (shared) {
      synchronized (this) {
        values = Arrays.copyOf(values, values.length);
        remove(number);
      }
      return;
    }
    remove(number);
  }

  private void remove(int number) {
    if (number < values.length) {
      count(-size(values[number]));
      values[number] = null;
    }
  }

  /** The value, or null if it was never set. */
  public @Nullable Sample get(int number) {
    @Nullable Sample[] known = values;
    return number < known.length ? known[number] : null;
  }

  /** Forgets all values. */
  public void clear() {
    count(-used);
    values = new @Nullable Sample[0];
  }
}
