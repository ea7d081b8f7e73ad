package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.DynamicCookies;
import io.jhaproxy.core.runtime.RuntimeBackend;

/** A backend as the runtime API sees it. */
record LiveBackend(Backend backend) implements RuntimeBackend {
  @Override
  public void dynamicCookie(boolean on) {
    backend.dynamicCookies(new DynamicCookies(on, backend.dynamicCookies().key()));
  }

  @Override
  public void dynamicCookieKey(String key) {
    backend.dynamicCookies(new DynamicCookies(backend.dynamicCookies().enabled(), key));
  }
}
