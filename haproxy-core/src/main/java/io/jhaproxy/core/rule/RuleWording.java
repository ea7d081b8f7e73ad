package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;

/** HAProxy's words for what is wrong in a rule; they differ from one rule set to the other. */
final class RuleWording {
  private final String set;
  private final String proxy;
  private final Arguments line;

  /**
   * The words for the lines of a rule set.
   *
   * @param set such as {@code http-request}, {@code redirect} or {@code tcp-request content}
   */
  RuleWording(String set, SectionKind kind, String name, Arguments line) {
    this.set = set;
    this.proxy = (kind == SectionKind.LISTEN ? "proxy" : kind.keyword()) + " '" + name + "'";
    this.line = line;
  }

  /** The error for a line. */
  ConfigException error(RuleStatement statement, ExpressionException e) {
    if (set.equals("redirect")) {
      String text = sentence(e);
      return line.error(
          "error detected in " + proxy + " while parsing redirect rule : " + condition(e) + text);
    }
    return set.startsWith("tcp") ? tcp(statement, e) : http(statement, e).last();
  }

  private ConfigException http(RuleStatement statement, ExpressionException e) {
    String rule = "'" + set + " " + statement.word(0) + "'";
    return switch (e.part()) {
      case ACTION -> close("'" + set + "' " + expects() + ", but got '" + statement.word(0) + "'.");
      case REST ->
          close(
              rule
                  + " expects either 'if' or 'unless' followed by a condition but found '"
                  + found(statement, e)
                  + "'.");
      case CONDITION ->
          statement.word(0).equals("redirect")
              ? inRule(rule, "error in condition: " + sentence(e))
              : line.error(
                  "error detected while parsing an " + rule + " condition : " + sentence(e));
      case ARGUMENTS, EXPRESSION -> inRule(rule, sentence(e));
    };
  }

  private ConfigException inRule(String rule, String text) {
    return line.error("error detected in " + proxy + " while parsing " + rule + " rule : " + text);
  }

  private ConfigException tcp(RuleStatement statement, ExpressionException e) {
    String rule = "'" + set + " " + statement.word(0) + "'";
    return switch (e.part()) {
      case ACTION ->
          line.error(
              "'"
                  + set
                  + "' "
                  + expects()
                  + " in "
                  + proxy
                  + " (got '"
                  + statement.word(0)
                  + "').");
      case REST ->
          line.error(
              rule
                  + " only accepts 'if' or 'unless', in "
                  + proxy
                  + " (got '"
                  + found(statement, e)
                  + "').");
      case CONDITION ->
          line.error(
              rule
                  + " : error detected in "
                  + proxy
                  + " while parsing '"
                  + keyword(statement)
                  + "' condition : "
                  + sentence(e));
      case ARGUMENTS, EXPRESSION ->
          statement.word(0).startsWith("track-sc")
              ? line.error(rule + " : " + e.getMessage())
              : line.error(sentence(e));
    };
  }

  private static String condition(ExpressionException e) {
    return e.part() == ExpressionException.Part.CONDITION ? "error in condition: " : "";
  }

  private String expects() {
    String names =
        String.join(
            "', '",
            RuleCompiler.actions(set).keySet().stream()
                .filter(name -> !name.equals(BandwidthActions.NAME)) // newer than 2.6
                .map(name -> name.endsWith("(") ? name + "*)" : name)
                .toList());
    return "expects '" + names + "'";
  }

  private static String keyword(RuleStatement statement) {
    return texts(statement).contains("if") ? "if" : "unless";
  }

  /** The word at which the rest of the rule begins; the index counts behind the action. */
  private static String found(RuleStatement statement, ExpressionException e) {
    List<String> words = texts(statement);
    // What stands in parentheses behind the action counts as its first argument.
    int behind = statement.word(0).endsWith(")") ? 0 : 1;
    int index = Math.min(e.word() + behind, words.size() - 1);
    return index < 0 ? "" : words.get(index);
  }

  private ConfigException close(String text) {
    return new ConfigException(
        new Diagnostic(
            Severity.ALERT,
            line.location(),
            "config : parsing [" + line.location() + "]: " + text));
  }

  static List<String> texts(RuleStatement statement) {
    return statement.words().stream().map(Word::text).toList();
  }

  /** The error's text with a full stop. */
  static String sentence(ExpressionException e) {
    String text = String.valueOf(e.getMessage());
    return text.endsWith(".") ? text : text + ".";
  }
}
