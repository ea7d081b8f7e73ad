package io.jhaproxy.core.runtime;

/** A backend as the commands see it; every call is safe from any thread. */
public interface RuntimeBackend {
  /** Switches cookies that follow from servers' addresses on or off. */
  void dynamicCookie(boolean on);

  /** Changes the secret of such cookies. */
  void dynamicCookieKey(String key);
}
