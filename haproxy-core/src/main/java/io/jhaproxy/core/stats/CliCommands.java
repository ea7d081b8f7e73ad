package io.jhaproxy.core.stats;

import java.util.Map;
import java.util.TreeMap;

/**
 * The commands of the stats socket (Management Guide 9.3). None is implemented yet, as there is no
 * stats socket. A row: who takes it and which mode it needs, then names.
 */
public final class CliCommands {
  private static final String ROWS =
      """
      MASTER: @!<pid>, @<relative pid>, @master, mcli-debug-mode
      MASTER: reload, show proc
      WORKER: _getsocks, abort ssl ca-file, abort ssl cert, abort ssl crl-file
      WORKER: add acl, add map, add server, add ssl crt-list
      WORKER: clear acl, clear counters, clear map, clear table
      WORKER: commit acl, commit map, commit ssl ca-file, commit ssl cert
      WORKER: commit ssl crl-file, del acl, del map, del server
      WORKER: del ssl ca-file, del ssl cert, del ssl crl-file, del ssl crt-list
      WORKER: disable agent, disable dynamic-cookie backend, disable frontend, disable health
      WORKER: disable server, enable agent, enable dynamic-cookie backend, enable frontend
      WORKER: enable health, enable server, get acl, get map
      WORKER: get var, get weight, new ssl ca-file, new ssl cert
      WORKER: new ssl crl-file, prepare acl, prepare map, set dynamic-cookie-key backend
      WORKER: set map, set maxconn frontend, set maxconn global, set maxconn server
      WORKER: set profiling, set rate-limit, set server, set severity-output
      WORKER: set ssl ca-file, set ssl cert, set ssl crl-file, set ssl ocsp-response
      WORKER: set ssl tls-key, set table, set timeout, set weight
      WORKER: show acl, show activity, show backend, show cache
      WORKER: show env, show errors, show events, show fd
      WORKER: show info, show libs, show map, show peers
      WORKER: show pools, show profiling, show resolvers, show schema json
      WORKER: show servers conn, show servers state, show sess, show ssl ca-file
      WORKER: show ssl cert, show ssl crl-file, show ssl crt-list, show ssl ocsp-response
      WORKER: show ssl providers, show startup-logs, show stat, show table
      WORKER: show tasks, show threads, show tls-keys, show trace
      WORKER: shutdown frontend, shutdown session, shutdown sessions server, trace
      WORKER EXPERT: debug dev bug, debug dev check, debug dev close, debug dev delay
      WORKER EXPERT: debug dev exit, debug dev fd, debug dev hex, debug dev log
      WORKER EXPERT: debug dev loop, debug dev panic, debug dev sched, debug dev stream
      WORKER EXPERT: debug dev sym, debug dev tkill, debug dev warn, debug dev write
      WORKER EXPERT: httpclient
      MASTER WORKER: experimental-mode, expert-mode, help, operator
      MASTER WORKER: prompt, quit, show cli level, show cli sockets
      MASTER WORKER: show version, user
      WORKER EXPERIM: set var
      """;

  private CliCommands() {}

  /** Where each command works, such as {@code [WORKER] [EXPERT]}, by name in order. */
  public static Map<String, String> places() {
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
