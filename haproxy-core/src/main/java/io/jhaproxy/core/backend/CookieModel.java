package io.jhaproxy.core.backend;

import java.util.List;

/**
 * {@code cookie NAME ...}: persistence by cookie.
 *
 * @param name the cookie's name; empty = no persistence
 * @param mode who writes the cookie
 * @param indirect remove it from requests
 * @param nocache add Cache-Control when inserting
 * @param postonly insert on POST only
 * @param preserve keep a cookie the server set
 * @param httponly add HttpOnly
 * @param secure add Secure
 * @param domains Domain attributes
 * @param maxIdle {@code maxidle} in seconds; 0 = none
 * @param maxLife {@code maxlife} in seconds; 0 = none
 * @param dynamic derive values from the server's address and {@code dynamic-cookie-key}
 * @param attributes further attributes
 */
public record CookieModel(
    String name,
    Mode mode,
    boolean indirect,
    boolean nocache,
    boolean postonly,
    boolean preserve,
    boolean httponly,
    boolean secure,
    List<String> domains,
    long maxIdle,
    long maxLife,
    boolean dynamic,
    List<String> attributes) {
  /** No cookie. */
  public static final CookieModel NONE =
      new CookieModel(
          "",
          Mode.PASSIVE,
          false,
          false,
          false,
          false,
          false,
          false,
          List.of(),
          0,
          0,
          false,
          List.of());

  /** Copies the lists. */
  public CookieModel {
    domains = List.copyOf(domains);
    attributes = List.copyOf(attributes);
  }

  /** Who writes the cookie. */
  public enum Mode {
    PASSIVE,
    INSERT,
    REWRITE,
    PREFIX
  }
}
