package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.ConditionCompiler;
import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.FeatureKeywords;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks rules, ACLs and conditions when their line is read, so that an error is said at its line,
 * in the order of the file and in HAProxy's words ({@link RuleWording}). One object per section; it
 * knows the ACLs that were declared so far.
 */
public final class LineCheck {
  /** Names that the section's lines use; they are looked up when everything is read. */
  /** The names that expressions of a proxy use. */
  public static final ListKey<NameReference> REFERENCES = ListKey.own("names used in expressions");

  private static final SettingKey<Optional<LineCheck>> CHECK =
      SettingKey.own("line check", Optional.empty());
  private static final Library LIBRARY = StandardLibrary.create();
  private static final LogFormatCompiler FORMATS = new LogFormatCompiler(LIBRARY, "localhost", 1);

  private final CheckedNames names;
  private final ConditionCompiler conditions;
  private final RuleCompiler rules;

  private LineCheck(SectionDraft section, Arguments line) throws ConfigException {
    names = new CheckedNames(section.name(), section.kind(), line);
    conditions = new ConditionCompiler(LIBRARY, names, section.list(RuleKeys.ACLS));
    rules = new RuleCompiler(LIBRARY, FORMATS, names, conditions);
  }

  /** The check of a section, at this line. */
  private static LineCheck of(Arguments a, SectionDraft section, String place, String tcpRules)
      throws ConfigException {
    LineCheck check = section.get(CHECK).orElse(null);
    if (check == null) {
      check = new LineCheck(section, a);
      section.set(CHECK, Optional.of(check));
    }
    String side = section.kind() == SectionKind.BACKEND ? "backend " : "frontend ";
    check.names.moveTo(a, side + place, tcpRules);
    return check;
  }

  private void keepNames(SectionDraft section) {
    names.references().forEach(reference -> section.add(REFERENCES, reference));
  }

  /** An {@code acl} line; call it before the line is added to the section. */
  public static void acl(Arguments a, SectionDraft section, RuleStatement statement)
      throws ConfigException {
    LineCheck check = of(a, section, "", "");
    check.conditions.declare(statement);
    check.keepNames(section);
  }

  /**
   * A rule with an action.
   *
   * @param set such as {@code http-request} or {@code tcp-request content}
   * @param statement the rule's words
   */
  static void rule(Arguments a, SectionDraft section, String set, RuleStatement statement)
      throws ConfigException {
    boolean tcp = set.startsWith("tcp");
    String header = set.contains("response") ? "http-response" : "http-request";
    String place = tcp ? set + " rule" : header + " header rule";
    LineCheck check = of(a, section, place, tcp ? set : "");
    RuleWording wording = new RuleWording(set, section.kind(), section.name(), a);
    try {
      check.rules.check(set, statement);
    } catch (ExpressionException e) {
      if (!e.isUnfinished() || needsLua(a, statement)) {
        throw wording.error(statement, e);
      }
      check.conditionOf(statement, wording);
    }
    check.keepNames(section);
  }

  /** An action of Lua without Lua. */
  private static boolean needsLua(Arguments a, RuleStatement statement) {
    return statement.word(0).startsWith("lua.")
        && a.globalList(FeatureKeywords.LUA_FILES).isEmpty();
  }

  /** The condition of a rule whose action cannot be checked. */
  private void conditionOf(RuleStatement statement, RuleWording wording) throws ConfigException {
    List<String> words = RuleWording.texts(statement);
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("if") || words.get(i).equals("unless")) {
        try {
          conditions.compile(words.subList(i, words.size()), Phase.HTTP_REQUEST);
        } catch (ExpressionException e) {
          if (!e.isUnfinished()) {
            throw wording.error(statement, e.in(ExpressionException.Part.CONDITION));
          }
        }
        return;
      }
    }
  }

  /**
   * A line that is a condition or ends with one.
   *
   * @param words from {@code if} or {@code unless} on; none = no condition
   * @param place where it is evaluated, such as {@code use-backend rule}
   * @param before what stands before the error's text, such as {@code error detected while parsing
   *     switching rule : }
   */
  public static void condition(
      Arguments a, SectionDraft section, List<String> words, String place, String before)
      throws ConfigException {
    condition(a, section, words, place, before, Phase.HTTP_REQUEST);
  }

  /** The same for conditions that are evaluated in another phase. */
  public static void condition(
      Arguments a,
      SectionDraft section,
      List<String> words,
      String place,
      String before,
      Phase phase)
      throws ConfigException {
    LineCheck check = of(a, section, place, "");
    try {
      check.conditions.compile(words, phase);
    } catch (ExpressionException e) {
      if (!e.isUnfinished()) {
        throw a.error(before + RuleWording.sentence(e));
      }
    }
    check.keepNames(section);
  }

  /** What is wrong with a log format; empty = nothing. */
  static String formatProblem(String text) {
    try {
      FORMATS.compile(text, Phase.LOG, new CheckedNames());
    } catch (ExpressionException e) {
      if (!e.isUnfinished()) {
        return RuleWording.sentence(e);
      }
    }
    return "";
  }

  /** What is wrong with a sample expression that uses no names; empty = nothing. */
  public static String problem(String text) {
    try {
      LIBRARY.compile(SampleExpression.parse(text), new CheckedNames());
    } catch (ExpressionException e) {
      if (!e.isUnfinished()) {
        return String.valueOf(e.getMessage());
      }
    }
    return "";
  }

  /**
   * A sample expression that stands alone, such as that of {@code stick on}.
   *
   * @return the expression, or null if it uses something that is not implemented
   */
  public static @Nullable Expression expression(
      Arguments a, SectionDraft section, String text, boolean response, String before)
      throws ConfigException {
    LineCheck check = of(a, section, "", "");
    Phase phase = response ? Phase.HTTP_RESPONSE : Phase.HTTP_REQUEST;
    try {
      Expression expression = LIBRARY.compile(SampleExpression.parse(text), check.names);
      if (!phase.offers(expression.need())) {
        throw a.error(
            before
                + "fetch method '"
                + expression.fetchName()
                + "' extracts information from '"
                + expression.need().words()
                + "', none of which is available "
                + (response ? "for 'store-response'." : "during request."));
      }
      check.keepNames(section);
      return expression;
    } catch (ExpressionException e) {
      if (!e.isUnfinished()) {
        throw a.error(before + e.getMessage());
      }
    }
    check.keepNames(section);
    return null;
  }
}
