package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * One configuration that is in use: the current one, or one that a reload has replaced and that
 * clients still go by.
 *
 * @param number from 1, counted by reloads
 * @param current whether new clients come to it
 * @param sinceMillis wall clock of its begin
 * @param sessions client connections that go by it
 * @param holders the frontends that have them
 */
public record RuntimeGeneration(
    int number, boolean current, long sinceMillis, int sessions, List<Holder> holders) {
  /** Copies the list. */
  public RuntimeGeneration {
    holders = List.copyOf(holders);
  }

  /** A frontend and its client connections. */
  public record Holder(String frontend, int sessions) {}
}
