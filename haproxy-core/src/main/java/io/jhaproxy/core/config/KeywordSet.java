package io.jhaproxy.core.config;

/** A room's keywords. */
@FunctionalInterface
public interface KeywordSet {
  /** Adds every keyword of the room; called once per registry. */
  void register(Registry registry);
}
