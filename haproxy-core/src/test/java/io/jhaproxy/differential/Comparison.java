package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;

/** Runs scenarios with both programs and compares part by part. */
final class Comparison {
  private final Program reference = Program.executable(Program.REFERENCE);
  private final Program ours;
  private final KnownDifferences known;

  Comparison(Program ours) throws IOException {
    this.ours = ours;
    this.known = new KnownDifferences();
  }

  /** Skips where the reference is not installed, unless the peers are required. */
  static void assumeReference() {
    boolean there = Files.isExecutable(Program.REFERENCE);
    if ("required".equals(System.getProperty("peers"))) {
      assertThat(there).as("%s is required", Program.REFERENCE).isTrue();
    }
    assumeTrue(there, "no reference at " + Program.REFERENCE);
  }

  void compare(Scenario scenario) throws Exception {
    CompletableFuture<Observation> theirs =
        CompletableFuture.supplyAsync(() -> observe(reference, scenario));
    CompletableFuture<Observation> mine =
        CompletableFuture.supplyAsync(() -> observe(ours, scenario));
    Map<String, String> expected = theirs.get(60, TimeUnit.SECONDS).parts();
    Map<String, String> got = mine.get(60, TimeUnit.SECONDS).parts();
    SoftAssertions softly = new SoftAssertions();
    expected.forEach(
        (part, value) -> {
          String difference =
              difference(
                  known.withoutColumns(value), known.withoutColumns(got.getOrDefault(part, "")));
          if (known.has(scenario, part)) {
            softly
                .assertThat(difference)
                .as("%s: %s differs no longer: take it off the list", scenario, part)
                .isNotEmpty();
          } else {
            softly
                .assertThat(difference)
                .as("%s: %s (- reference, + ours)", scenario, part)
                .isEmpty();
          }
        });
    softly.assertAll();
  }

  /** The lines that only one side has; empty if the texts are equal. */
  private static String difference(String reference, String ours) {
    if (reference.equals(ours)) {
      return "";
    }
    List<String> theirLines = new ArrayList<>(List.of(reference.split("\n", -1)));
    List<String> ourLines = new ArrayList<>(List.of(ours.split("\n", -1)));
    List<String> common = new ArrayList<>(theirLines);
    common.retainAll(ourLines);
    StringBuilder difference = new StringBuilder("\n");
    for (String line : theirLines) {
      if (!common.contains(line)) {
        difference.append("- ").append(line).append('\n');
      }
    }
    for (String line : ourLines) {
      if (!common.contains(line)) {
        difference.append("+ ").append(line).append('\n');
      }
    }
    return difference.length() > 1
        ? difference.toString()
        : "\nthe same lines in another order or number:\n" + reference + "\nours:\n" + ours;
  }

  private static Observation observe(Program program, Scenario scenario) {
    try {
      return Bench.run(program, scenario);
    } catch (Exception failure) {
      throw new CompletionException(failure);
    }
  }
}
