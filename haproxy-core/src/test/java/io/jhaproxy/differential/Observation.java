package io.jhaproxy.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen of one program, in a form that can be compared.
 *
 * @param answers what the client received, header names in lower case, chunks put together
 * @param end {@code closed}, {@code reset} or {@code open} as the client saw it
 * @param origin what the origin received, per connection
 * @param log access log lines without times, ports and process ids
 * @param statistics CSV rows of frontend, server and backend without times and rates
 */
record Observation(
    String answers, String end, List<String> origin, List<String> log, List<String> statistics) {
  /** The parts by name, as they are compared. */
  Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("answers", answers);
    parts.put("end", end);
    parts.put("origin", String.join("\n--\n", origin));
    parts.put("log", String.join("\n", log));
    parts.put("statistics", String.join("\n", statistics));
    return parts;
  }
}
