package io.jhaproxy.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhaproxy.core.config.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry beside the reference executable's own {@code -dK} listing. */
class KeywordListingTest {
  private static final Path REFERENCE = Path.of("/usr/sbin/haproxy");

  @TempDir Path folder;

  /** How many may be missing of each class; these numbers only go down. */
  @ParameterizedTest
  @CsvSource({"acl, 0", "cfg, 0", "cli, 0", "cnv, 0", "flt, 0", "smp, 0", "svc, 0"})
  void nothingOfTheReferenceIsMissing(String className, int missing) throws Exception {
    boolean present = Files.isExecutable(REFERENCE);
    if (!present) {
      System.err.println("KeywordListingTest skipped: no " + REFERENCE);
    }
    assumeTrue(present, "no reference executable");
    Map<String, State.Status> ours = new HashMap<>();
    for (KeywordListing.Entry entry : new KeywordListing().entries(className)) {
      ours.put(key(entry.section(), entry.text()), entry.status());
    }
    int works = 0;
    int noEffect = 0;
    int notYet = 0;
    TreeSet<String> absent = new TreeSet<>();
    List<String> wanted = reference(className);
    for (String name : wanted) {
      State.Status status = ours.get(name);
      if (status == null) {
        absent.add(name);
      } else if (status == State.Status.WORKS) {
        works++;
      } else if (status == State.Status.NO_EFFECT) {
        noEffect++;
      } else {
        notYet++;
      }
    }
    System.out.printf(
        "keywords: %d works, %d no effect, %d not yet, %d missing of %d (%s)%n",
        works, noEffect, notYet, absent.size(), wanted.size(), className);
    assertThat(absent).as("missing in class " + className).hasSizeLessThanOrEqualTo(missing);
  }

  /** Types, arguments and places of fetches, converters and ACL forms, line by line. */
  @ParameterizedTest
  @CsvSource({"acl", "cnv", "smp"})
  void expressionsAreListedAsTheReferenceDoes(String className) throws Exception {
    assumeTrue(Files.isExecutable(REFERENCE), "no reference executable");
    String text = text(className);
    // The reference has the addresses of the server connection as integers.
    String expected =
        text.replaceFirst("bc_dst: sint", "bc_dst: ipv4")
            .replaceFirst("bc_src: sint", "bc_src: ipv4")
            .replaceFirst("(?s)Configuration file.*", "");
    assertThat(new KeywordListing().text(className)).isEqualTo(expected);
  }

  /** What the reference prints. */
  private String text(String className) throws IOException, InterruptedException {
    Path output = folder.resolve("listing");
    Process process =
        new ProcessBuilder(REFERENCE.toString(), "-dK" + className, "-c", "-f", "/dev/null")
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private List<String> reference(String className) throws IOException, InterruptedException {
    String section = "";
    List<String> names = new java.util.ArrayList<>();
    for (String line : text(className).split("\n")) {
      boolean keyword = !className.equals("cfg") || line.startsWith("\t");
      if (line.startsWith("#") || line.startsWith("Configuration file") || line.isBlank()) {
        continue;
      }
      if (keyword) {
        names.add(key(section, line));
      } else {
        section = line;
      }
    }
    return names;
  }

  /** The name in a line, without what follows it: arguments, types, places, capabilities. */
  private static String key(String section, String line) {
    String name =
        line.strip()
            .replaceFirst("^\\[ [Y. ]*] ", "")
            .replaceFirst("( \\+-?\\d+| \\[ .*]|( \\[\\w+])+|\\*)$", "")
            .replaceFirst("^(bind <addr>) ssl (?=.)", "$1 ");
    if (section.isEmpty() && !name.contains("= ")) {
      name = name.replaceFirst("[(:].*", "");
    }
    return section + " " + name.replaceFirst(" = .*", "");
  }
}
