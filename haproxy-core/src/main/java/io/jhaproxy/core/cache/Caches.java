package io.jhaproxy.core.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The caches of one configuration by name; shared by all its rules. */
public final class Caches {
  private final Map<String, Cache> byName = new ConcurrentSkipListMap<>();

  /** Creates it without caches. */
  public Caches() {}

  /** The cache of that name, which may be declared later. */
  public Cache named(String name) {
    return byName.computeIfAbsent(name, Cache::new);
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
