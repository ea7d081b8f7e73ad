package io.jhaproxy.core.config;

import io.jhaproxy.core.generation.Keywords;
import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code jhaproxy -c -f} does, without the process around it; also a small command. */
public final class ConfigCheck {
  private static final Registry REGISTRY = Keywords.registry();

  private ConfigCheck() {}

  /** An environment with a few variables and no features. */
  public static Environment environment() {
    return new Environment(Map.of("HOME", "/root", "LIST", "p q"), "2.6.12", Set.of());
  }

  /** The model of a configuration text. */
  public static ConfigModel model(String text) {
    return ConfigReader.read("t.cfg", text, environment(), REGISTRY);
  }

  /** The messages of a configuration text, NOTICE and above, as {@code SEVERITY text}. */
  public static List<String> messages(String text) {
    return model(text).diagnostics().stream()
        .filter(d -> d.severity() != Severity.DIAG)
        .map(d -> d.severity() + " " + d.message())
        .toList();
  }

  /** Checks the files given as arguments and prints as the program does. */
  public static void main(String[] args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Messages messages =
        new Messages(
            new PrintStream(out, true, StandardCharsets.ISO_8859_1),
            ProcessHandle.current().pid(),
            "2.6.12",
            "jhaproxy");
    int status = 1;
    try {
      List<Path> files =
          java.util.Arrays.stream(args).filter(a -> !a.startsWith("-")).map(Path::of).toList();
      ConfigModel model =
          ConfigReader.read(files, new Environment(System.getenv(), "2.6.12", Set.of()), REGISTRY);
      messages.print(model.diagnostics(), Severity.NOTICE);
      Verdict verdict = Verdict.of(model);
      status = verdict.status();
      System.out.print(verdict.text());
    } catch (ConfigException e) {
      Diagnostic diagnostic = e.diagnostic();
      messages.print(diagnostic);
    }
    System.err.writeBytes(out.toByteArray());
    System.exit(status);
  }
}
