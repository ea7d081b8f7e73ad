package io.jhaproxy.core.config;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The immutable settings of one section, bind line or server line. Look-ups cost a hash; the
 * compile step copies what the hot path needs into final fields.
 */
public final class Settings {
  /** Nothing set: every key gives its default. */
  public static final Settings EMPTY = new Settings(Map.of(), Map.of());

  private final Map<SettingKey<?>, Object> values;
  private final Map<ListKey<?>, List<Object>> lists;

  Settings(Map<SettingKey<?>, Object> values, Map<ListKey<?>, List<Object>> lists) {
    this.values = values.isEmpty() ? Map.of() : new IdentityHashMap<>(values);
    this.lists = lists.isEmpty() ? Map.of() : new IdentityHashMap<>(lists.size());
    for (Map.Entry<ListKey<?>, List<Object>> entry : lists.entrySet()) {
      this.lists.put(entry.getKey(), List.copyOf(entry.getValue()));
    }
  }

  /** The configured value, or the key's default. */
  @SuppressWarnings("unchecked") // SectionDraft stores only values of the key's type
  public <T> T get(SettingKey<T> key) {
    Object value = values.get(key);
    return value == null ? key.defaultValue() : (T) value;
  }

  /** The configured elements in order; empty where there are none. */
  @SuppressWarnings("unchecked") // SectionDraft stores only elements of the key's type
  public <T> List<T> list(ListKey<T> key) {
    List<Object> list = lists.get(key);
    return list == null ? List.of() : (List<T>) list;
  }

  /** Whether the configuration (or its defaults section) gives a value. */
  public boolean has(SettingKey<?> key) {
    return values.containsKey(key);
  }

  /** Copies what is inheritable into a draft's maps. */
  void copyTo(Map<SettingKey<?>, Object> toValues, Map<ListKey<?>, List<Object>> toLists) {
    values.forEach(
        (key, value) -> {
          if (key.isInherited()) {
            toValues.put(key, value);
          }
        });
    lists.forEach(
        (key, list) -> {
          if (key.isInherited()) {
            toLists.put(key, new ArrayList<>(list));
          }
        });
  }
}
