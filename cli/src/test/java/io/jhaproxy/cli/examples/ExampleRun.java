package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** One run of the script of an example against the built image; what it printed can be asked. */
final class ExampleRun {
  /** Exit status by which a script says that something it needs is missing. */
  private static final int MISSING = 77;

  /** By how much the scripts' own limits are longer than on a machine with nothing else to do. */
  private static final int PATIENCE = 4;

  /** The scripts limit themselves to 110 s times the patience; this is for one that hangs. */
  private static final long LIMIT_SECONDS = 120 * PATIENCE;

  private final String name;
  private final List<String> lines;

  private ExampleRun(String name, List<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  /**
   * Runs {@code examples/NAME/run} to its end. The test is skipped when peers, root rights or the
   * image are missing; with {@code -Dpeers=required} it fails instead.
   *
   * @param arguments of the script
   */
  static ExampleRun of(String name, Path folder, String... arguments)
      throws IOException, InterruptedException {
    return ofScript(name, path(name, "run"), folder, arguments);
  }

  /** The same with another script of the example's folder. */
  static ExampleRun of(String name, String scriptName, Path folder)
      throws IOException, InterruptedException {
    return ofScript(name, path(name, scriptName), folder);
  }

  private static Path path(String name, String scriptName) {
    return Path.of(System.getProperty("examples", "../examples"), name, scriptName);
  }

  /** The same with any script that uses the stage of the examples. */
  static ExampleRun ofScript(String name, Path path, Path folder, String... arguments)
      throws IOException, InterruptedException {
    Path script = path.toAbsolutePath();
    Path image = Path.of(System.getProperty("image", "target/dist"), "bin", "jhaproxy");
    Path output = folder.resolve(name + ".out");
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Path examples = Path.of(System.getProperty("examples", "../examples"));
    builder.environment().put("EXAMPLES", examples.toAbsolutePath().toString());
    builder.environment().put("JHAPROXY_PATIENCE", Integer.toString(PATIENCE));
    builder.environment().put("JHAPROXY", image.toAbsolutePath().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroy(); // its trap ends the peers and removes the namespace
      process.waitFor(15, TimeUnit.SECONDS);
    }
    List<String> lines = Files.readAllLines(output);
    lines.forEach(line -> System.out.println(name + ": " + line));
    assertThat(ended).as("%s ends within %d s", name, LIMIT_SECONDS).isTrue();
    if (process.exitValue() == MISSING) {
      missing(name, lines);
    }
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return new ExampleRun(name, lines);
  }

  private static void missing(String name, List<String> lines) {
    String reason = name + " " + String.join(" ", lines);
    if ("required".equals(System.getProperty("peers"))) {
      fail(reason);
    }
    Assumptions.abort(reason);
  }

  /** The number in the first group of the first line where the pattern is found. */
  long number(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    for (String line : lines) {
      Matcher matcher = compiled.matcher(line);
      if (matcher.find()) {
        return Long.parseLong(matcher.group(1));
      }
    }
    throw new AssertionError(name + ": no line with " + pattern + " in\n" + text());
  }

  /** All that was printed. */
  String text() {
    return String.join("\n", lines);
  }
}
