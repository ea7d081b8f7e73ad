package io.jhaproxy.core.rule;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.log.LogSource;
import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.Slice;
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

  /** Counts a login that failed as an error of the client. */
  default void countFailedLogin() {}

  /** Counts a header rewrite that failed for lack of room (wrew). */
  default void countFailedRewrite() {}

  /** Whether a rewrite that fails is an error ({@code strict-mode}). */
  default boolean strictRewriting() {
    return true;
  }

  /** Changes how the stream is treated. */
  default void change(StreamChange what, long value) {}

  /** Changes the client's address ({@code source}) or the one it connected to; copied. */
  default void setAddress(boolean source, Address address) {}

  /** Puts a text into a capture slot of the frontend; what is too long is cut. */
  default void capture(boolean request, int index, Slice text) {}

  /** Adds a field to the 103 response that is sent before the final one. */
  default void earlyHint(byte[] name, Slice value) {}

  /** Sends the 103 response that early-hint rules have put together. */
  default void sendEarlyHints() {}

  /**
   * Whether the body that a rule waits for is there already; if not, the set is evaluated again
   * from the rule behind it when it is, or when the time is up.
   *
   * @param millis how long to wait
   * @param bytes how much is enough; 0: all of it, or what a buffer holds
   */
  default boolean awaitBody(long millis, long bytes) {
    return true;
  }

  /**
   * Looks for an answer in the cache; true if there is one: the set returns {@link Verdict#SERVED}.
   */
  default boolean useCache(Cache cache) {
    return false;
  }

  /** The response may be kept in the cache for others, as it is now. */
  default void keepIn(Cache cache) {}

  /**
   * Passes no more than so many bytes in a period from now on.
   *
   * @param bytes in a period, or less than 1 for the filter's own limit
   * @param millis length of a period, or less than 1 for the filter's own
   */
  default void limitBandwidth(BandwidthFilter filter, long bytes, long millis) {}

  /** A service answers; the set returns {@link Verdict#SERVED}. */
  default void serve(Service service) {}

  /** The rule that ended a set. */
  default void lastRule(RulePlace place) {}

  /** The set stopped at a rule ({@link Verdict#BODY}): it goes on with this one. */
  default void resumeAt(int rule) {}
}
