package io.jhaproxy.core.check;

import org.jspecify.annotations.Nullable;

/**
 * What checks and agent have found of a server, for the one of its name in another process.
 *
 * @param server backend and server
 * @param downTransitions how often it went down
 * @param check its check, or null
 * @param agent its agent, or null
 */
public record LifeMemory(
    String server, long downTransitions, @Nullable Check check, @Nullable Agent agent) {
  /**
   * A check.
   *
   * @param level between down and up, counted as rise and fall say
   * @param dormant whether it has never been enabled
   * @param failures failed checks while the server was up
   * @param last the last result, or null
   */
  public record Check(
      int rise,
      int fall,
      int level,
      boolean enabled,
      boolean dormant,
      long failures,
      @Nullable CheckResult last) {}

  /**
   * An agent.
   *
   * @param up whether its last word was that the server is well
   * @param dormant whether it has never been enabled
   * @param last the last result, or null
   */
  public record Agent(boolean up, boolean enabled, boolean dormant, @Nullable CheckResult last) {}
}
