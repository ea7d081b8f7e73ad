package io.jhaproxy.core.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The caches of one configuration by name; shared by all its rules. */
public final class Caches {
  private final Map<String, Cache> byName = new ConcurrentSkipListMap<>();

  /** Creates it without caches. */
  public Caches() {}

  /** The cache of that name, which may be declared later. */
  public Cache named(String name) {
    return byName.computeIfAbsent(name, Cache::new);
  }

  /**
   * Declares a cache.
   *
   * @param before the caches of the configuration before, or null: one of the same name and
   *     settings goes on with what it has
   */
  public void configure(String name, CacheSettings settings, @Nullable Caches before) {
    Cache old = before == null ? null : before.byName.get(name);
    if (old != null && settings.equals(old.settings())) {
      byName.put(name, old);
    } else {
      named(name).configure(settings);
    }
  }

  /** Gives the memory back of those that another configuration does not go on with. */
  public void clearExcept(Caches newest) {
    byName.values().stream()
        .filter(cache -> !newest.byName.containsValue(cache))
        .forEach(Cache::clear);
  }

  /** Gives the memory of all back. */
  public void clear() {
    byName.values().forEach(Cache::clear);
  }

  /** All by name. */
  public List<Cache> all() {
    return new ArrayList<>(byName.values());
  }
}
