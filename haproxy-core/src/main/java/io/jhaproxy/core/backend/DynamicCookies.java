package io.jhaproxy.core.backend;

/**
 * Whether servers without a cookie of their own get one that follows from their address (manual
 * 4.2, {@code cookie ... dynamic}, {@code dynamic-cookie-key}).
 *
 * @param key the secret; empty: none, and no such cookies
 */
public record DynamicCookies(boolean enabled, String key) {
  /** No such cookies. */
  public static final DynamicCookies NONE = new DynamicCookies(false, "");
}
