package io.jhaproxy.core.runtime;

import java.util.Map;
import java.util.TreeMap;

/**
 * The commands of HAProxy 2.6 (management guide 9.3) that are not implemented yet. A row: who takes
 * it and which mode it needs, then names.
 */
final class UnfinishedCommands {
  private static final String ROWS =
      """
      MASTER: @!<pid>, @<relative pid>, @master, mcli-debug-mode, reload, show proc
      WORKER: _getsocks, abort ssl ca-file, abort ssl cert, abort ssl crl-file
      WORKER: add acl, add map, add server, add ssl crt-list, clear acl
      WORKER: clear counters, clear map, clear table, commit acl, commit map
      WORKER: commit ssl ca-file, commit ssl cert, commit ssl crl-file, del acl
      WORKER: del map, del server, del ssl ca-file, del ssl cert, del ssl crl-file
      WORKER: del ssl crt-list, disable agent, disable dynamic-cookie backend
      WORKER: disable frontend, disable health, disable server, enable agent
      WORKER: enable dynamic-cookie backend, enable frontend, enable health
      WORKER: enable server, get acl, get map, get var, get weight, new ssl ca-file
      WORKER: new ssl cert, new ssl crl-file, prepare acl, prepare map
      WORKER: set dynamic-cookie-key backend, set map, set maxconn frontend
      WORKER: set maxconn global, set maxconn server, set profiling, set rate-limit
      WORKER: set server, set ssl ca-file, set ssl cert, set ssl crl-file
      WORKER: set ssl ocsp-response, set ssl tls-key, set table, set weight, show acl
      WORKER: show activity, show backend, show cache, show errors, show events
      WORKER: show fd, show libs, show map, show peers, show pools, show profiling
      WORKER: show resolvers, show servers conn, show servers state, show sess
      WORKER: show ssl ca-file, show ssl cert, show ssl crl-file, show ssl crt-list
      WORKER: show ssl ocsp-response, show ssl providers, show startup-logs
      WORKER: show table, show tasks, show threads, show tls-keys, show trace
      WORKER: shutdown frontend, shutdown session, shutdown sessions server, trace
      WORKER EXPERT: debug dev bug, debug dev check, debug dev close, debug dev delay
      WORKER EXPERT: debug dev exit, debug dev fd, debug dev hex, debug dev log
      WORKER EXPERT: debug dev loop, debug dev panic, debug dev sched, debug dev stream
      WORKER EXPERT: debug dev sym, debug dev tkill, debug dev warn, debug dev write
      WORKER EXPERT: httpclient
      WORKER EXPERIM: set var
      """;

  private UnfinishedCommands() {}

  /** Where each command works, such as {@code [WORKER] [EXPERT]}, by name in order. */
  static Map<String, String> places() {
    Map<String, String> places = new TreeMap<>();
    ROWS.lines()
        .map(row -> row.split(": ", 2))
        .forEach(
            row -> {
              String place = "[" + row[0].replace(" ", "] [") + "]";
              for (String name : row[1].split(", ")) {
                places.put(name, place);
              }
            });
    return places;
  }
}
