package io.jhaproxy.core.log;

import io.jhaproxy.core.sample.SampleContext;

/**
 * What a log line sees of one stream (manual 8.2.6), besides its samples. The stream implements it.
 * All times are milliseconds; timers are -1 when their phase was not reached. Called once when the
 * line is written, on the stream's worker thread, without allocation.
 */
public interface LogSource extends SampleContext {
  // -- dates

  /** Wall-clock time of the accept (%t), milliseconds since 1970. */
  long acceptMillis();

  /** Wall-clock time at which the request's first byte came (%tr); the accept time for TCP. */
  long requestMillis();

  // -- timers (manual 8.4)

  /** %Th: handshakes (PROXY protocol, TLS); 0 without any. */
  int handshakeTime();

  /** %Ti: idle time before the request; 0 for TCP. */
  int idleTime();

  /** %TR: from the request's first byte to its complete head; 0 for TCP, -1 if never complete. */
  int requestTime();

  /** %Tw: in queues; -1 if a connection was never tried. */
  int queueTime();

  /** %Tc: connecting to the server, retries included; -1 if never established. */
  int connectTime();

  /** %Tr: waiting for the response head; 0 for TCP, -1 if it never came. */
  int responseTime();

  /** %Tt: from the accept (or the end of the request before) to the end of the stream. */
  int totalTime();

  /** True if the line is written before the end ("option logasap"): totals get a plus sign. */
  boolean early();

  // -- outcome

  /** %B: bytes sent to the client, headers included. */
  long bytesToClient();

  /** %U: bytes received from the client, headers included. */
  long bytesFromClient();

  /** First character of %ts: who or what ended the stream. */
  byte terminationCause();

  /** Second character of %ts: what the stream was doing. */
  byte terminationPhase();

  /** Third character of %tsc: persistence cookie of the client ("-" if the frontend has none). */
  byte cookieReceived();

  /** Fourth character of %tsc: what was done to the server's cookie. */
  byte cookieSent();

  /** %s as logged: the server's name, {@code <NOSRV>}, {@code <STATS>}, or a service's name. */
  byte[] loggedServerName();

  /** Syslog level that a rule has set, -2 = no line; -1 if none did. */
  default int logLevel() {
    return -1;
  }

  // -- load, each counted with this stream still in it

  /** %ac: connections of the process. */
  int processConnections();

  /** %fc: connections of the frontend. */
  int frontendConnections();

  /** %bc: connections of the backend. */
  int backendConnections();

  /** %sc: connections of the server. */
  int serverConnections();

  /** %rc: connection retries. */
  int retries();

  /** True if the last retry went to another server: %rc gets a plus sign. */
  boolean redispatched();

  /** %sq: requests before this one in the server's queue. */
  int serverQueue();

  /** %bq: requests before this one in the backend's queue. */
  int backendQueue();

  // -- counters

  /**
   * %lc: log lines of the frontend before this one; the stream takes the next number when it logs.
   */
  long logCounter();

  /** %rt: requests (or TCP sessions) of the process before this one. */
  long requestCounter();
}
