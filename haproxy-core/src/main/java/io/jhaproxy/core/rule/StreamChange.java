package io.jhaproxy.core.rule;

/** What a rule changes about its stream besides messages; each has one number. */
public enum StreamChange {
  /** Syslog level of the access line, 0 to 7; {@link #SILENT} = no line. */
  LOG_LEVEL,
  /** Replaces {@code timeout server}, milliseconds. */
  SERVER_TIMEOUT,
  /** Replaces {@code timeout tunnel}, milliseconds. */
  TUNNEL_TIMEOUT,
  /** SO_MARK of the client's connection, 32 bits. */
  MARK,
  /** TOS or traffic class of the client's connection, 0 to 255. */
  TOS,
  /** Class in queues, -2047 to 2047; lower ones go first. */
  PRIORITY_CLASS,
  /** Milliseconds added to the time at which it entered a queue, -524287 to 524287. */
  PRIORITY_OFFSET,
  /** 0: the request is not sent again after it reached a server. */
  L7_RETRIES,
  /** 0: a rewrite that fails is ignored, 1: it is an error. */
  STRICT_REWRITING,
  /** 1: a PROXY protocol header comes before everything else. */
  EXPECT_PROXY,
  /** 1: a client IP insertion header of NetScaler comes before everything else. */
  EXPECT_NETSCALER;

  /** The level of a stream whose access line is not written. */
  public static final int SILENT = -2;
}
