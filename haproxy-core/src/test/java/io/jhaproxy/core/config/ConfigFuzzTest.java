package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.generation.Keywords;
import io.jhaproxy.grammar.source.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Configurations put together from good and bad lines, with words lost, doubled, swapped and bent:
 * no exception, no hang, every ALERT of a line names one. Seeds are fixed; {@code -Dfuzz.rounds}
 * runs longer.
 */
class ConfigFuzzTest {
  private static final String[] SECTIONS = {
    "global", "defaults", "defaults d", "frontend f", "backend b", "listen l", "userlist u",
    "peers p", "resolvers r", "mailers m", "cache c", "ring r", "program p", "log-forward lf",
    "fcgi-app a", "http-errors e", "frontend f from d", "listen l 127.0.0.1:1"
  };
  private static final String[] BENT = {
    "",
    "0",
    "-1",
    "99999999999",
    "abc",
    "5s",
    "{",
    "}",
    "if",
    "unless",
    "%[src]",
    "%[",
    "(",
    ")",
    "a,b",
    "'",
    "\"",
    "\\",
    "/nonex",
    "127.0.0.1:80",
    "::",
    "\u00ff",
    "!",
    "or"
  };

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (var in = ConfigFuzzTest.class.getResourceAsStream("keyword-cases.txt")) {
      new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.indexOf('|') > 0)
          .map(line -> line.substring(line.indexOf('|') + 1).strip())
          .filter(line -> !line.matches(".*(resolv|parse-resolv).*"))
          .forEach(line -> lines.addAll(List.of(line.split(" ;; "))));
    }
    return lines;
  }

  @Test
  void anyTextIsReadInTimeAndEveryErrorHasALine() throws IOException {
    List<String> lines = lines();
    Registry registry = Keywords.registry();
    for (int seed = 0; seed < Integer.getInteger("fuzz.rounds", 1500); seed++) {
      String text = text(new Random(seed), lines);
      ConfigModel model =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(20),
              () -> ConfigReader.read("f.cfg", text, ConfigCheck.environment(), registry),
              "seed " + seed + ":\n" + text);
      int last = text.split("\n", -1).length;
      for (Diagnostic diagnostic : model.diagnostics()) {
        assertThat(diagnostic.message()).isNotEmpty();
        assertThat(diagnostic.location().line()).as("%d: %s", seed, diagnostic).isBetween(0, last);
        if (diagnostic.message().contains("parsing [")) {
          assertThat(diagnostic.location().line()).as("%d: %s", seed, diagnostic).isPositive();
        }
      }
    }
  }

  private static String text(Random random, List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      if (i % 4 == 0) {
        text.append(SECTIONS[random.nextInt(SECTIONS.length)]).append('\n');
      }
      text.append(' ').append(bend(random, lines.get(random.nextInt(lines.size())))).append('\n');
    }
    return text.toString();
  }

  private static String bend(Random random, String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" +")));
    for (int i = random.nextInt(3); i > 0 && !words.isEmpty(); i--) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(5)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(at));
        case 2 -> words.set(at, BENT[random.nextInt(BENT.length)]);
        case 3 -> words.add(BENT[random.nextInt(BENT.length)]);
        default -> words.set(at, words.get(at) + BENT[random.nextInt(BENT.length)]);
      }
    }
    return String.join(" ", words);
  }
}
