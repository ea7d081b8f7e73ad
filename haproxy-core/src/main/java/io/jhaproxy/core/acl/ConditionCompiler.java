package io.jhaproxy.core.acl;

import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Spelling;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.Condition;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles the conditions of one proxy. It knows the proxy's named ACLs and the predefined ones
 * (manual 7.4); ACLs of the same name are alternatives.
 */
public final class ConditionCompiler {
  private static final Map<String, List<String>> PREDEFINED = predefined();

  private final Surroundings surroundings;
  private final CriterionCompiler criteria;
  private final Map<String, Named> named = new HashMap<>();

  /** A named ACL and the expressions it involves. */
  private record Named(List<Test> tests, List<Expression> expressions) {}

  /** Compiles the proxy's {@code acl} lines. */
  public ConditionCompiler(Library library, Surroundings surroundings, List<RuleStatement> acls)
      throws ConfigException {
    this.surroundings = surroundings;
    this.criteria = new CriterionCompiler(library, surroundings);
    for (RuleStatement acl : acls) {
      declare(acl);
    }
  }

  /** Adds an {@code acl} line. */
  public void declare(RuleStatement acl) throws ConfigException {
    List<String> words = acl.words().stream().map(Word::text).toList();
    surroundings.at(acl.location());
    try {
      declare(words);
    } catch (ExpressionException e) {
      if (e.isUnfinished()) {
        surroundings.unfinished(error(acl, named(acl) + e.getMessage()).diagnostic().message());
        named.put(acl.word(0), new Named(List.of(Test.FALSE), List.of()));
        return;
      }
      throw error(acl, "error detected while parsing " + named(acl) + e.getMessage() + ".");
    }
  }

  private static String named(RuleStatement acl) {
    return "ACL '" + acl.word(0) + "' : ";
  }

  private void declare(List<String> words) throws ExpressionException {
    if (words.size() < 2) {
      throw new ExpressionException(
          0, 0, "missing fetch method: expected 'acl NAME CRITERION ...'");
    }
    String name = words.get(0);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetterOrDigit(c) && "-_.:".indexOf(c) < 0) {
        throw new ExpressionException(
            0, i, "character '" + c + "' is not permitted in acl name '" + name + "'");
      }
    }
    if (name.equalsIgnoreCase("or")) {
      throw new ExpressionException(0, 0, "name '" + name + "' is reserved for conditions");
    }
    CriterionCompiler.Result result = criteria.compile(words.subList(1, words.size()));
    Named entry =
        named.computeIfAbsent(name, key -> new Named(new ArrayList<>(), new ArrayList<>()));
    if (!entry.expressions().isEmpty() || entry.tests().isEmpty()) {
      entry.tests().add(result.test());
      entry.expressions().add(result.expression());
    }
  }

  /**
   * Compiles {@code if ...} or {@code unless ...}; no words mean a condition that always holds.
   *
   * @param words from {@code if} or {@code unless} to the end of the line
   */
  public Test compile(List<String> words, Phase phase) throws ExpressionException {
    if (words.isEmpty()) {
      return Test.TRUE;
    }
    boolean unless = words.get(0).equals("unless");
    if (!unless && !words.get(0).equals("if")) {
      throw new ExpressionException(
          0, 0, "expected 'if' or 'unless' followed by a condition, found '" + words.get(0) + "'");
    }
    Condition condition = Condition.parse(words.subList(1, words.size()));
    List<Test> alternatives = new ArrayList<>();
    for (List<Condition.Term> terms : condition.alternatives()) {
      List<Test> tests = new ArrayList<>();
      for (Condition.Term term : terms) {
        Test test = term(term, phase);
        tests.add(term.negated() ? test.negated() : test);
      }
      alternatives.add(Test.all(tests));
    }
    Test result = Test.any(alternatives);
    return unless ? result.negated() : result;
  }

  private Test term(Condition.Term term, Phase phase) throws ExpressionException {
    if (term.name().isEmpty()) {
      CriterionCompiler.Result result = criteria.compile(term.words());
      check("anonymous acl", List.of(result.expression()), phase);
      return result.test();
    }
    Named acl = named.get(term.name());
    if (acl == null) {
      List<String> words = PREDEFINED.get(term.name());
      if (words == null) {
        throw new ExpressionException(
            term.index(), 0, "no such ACL : '" + term.name() + "'" + hint(term.name()));
      }
      return criteria.compile(words).test();
    }
    check("acl '" + term.name() + "'", acl.expressions(), phase);
    return Test.any(acl.tests());
  }

  private String hint(String name) {
    List<String> names = new ArrayList<>(named.keySet());
    names.addAll(PREDEFINED.keySet());
    String best = Spelling.closest(name, names);
    return best.isEmpty() ? "" : "; did you mean '" + best + "' maybe ?";
  }

  /** HAProxy warns, and lets the ACL fail, where its fetches cannot work. */
  private void check(String what, List<Expression> expressions, Phase phase) {
    for (Expression expression : expressions) {
      if (phase.offers(expression.need(), surroundings)) {
        return;
      }
    }
    if (!expressions.isEmpty()) {
      Expression first = expressions.get(0);
      surroundings.neverMatches(
          what,
          what.startsWith("acl")
              ? "only involves keywords that are"
              : "uses keyword '" + first.fetchName() + "' which is",
          phase);
    }
  }

  /** A configuration error at a statement. */
  public static ConfigException error(RuleStatement statement, String message) {
    return new ConfigException(Diagnostic.parsing(Severity.ALERT, statement.location(), message));
  }

  private static Map<String, List<String>> predefined() {
    Map<String, List<String>> acls = new HashMap<>();
    String[] lines = {
      "FALSE always_false",
      "HTTP req.proto_http",
      "HTTP_1.0 req.ver 1.0",
      "HTTP_1.1 req.ver 1.1",
      "HTTP_2.0 req.ver 2.0",
      "HTTP_3.0 req.ver 3.0",
      "HTTP_CONTENT req.hdr_val(content-length) gt 0",
      "HTTP_URL_ABS url_reg ^[^/:]*://",
      "HTTP_URL_SLASH url_beg /",
      "HTTP_URL_STAR url *",
      "LOCALHOST src 127.0.0.1/8 ::1",
      "REQ_CONTENT req.len gt 0",
      "TRUE always_true",
      "RDP_COOKIE req.rdp_cookie_cnt gt 0",
      "WAIT_END wait_end"
    };
    for (String line : lines) {
      List<String> words = List.of(line.split(" "));
      acls.put(words.get(0), words.subList(1, words.size()));
    }
    acls.put("METH_GET", List.of("method", "GET", "HEAD"));
    for (String method : "CONNECT DELETE HEAD OPTIONS POST PUT TRACE".split(" ")) {
      acls.put("METH_" + method, List.of("method", method));
    }
    return acls;
  }
}
