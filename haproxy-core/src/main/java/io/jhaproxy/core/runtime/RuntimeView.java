package io.jhaproxy.core.runtime;

import io.jhaproxy.core.stats.StatsView;
import java.util.List;

/**
 * The running process as the commands see it. The engine implements it; every call is safe from any
 * thread, and what it tells may be a moment old.
 */
public interface RuntimeView {
  /** Proxies, servers and their counters. */
  StatsView stats();

  /** Wall clock of the start, milliseconds. */
  long startMillis();

  /** Wall clock now, milliseconds. */
  long nowMillis();

  /** Client connections so far. */
  long acceptedConnections();

  /** Requests so far. */
  long requests();

  /** The most connections of the process in one second so far. */
  long connectionRateMax();

  /** maxconnrate, 0 for none. */
  long connectionRateLimit();

  /** maxsessrate, 0 for none. */
  long sessionRateLimit();

  /** The limit of connections that the process started with. */
  long hardConnectionLimit();

  /** Sockets that accept clients. */
  int listeners();

  /** Bytes sent to clients so far. */
  long bytesOut();

  /** {@code NAME=VALUE} of the process's environment, in order. */
  List<String> environment();
}
