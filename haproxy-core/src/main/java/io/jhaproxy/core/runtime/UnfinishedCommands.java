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
      WORKER: abort ssl ca-file, abort ssl cert, abort ssl crl-file, add ssl crt-list
      WORKER: commit ssl ca-file, commit ssl cert, commit ssl crl-file, del ssl ca-file
      WORKER: del ssl cert, del ssl crl-file, del ssl crt-list
      WORKER: new ssl ca-file, new ssl cert, new ssl crl-file, set ssl ca-file
      WORKER: set ssl cert, set ssl crl-file, set ssl ocsp-response, set ssl tls-key
      WORKER: show resolvers, show ssl ca-file, show ssl cert, show ssl crl-file
      WORKER: show ssl crt-list, show ssl ocsp-response, show ssl providers, show tls-keys
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
