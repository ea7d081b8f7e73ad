package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/** {@code http-error} and {@code errorfiles} lines (manual 4.2): read and checked. */
public final class ErrorAnswerKeywords implements KeywordSet {
  /** {@code http-error} lines in order. */
  public static final ListKey<RuleStatement> HTTP_ERRORS = ListKey.inherited("http-error");

  /** {@code errorfiles} lines in order. */
  public static final ListKey<RuleStatement> ERROR_FILES = ListKey.inherited("errorfiles");

  private static final Set<Integer> CODES =
      Set.of(
          200, 400, 401, 403, 404, 405, 407, 408, 410, 413, 421, 422, 425, 429, 500, 501, 502, 503,
          504);

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("http-error")
            .inProxies()
            .args(0, -1)
            .parses(ErrorAnswerKeywords::httpError)
            .since("2.2"));
    registry.add(
        Keyword.of("errorfiles")
            .inProxies()
            .args(0, -1)
            .parses(ErrorAnswerKeywords::errorFiles)
            .since("2.2"));
    registry.add(CheckPhase.NAMES, ErrorAnswerKeywords::checkNames);
  }

  private static void errorFiles(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(a, "errorfiles : expects <name> as argument.");
    for (int i = 1; i < a.size(); i++) {
      int code = a.get(i).matches("[0-9]{1,6}") ? Integer.parseInt(a.get(i)) : 0;
      if (!CODES.contains(code)) {
        throw a.errorAt(i, "errorfiles : status code '" + code + "' not handled.");
      }
    }
    d.add(ERROR_FILES, a.rule("errorfiles", 0));
  }

  private static void httpError(Arguments a, SectionDraft d) throws ConfigException {
    if (!a.get(0).equals("status")) {
      throw a.error("http-error : expects at least a <status> as arguments.");
    }
    boolean type = false;
    String payload = "";
    for (int i = 0; i < a.size(); i++) {
      String word = a.get(i);
      String value = a.get(i + 1);
      switch (word) {
        case "status" -> status(a, i++);
        case "content-type" -> {
          type = true;
          i++;
        }
        case "errorfile" -> {
          requireFile(a, value, "'.");
          i++;
        }
        case "file", "lf-file" -> {
          requireFile(a, value, "'");
          payload = word;
          i++;
        }
        case "string", "lf-string" -> {
          payload = value.isEmpty() ? "" : word;
          i++;
        }
        case "default-errorfiles" -> {}
        case "errorfiles" -> i++;
        case "hdr" -> i += 2;
        default -> throw a.errorAt(i, "http-error : unknown keyword '" + word + "'.");
      }
    }
    if (!payload.isEmpty() && !type) {
      throw a.error(
          "http-error : a content type must be defined when non-empty payload is configured");
    }
    d.add(HTTP_ERRORS, a.rule("http-error", 0));
  }

  private static void status(Arguments a, int index) throws ConfigException {
    String value = a.get(index + 1);
    if (value.isEmpty()) {
      throw a.errorAt(index, "http-error : 'status' expects <status_code> as argument");
    }
    if (!value.matches("[0-9]{3}") || !CODES.contains(Integer.parseInt(value))) {
      throw a.errorAt(index + 1, "http-error : Unexpected status code '" + value + "'");
    }
  }

  private static void requireFile(Arguments a, String file, String end) throws ConfigException {
    boolean there;
    try {
      there = Files.isReadable(Path.of(file));
    } catch (InvalidPathException e) {
      there = false;
    }
    if (!there) {
      throw a.error("http-error : error opening file '" + file + end);
    }
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (RuleStatement line : proxy.settings().list(ERROR_FILES)) {
      unknown(proxy, model, line, line.word(0), diagnostics);
    }
    for (RuleStatement line : proxy.settings().list(HTTP_ERRORS)) {
      for (int i = 0; i < line.words().size(); i++) {
        if (line.word(i).equals("errorfiles")) {
          unknown(proxy, model, line, line.word(i + 1), diagnostics);
        }
      }
    }
  }

  private static void unknown(
      ProxyModel proxy,
      ConfigModel model,
      RuleStatement line,
      String name,
      Consumer<Diagnostic> diagnostics) {
    if (!model.has(SectionKind.HTTP_ERRORS, name)) {
      diagnostics.accept(
          new Diagnostic(
              Severity.ALERT,
              line.location().wholeLine(),
              "config : proxy '"
                  + proxy.name()
                  + "': unknown http-errors section '"
                  + name
                  + "' (at "
                  + line.location()
                  + ")."));
    }
  }
}
