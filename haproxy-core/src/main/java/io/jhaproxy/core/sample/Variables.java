package io.jhaproxy.core.sample;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Variables of one scope, kept by the numbers that their names were given at start. Values are
 * copied in, so they outlive the message. One thread, except the process scope, whose users
 * synchronise on the object.
 */
public final class Variables {
  private final List<@Nullable Sample> values = new ArrayList<>();

  /** Creates an empty set. */
  public Variables() {}

  /** Stores a copy of the value under the name's number. */
  public void set(int number, Sample value) {
    while (values.size() <= number) {
      values.add(null);
    }
    Sample kept = values.get(number);
    if (kept == null) {
      kept = new Sample();
      values.set(number, kept);
    }
    kept.set(value);
    if (value.type.isBytes()) {
      byte[] copy = value.bytes.toByteArray();
      kept.bytes.set(Unpooled.wrappedBuffer(copy), 0, copy.length);
    }
  }

  /** Removes the variable. */
  public void unset(int number) {
    if (number < values.size()) {
      values.set(number, null);
    }
  }

  /** The value, or null if it was never set. */
  public @Nullable Sample get(int number) {
    return number < values.size() ? values.get(number) : null;
  }

  /** Forgets all values. */
  public void clear() {
    values.clear();
  }
}
