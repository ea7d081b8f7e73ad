package io.jhaproxy.core.rule;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Something inside the proxy that answers requests. */
public interface Service {
  /**
   * Name in the server column of the log, for instance {@code <STATS>}; null if its requests are
   * not logged (manual, {@code monitor-uri}).
   */
  byte @Nullable [] loggedName();

  /** Whether the service needs the whole body before it can answer. */
  default boolean needsBody(RuleContext request) {
    return false;
  }

  /** Whether the client may go on with its connection; then the answer has no connection field. */
  default boolean keepsConnection(RuleContext request) {
    return false;
  }

  /** Appends the complete answer, first line to body. The request's body is in the context. */
  void answer(RuleContext request, ByteBuf out);
}
