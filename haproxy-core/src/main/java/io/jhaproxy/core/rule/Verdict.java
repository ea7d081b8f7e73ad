package io.jhaproxy.core.rule;

/** What the stream must do after a rule set was evaluated. */
public enum Verdict {
  /** Nothing decided: go on with the next phase. */
  CONTINUE,
  /** More bytes are needed; evaluate the set again from its start when they came or time is up. */
  WAIT,
  /** More of the body is needed: go on with the rule behind ({@link RuleContext#resumeAt}). */
  BODY,
  /** {@link RuleContext#answer} was called: send it and end the request (termination LR). */
  ANSWERED,
  /** A cache or a service inside the proxy has an answer: send it and end the request. */
  SERVED,
  /** {@link RuleContext#deny} was called: send it, count a denied request or response (PR). */
  DENIED,
  /** {@link RuleContext#tarpit} was called: keep the client waiting, then answer (PT). */
  TARPITTED,
  /** The client speaks HTTP from here on ("tcp-request content switch-mode http"). */
  SWITCHED,
  /** Close the connection without an answer ("tcp-request ... reject"). */
  REJECTED,
  /** Close the server's connection ("tcp-response content close"). */
  CLOSED,
  /** Forget the connection so that the client gets no notice of it ("silent-drop"). */
  DROPPED,
  /** The request is malformed: answer 400, count an invalid request. */
  INVALID,
  /** A rule failed for lack of space: answer 500, count an internal error. */
  FAILED
}
