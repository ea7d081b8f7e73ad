package io.jhaproxy.core.rule;

import io.jhaproxy.core.log.LogSource;
import org.jspecify.annotations.Nullable;

/**
 * What rules may do to a running stream. The stream implements it; all calls come from its worker
 * thread while a {@link RuleSet} is evaluated, and only record the decision: the stream acts when
 * the {@link Verdict} is returned.
 */
public interface RuleContext extends LogSource {
  /** Head of the request; only in phases that have one. */
  HttpEdit requestEdit();

  /** Head of the response; only in phases that have one. */
  HttpEdit responseEdit();

  /** The reusable answer object of this stream or worker. */
  HttpAnswer answerBuffer();

  /** Ends the request with this answer; the set returns {@link Verdict#ANSWERED}. */
  void answer(HttpAnswer answer);

  /**
   * Refuses the message; the set returns {@link Verdict#DENIED}. With a null answer the proxy's
   * errorfile or the standard answer for {@code status} is sent.
   */
  void deny(int status, @Nullable HttpAnswer answer);

  /**
   * Refuses the request after "timeout tarpit"; the set returns {@link Verdict#TARPITTED}. The
   * answer, if any, must be copied by the stream.
   */
  void tarpit(int status, @Nullable HttpAnswer answer);

  /** Sends the proxy's errorfile or the standard answer for {@code status}, without denying. */
  void answerError(int status);

  /** Counts a header rewrite that failed for lack of room (wrew). */
  default void countFailedRewrite() {}
}
