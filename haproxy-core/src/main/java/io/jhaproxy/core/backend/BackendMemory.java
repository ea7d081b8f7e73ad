package io.jhaproxy.core.backend;

import java.util.List;

/**
 * What is known of a backend besides its configuration and its counters, for the one of its name in
 * another process. Times are milliseconds of the wall clock.
 */
public record BackendMemory(
    String name,
    List<ServerMemory> servers,
    long lastChange,
    long downSince,
    long downtime,
    int downTransitions) {
  /** Copies the list. */
  public BackendMemory {
    servers = List.copyOf(servers);
  }
}
