package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.rule.RuleContext;
import org.jspecify.annotations.Nullable;

/** Chooses the backend of a stream: {@code use_backend} rules, then {@code default_backend}. */
public interface Routing {
  /** The backend, or null if there is none: 503. */
  @Nullable Backend route(RuleContext context);
}
