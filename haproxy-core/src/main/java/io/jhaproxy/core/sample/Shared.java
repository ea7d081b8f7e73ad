package io.jhaproxy.core.sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Objects that all expressions of one configuration have in common, one of each type. It is made
 * when the first line is checked and goes with the model to the run-time objects, so that files are
 * read once.
 */
public final class Shared {
  private final Map<Class<?>, Object> objects = new ConcurrentHashMap<>();

  /** Creates it without objects. */
  public Shared() {}

  /** The object of that type; it is made at the first question. */
  public <T> T get(Class<T> type, Supplier<T> make) {
    return type.cast(objects.computeIfAbsent(type, key -> make.get()));
  }
}
