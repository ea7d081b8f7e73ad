package io.jhaproxy.core.http;

import io.jhaproxy.core.rule.RuleContext;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Something inside the proxy that answers requests: the statistics page, a monitor URI. */
public interface HttpService {
  /**
   * Name in the server column of the log, for instance {@code <STATS>}; null if its requests are
   * not logged (manual, {@code monitor-uri}).
   */
  byte @Nullable [] loggedName();

  /** Whether this request is for the service. */
  boolean accepts(RuleContext request);

  /** Whether the service needs the whole body before it can answer. */
  boolean needsBody(RuleContext request);

  /** Whether the client may go on with its connection; then the answer has no connection field. */
  default boolean keepsConnection() {
    return false;
  }

  /** Appends the complete answer, first line to body. The request's body is in the context. */
  void answer(RuleContext request, ByteBuf out);
}
