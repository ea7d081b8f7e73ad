package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Good configurations with one or two lines bent (words lost, doubled, swapped, misspelt, moved
 * from elsewhere), to {@code haproxy -c} and to us: the same verdict and the same messages, as
 * {@link ReferenceCheck} compares them. Seeds are fixed; {@code -Dmutations=N} tries more of them,
 * {@code -Dmutations.from=S} others.
 */
class ConfigMutationIT {
  private static final String[] BENT = {
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
    "(",
    ")",
    "a,b",
    "'",
    "/nonex",
    "127.0.0.1:80",
    "!",
    "or",
    "http",
    "tcp",
    "*",
    "100000",
    "TRUE"
  };

  private static final Pattern LINE = Pattern.compile("t\\.cfg:(\\d+)");
  private static final Pattern OLD =
      Pattern.compile("not supported any|timer overflow|please use the 'bind' keyword");

  @TempDir Path folder;

  /** The base texts: those of the message tests that the reference accepts. */
  private static List<String> bases() throws IOException {
    List<String> all = new ArrayList<>(ReferenceMessagesTest.configurations().toList());
    String shared = System.getProperty("mutations.bases");
    if (shared != null) {
      try (Stream<Path> files = Files.list(Path.of(shared))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".cfg")).sorted().toList()) {
          all.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all;
  }

  @Test
  void sameVerdicts() throws Exception {
    ReferenceCheck.assumePresent();
    List<String> bases = new ArrayList<>();
    for (String base : bases()) {
      if (ReferenceCheck.ours(base).equals(ReferenceCheck.reference(base, folder))) {
        bases.add(base);
      }
    }
    List<String> lines = bases.stream().flatMap(String::lines).filter(l -> !l.isBlank()).toList();
    List<String> otherStatus = new ArrayList<>();
    List<String> otherLines = new ArrayList<>();
    int from = Integer.getInteger("mutations.from", 0);
    int count = Integer.getInteger("mutations", 600);
    for (int seed = from; seed < from + count; seed++) {
      Random random = new Random(seed);
      String text = mutate(bases.get(random.nextInt(bases.size())), lines, random);
      ReferenceCheck reference = ReferenceCheck.reference(text, folder);
      ReferenceCheck ours = ReferenceCheck.ours(text);
      if (oldForm(reference, ours)) {
        continue;
      }
      if (ours.status() != reference.status()) {
        otherStatus.add(difference(seed, text, reference, ours));
      } else if (!alertLines(ours).equals(alertLines(reference))) {
        otherLines.add(difference(seed, text, reference, ours));
      }
    }
    System.out.println(
        "mutated configurations: " + count + ", ALERTs about other lines: " + otherLines.size());
    assertThat(otherStatus).isEmpty();
    assertThat(otherLines).as("ALERTs about other lines").hasSizeLessThan(1 + count / 50);
  }

  private static List<String> alertLines(ReferenceCheck check) {
    return check.messages().stream()
        .filter(message -> message.startsWith("ALERT"))
        .map(message -> LINE.matcher(message))
        .map(matcher -> matcher.find() ? matcher.group(1) : "")
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean oldForm(ReferenceCheck reference, ReferenceCheck ours) {
    return reference.messages().stream().anyMatch(message -> OLD.matcher(message).find())
        || ours.messages().stream().anyMatch(message -> message.contains("old form"));
  }

  private static String mutate(String base, List<String> pool, Random random) {
    List<String> lines = new ArrayList<>(base.lines().toList());
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(10)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
        case 2, 3 -> lines.add(at, pool.get(random.nextInt(pool.size())));
        default -> lines.set(at, bend(lines.get(at), random));
      }
      if (lines.isEmpty()) {
        lines.add("global");
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String bend(String line, Random random) {
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
    int at = random.nextInt(words.size());
    switch (random.nextInt(7)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, words.get(random.nextInt(words.size())));
      case 2 -> words.set(at, BENT[random.nextInt(BENT.length)]);
      case 3 -> words.add(at, BENT[random.nextInt(BENT.length)]);
      case 4 -> words.subList(at, words.size()).clear();
      case 5 -> words.set(at, misspell(words.get(at), random));
      default -> words.add(BENT[random.nextInt(BENT.length)]);
    }
    return indent + String.join(" ", words);
  }

  private static String misspell(String word, Random random) {
    if (word.length() < 2) {
      return word + word;
    }
    int at = random.nextInt(word.length() - 1);
    return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
  }

  private static String difference(
      int seed, String text, ReferenceCheck reference, ReferenceCheck ours) {
    List<String> wanted = new ArrayList<>(reference.messages());
    List<String> found = new ArrayList<>(ours.messages());
    List<String> common = new ArrayList<>(wanted);
    common.retainAll(found);
    wanted.removeAll(common);
    found.removeAll(common);
    StringBuilder said =
        new StringBuilder("\n#" + seed + " status " + reference.status() + " " + ours.status());
    wanted.forEach(line -> said.append("\n  haproxy: ").append(line).append(shown(line, text)));
    found.forEach(line -> said.append("\n  ours:    ").append(line).append(shown(line, text)));
    return said.toString();
  }

  /** The line a message is about. */
  private static String shown(String message, String text) {
    Matcher number = LINE.matcher(message);
    if (!number.find()) {
      return "";
    }
    List<String> lines = text.lines().toList();
    int line = Integer.parseInt(number.group(1));
    return line <= lines.size() ? "\n      | " + lines.get(line - 1).strip() : "";
  }
}
