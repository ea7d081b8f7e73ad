package io.jhaproxy.core.generation;

import java.util.function.Consumer;

/** What is known of a process whose place this one takes. */
public interface PriorState {
  /**
   * Gives it to an engine that is about to serve; waits for a second at most. What cannot be used
   * is a warning.
   */
  void take(Engine engine, Consumer<String> warnings);
}
