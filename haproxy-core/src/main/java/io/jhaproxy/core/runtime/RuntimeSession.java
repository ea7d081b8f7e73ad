package io.jhaproxy.core.runtime;

import java.util.List;

/**
 * A client connection as {@code show sess} tells it.
 *
 * @param id what commands call it
 * @param protocol tcpv4, tcpv6 or unix_stream
 * @param source where the client is
 * @param frontend the accepting proxy
 * @param backend the servers' proxy, or {@code <NONE>}
 * @param server the server, or {@code <none>}
 * @param acceptedMillis wall clock of the accept
 * @param worker number of the worker, from 0
 * @param details further lines for this session alone
 */
public record RuntimeSession(
    long id,
    String protocol,
    String source,
    String frontend,
    String backend,
    String server,
    long acceptedMillis,
    int worker,
    List<String> details) {
  /** Copies the lines. */
  public RuntimeSession {
    details = List.copyOf(details);
  }
}
