package io.jhaproxy.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Settings while they are read. Not thread-safe. */
public class SettingsDraft {
  private final Map<SettingKey<?>, Object> values = new IdentityHashMap<>(8);
  private final Map<ListKey<?>, List<Object>> lists = new IdentityHashMap<>(4);

  /** An empty draft. */
  public SettingsDraft() {}

  /** Sets a value; the last one wins. */
  public <T> void set(SettingKey<T> key, T value) {
    values.put(key, value);
  }

  /** Changes a value, starting from its default. */
  public <T> void update(SettingKey<T> key, UnaryOperator<T> change) {
    set(key, change.apply(get(key)));
  }

  /** Back to the default. */
  public void unset(SettingKey<?> key) {
    values.remove(key);
  }

  /** Appends to a list. */
  public <T> void add(ListKey<T> key, T element) {
    lists.computeIfAbsent(key, k -> new ArrayList<>()).add(element);
  }

  /** Empties a list, inherited elements too. */
  public void clear(ListKey<?> key) {
    lists.remove(key);
  }

  /** The value so far, or the default. */
  @SuppressWarnings("unchecked") // set() stores only values of the key's type
  public <T> T get(SettingKey<T> key) {
    Object value = values.get(key);
    return value == null ? key.defaultValue() : (T) value;
  }

  /** The elements so far, a view that grows with them. */
  @SuppressWarnings("unchecked") // add() stores only elements of the key's type
  public <T> List<T> list(ListKey<T> key) {
    return (List<T>) Collections.unmodifiableList(lists.getOrDefault(key, List.of()));
  }

  /** Whether a value was given or inherited. */
  public boolean has(SettingKey<?> key) {
    return values.containsKey(key);
  }

  /** Copies the inheritable settings of finished settings. */
  public void inherit(Settings parent) {
    parent.copyTo(this.values, this.lists);
  }

  /** Copies the inheritable settings of another draft. */
  public void inherit(SettingsDraft parent) {
    parent.build().copyTo(values, lists);
  }

  /** Takes over everything of another draft, inheritable or not. */
  void take(SettingsDraft other) {
    values.putAll(other.values);
    other.lists.forEach((key, list) -> lists.put(key, new ArrayList<>(list)));
  }

  /** An immutable copy. */
  public Settings build() {
    return new Settings(values, lists);
  }
}
