package io.jhaproxy.core.config;

/**
 * A setting that may be given several times; the order is kept. Identity is the object.
 *
 * @param <T> the elements' type: immutable
 */
@SuppressWarnings("unused") // T is a phantom type: it gives Settings.list its type
public final class ListKey<T> {
  private final String name;
  private final boolean inherited;

  private ListKey(String name, boolean inherited) {
    this.name = name;
    this.inherited = inherited;
  }

  /** A list that proxies copy from their defaults section and then add to. */
  public static <T> ListKey<T> inherited(String name) {
    return new ListKey<>(name, true);
  }

  /** A list that is never copied. */
  public static <T> ListKey<T> own(String name) {
    return new ListKey<>(name, false);
  }

  /** The manual's name, for messages. */
  public String name() {
    return name;
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
