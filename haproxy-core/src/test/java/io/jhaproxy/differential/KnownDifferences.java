package io.jhaproxy.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The lines of known-differences.tsv: scenario, part, reason; or {@code column}, the beginning of a
 * statistics column's name, reason.
 */
final class KnownDifferences {
  private final Map<String, String> reasons = new HashMap<>();
  private final List<String> columnPrefixes = new ArrayList<>();

  KnownDifferences() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                KnownDifferences.class.getResourceAsStream("known-differences.tsv"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] columns = line.split("\t", 3);
          if (columns.length < 3 || columns[2].isBlank()) {
            throw new IOException("a known difference needs scenario, part and reason: " + line);
          }
          if (columns[0].equals("column")) {
            columns(columns[1]);
          } else {
            reasons.put(columns[0] + "\t" + columns[1], columns[2]);
          }
        }
      }
    }
  }

  private void columns(String prefix) {
    columnPrefixes.add(" " + prefix);
  }

  /** The statistics without the columns that are listed. */
  String withoutColumns(String statistics) {
    return statistics
        .lines()
        .filter(line -> columnPrefixes.stream().noneMatch(line::contains))
        .collect(Collectors.joining("\n"));
  }

  boolean has(Scenario scenario, String part) {
    return reasons.containsKey(scenario.name + "\t" + part);
  }
}
