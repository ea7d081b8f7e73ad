package io.jhaproxy.core.rule;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The services that {@code use-service} rules may name; one object for a whole configuration. */
public final class Services {
  private static final Set<String> KNOWN = Set.of("prometheus-exporter");

  private final Map<String, Service> running = new ConcurrentHashMap<>();

  /** Creates it without services. */
  public Services() {}

  /** Whether there is a service of that name. */
  static boolean has(String name) {
    return KNOWN.contains(name);
  }

  /** Says what answers under a name. */
  public void put(String name, Service service) {
    running.put(name, service);
  }

  /** What answers under a name, or null as long as nothing runs. */
  @Nullable Service named(String name) {
    return running.get(name);
  }
}
