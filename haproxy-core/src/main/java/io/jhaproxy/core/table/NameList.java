package io.jhaproxy.core.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts by number, so that entries keep a number for a server's name. Safe for all threads. */
public final class NameList {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** An empty list. */
  public NameList() {}

  /** The number of a text, from 1. */
  public synchronized int number(String name) {
    Integer known = numbers.get(name);
    if (known == null) {
      names.add(name);
      known = names.size();
      numbers.put(name, known);
    }
    return known;
  }

  /** The text of a number, or null for 0. */
  public synchronized @Nullable String name(long number) {
    return number <= 0 || number > names.size() ? null : names.get((int) number - 1);
  }
}
