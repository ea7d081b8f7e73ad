package io.jhaproxy.vrrp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The registry: complete, and each entry says what it does. */
class KeywordTableTest {
  @Test
  void whatHasNoEffectSaysWhy() {
    List<Keyword> all = Registry.keepalived().all();
    assertThat(all).hasSizeGreaterThan(400);
    assertThat(all)
        .allMatch(k -> k.status() == Keyword.Status.WORKS || !k.note().isEmpty())
        .noneMatch(k -> k.arguments().isEmpty());
  }

  /** Every keyword that keepalived's parsers know is here (rows of lines are read by readers). */
  @Test
  void everyKeywordOfTheTableIsThere() throws IOException {
    String shared = System.getProperty("shared", "");
    if (shared.isEmpty()) {
      System.out.println("SKIPPED: no -Dshared, the table of keepalived's keywords is not there");
      Assumptions.abort("no table");
    }
    List<Keyword> all = Registry.keepalived().all();
    List<String> missing = new ArrayList<>();
    List<String> rows = Files.readAllLines(Path.of(shared, "reference", "keepalived-keywords.tsv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split("\t", -1);
      if (cells[0].equals("(syntax)") || cells[0].endsWith(" line")) {
        continue;
      }
      boolean there =
          all.stream()
              .anyMatch(
                  k ->
                      k.name().equals(cells[1])
                          && (k.block().startsWith(cells[0]) || cells[0].startsWith("checker")));
      if (!there) {
        missing.add(cells[0] + " " + cells[1]);
      }
    }
    assertThat(missing).isEmpty();
  }
}
