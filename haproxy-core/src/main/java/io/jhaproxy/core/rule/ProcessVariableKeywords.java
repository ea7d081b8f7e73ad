package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.jhaproxy.grammar.source.ConfigException;

/**
 * {@code set-var} and {@code set-var-fmt} of the global section (manual 3.1): variables of the
 * process that are set before anything runs.
 */
public final class ProcessVariableKeywords implements KeywordSet {
  /**
   * A variable and what it gets.
   *
   * @param name with its scope, {@code proc.NAME}
   * @param text an expression or a format
   * @param format whether it is a format
   */
  public record Assignment(String name, String text, boolean format) {}

  /** The assignments in the order of the file. */
  public static final ListKey<Assignment> ASSIGNMENTS = ListKey.own("set-var");

  private static final Library LIBRARY = StandardLibrary.create();

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("set-var")
            .in(SectionKind.GLOBAL)
            .args(0, -1)
            .parses((a, d) -> assign(a, d, false))
            .since("2.4"));
    registry.add(
        Keyword.of("set-var-fmt")
            .in(SectionKind.GLOBAL)
            .args(0, -1)
            .parses((a, d) -> assign(a, d, true))
            .since("2.5"));
  }

  private static void assign(Arguments a, SectionDraft d, boolean format) throws ConfigException {
    if (a.size() < 2) {
      throw a.error(
          "'"
              + a.keyword()
              + "' requires a process-wide variable name ('proc.<name>') and "
              + (format ? "a format string." : "a sample expression."));
    }
    String name = a.get(0);
    String problem = VariableNames.problem(name);
    if (problem != null) {
      boolean syntax = problem.startsWith("invalid syntax");
      throw a.errorAt(0, syntax ? problem.replaceFirst("'$", ")'") : problem);
    }
    if (!name.startsWith("proc.")) {
      throw a.errorAt(
          0,
          "'"
              + a.keyword()
              + "': cannot set variable '"
              + name
              + "', only scope 'proc' is permitted in the global section.");
    }
    Words words = new Words(a.texts(1), a.location());
    try {
      String text = format ? words.next("a format") : words.expression();
      if (format) {
        new LogFormatCompiler(LIBRARY, "localhost", 1)
            .compileText(text, Phase.CONFIG, new CheckedNames());
      } else {
        check(name, text);
      }
      if (!words.atEnd()) {
        a.warn("'" + words.peek() + "' behind '" + text + "' is left out.");
      }
      d.add(ASSIGNMENTS, new Assignment(name, text, format));
    } catch (ExpressionException e) {
      throw a.errorAt(1, String.valueOf(e.getMessage()));
    }
  }

  private static void check(String name, String text) throws ExpressionException {
    Expression expression = LIBRARY.compile(SampleExpression.parse(text), new CheckedNames());
    if (!expression.need().inConfiguration()) {
      throw new ExpressionException(
          0,
          0,
          "fetch method 'set-var("
              + name
              + ")' extracts information from '"
              + expression.need().words()
              + "', none of which is available here");
    }
  }
}
