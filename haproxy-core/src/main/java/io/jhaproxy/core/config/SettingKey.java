package io.jhaproxy.core.config;

/**
 * A single-valued setting of a section, a bind line or a server line. Identity is the object: keep
 * each in a constant.
 *
 * @param <T> the value's type: immutable, never null
 */
public final class SettingKey<T> {
  private final String name;
  private final T defaultValue;
  private final boolean inherited;

  private SettingKey(String name, T defaultValue, boolean inherited) {
    this.name = name;
    this.defaultValue = defaultValue;
    this.inherited = inherited;
  }

  /** A setting that proxies copy from their defaults section. */
  public static <T> SettingKey<T> inherited(String name, T defaultValue) {
    return new SettingKey<>(name, defaultValue, true);
  }

  /** A setting that is never copied. */
  public static <T> SettingKey<T> own(String name, T defaultValue) {
    return new SettingKey<>(name, defaultValue, false);
  }

  /** The manual's name, for messages. */
  public String name() {
    return name;
  }

  /** The value where the configuration says nothing. */
  public T defaultValue() {
    return defaultValue;
  }

  /** Whether proxies copy it from their defaults section. */
  public boolean isInherited() {
    return inherited;
  }

  @Override
  public String toString() {
    return name;
  }
}
