package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.haproxy.StatementReader;
import io.jhaproxy.grammar.haproxy.SyntaxTree;
import io.jhaproxy.grammar.haproxy.SyntaxTreeReader;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads configuration files into a {@link ConfigModel}. Errors in the files are diagnostics of the
 * model; only files that cannot be read at all are exceptions.
 */
public final class ConfigReader {
  /** Errors after which HAProxy stops reading. */
  static final int MAX_ERRORS = 50;

  private final Registry registry;
  private final Environment environment;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final ModelBuilder builder;
  private Consumer<Statement> seen = statement -> {};
  private int errors;

  private ConfigReader(Registry registry, Environment environment) {
    this.registry = registry;
    this.environment = environment;
    this.builder = new ModelBuilder(registry, environment, this::report);
  }

  /**
   * Reads the files in order.
   *
   * @param files files and directories; of a directory all {@code *.cfg} files, sorted by name
   * @param environment variables, which {@code setenv} changes
   * @throws ConfigException if a file cannot be read
   */
  public static ConfigModel read(List<Path> files, Environment environment, Registry registry)
      throws ConfigException {
    return read(files, environment, registry, statement -> {});
  }

  /**
   * Reads the files in order and shows each statement as it is read.
   *
   * @param seen gets every statement behind conditions and variables, also those that are refused
   */
  public static ConfigModel read(
      List<Path> files, Environment environment, Registry registry, Consumer<Statement> seen)
      throws ConfigException {
    return read(load(files), environment, registry, seen);
  }

  /**
   * The text of files.
   *
   * @param files files and directories; of a directory all {@code *.cfg} files, sorted by name
   * @throws ConfigException if a file cannot be read
   */
  public static ConfigText load(List<Path> files) throws ConfigException {
    List<ConfigText.Part> parts = new ArrayList<>();
    for (Path file : expand(files)) {
      parts.add(new ConfigText.Part(displayName(file), content(file)));
    }
    return new ConfigText(parts);
  }

  static ConfigModel read(
      ConfigText text, Environment environment, Registry registry, Consumer<Statement> seen) {
    List<String> names = text.parts().stream().map(ConfigText.Part::name).toList();
    environment.set("HAPROXY_CFGFILES", String.join(";", names));
    ConfigReader reader = new ConfigReader(registry, environment);
    reader.seen = seen;
    for (ConfigText.Part part : text.parts()) {
      if (!reader.builder.aborted()) {
        reader.readFile(part.name(), part.text());
      }
    }
    return reader.finish();
  }

  /** Reads one configuration from memory, for tests and tools. */
  public static ConfigModel read(
      String name, String text, Environment environment, Registry registry) {
    ConfigReader reader = new ConfigReader(registry, environment);
    reader.readFile(
        name, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    return reader.finish();
  }

  private static List<Path> expand(List<Path> files) throws ConfigException {
    List<Path> expanded = new ArrayList<>();
    for (Path file : files) {
      if (!Files.isDirectory(file)) {
        expanded.add(file);
        continue;
      }
      try (Stream<Path> children = Files.list(file)) {
        children
            .filter(child -> child.getFileName().toString().endsWith(".cfg"))
            .filter(child -> !child.getFileName().toString().startsWith("."))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(expanded::add);
      } catch (IOException e) {
        throw cannotOpen(file, e);
      }
    }
    return expanded;
  }

  private static String content(Path file) throws ConfigException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw cannotOpen(file, e);
    }
  }

  private static ConfigException cannotOpen(Path file, IOException cause) {
    String reason =
        cause instanceof NoSuchFileException
            ? "No such file or directory"
            : cause instanceof AccessDeniedException
                ? "Permission denied"
                : String.valueOf(cause.getMessage());
    ConfigException exception =
        new ConfigException(
            Diagnostic.config(
                Severity.ALERT,
                "Cannot open configuration file/directory " + displayName(file) + " : " + reason));
    exception.initCause(cause);
    return exception;
  }

  /** A file's name in messages and locations: one character per byte, as everywhere. */
  public static String displayName(Path file) {
    return new String(
        file.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private void readFile(String name, String text) {
    int before = errors;
    SyntaxTree tree = SyntaxTreeReader.read(name, text);
    StatementReader statements = new StatementReader(tree, environment, this::report);
    builder.startFile();
    Statement statement = statements.next();
    while (statement != null && !builder.aborted()) {
      if (errors >= MAX_ERRORS) {
        report(
            Diagnostic.parsing(
                Severity.ALERT,
                statement.location().wholeLine(),
                ": too many fatal errors (" + MAX_ERRORS + "), stopping now."));
        break;
      }
      seen.accept(statement);
      builder.accept(statement);
      statements.enterSection(builder.sectionTitle());
      statement = statements.next();
    }
    if (statements.aborted()) {
      builder.abort();
    } else if (!tree.lastLineTerminated()) {
      warnAboutLastLine(tree);
    }
    if (errors > before) {
      report(Diagnostic.config(Severity.ALERT, "Error(s) found in configuration file : " + name));
    }
  }

  private void warnAboutLastLine(SyntaxTree tree) {
    int line = tree.lines().size();
    Location location = new Location(tree.file(), line, 0);
    int position = tree.lines().get(line - 1).raw().length() + 1;
    report(
        new Diagnostic(
            Severity.WARNING,
            location,
            "config : parsing ["
                + location
                + "]: Missing LF on last line, file might have been truncated at position "
                + position
                + "."));
  }

  private void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
    if (diagnostic.fatal()) {
      errors++;
    }
  }

  private ConfigModel finish() {
    ConfigModel model = builder.build(List.of());
    if (errors == 0) {
      for (ExtraSection section : model.extras()) {
        registry.sectionChecks().forEach(check -> check.check(section, model, this::report));
      }
      check(model, CheckPhase.MODE, CheckPhase.OPTIONS);
    }
    if (errors > 0) {
      if (!builder.aborted()) {
        report(Diagnostic.config(Severity.ALERT, "Fatal errors found in configuration."));
      }
      return model.with(diagnostics);
    }
    check(model, CheckPhase.ADDRESSES, CheckPhase.ADDRESSES);
    if (errors > 0) {
      report(Diagnostic.config(Severity.ALERT, "Failed to initialize server(s) addr."));
    }
    return model.with(diagnostics);
  }

  private void check(ConfigModel model, CheckPhase first, CheckPhase last) {
    List<ModelCheck> checks = registry.checks(first, last);
    Consumer<Diagnostic> report = this::report;
    for (ProxyModel proxy : model.proxies()) {
      if (proxy.settings().get(ProxyKeys.DISABLED)) {
        continue;
      }
      for (ModelCheck check : checks) {
        check.check(proxy, model, report);
      }
    }
  }
}
