package io.jhaproxy.core.sample;

import java.util.HashMap;
import java.util.Map;

/** Gives every variable name a small number, so that values are found without hashing. */
public final class VariableNames {
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Creates an empty register. */
  public VariableNames() {}

  /** The number of a name including its scope, for instance {@code txn.host}. */
  public synchronized int number(String name) {
    return numbers.computeIfAbsent(name, key -> numbers.size());
  }
}
