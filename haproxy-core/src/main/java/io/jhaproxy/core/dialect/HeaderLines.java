package io.jhaproxy.core.dialect;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The {@code req*} and {@code rsp*} rules of versions before 2.1, which matched a regular
 * expression against whole lines of the head. Where the expression names a header field or begins
 * with the method of the request line, the rule has an exact modern form; {@code req*deny} and its
 * kin have one always. What has none is refused with HAProxy's advice.
 */
final class HeaderLines {
  private static final String UNTIL = "2.0";
  private static final Set<String> ALTERNATIVE = Set.of("or", "||");
  private static final String LINE = "var(req.line)";

  void register(Registry registry) {
    for (String insensitive : new String[] {"", "i"}) {
      boolean i = !insensitive.isEmpty();
      rule(registry, "req" + insensitive + "rep", (a, d) -> replace(a, "http-request", i));
      rule(registry, "rsp" + insensitive + "rep", (a, d) -> replace(a, "http-response", i));
      rule(registry, "req" + insensitive + "del", (a, d) -> delete(a, "http-request", i));
      rule(registry, "rsp" + insensitive + "del", (a, d) -> delete(a, "http-response", i));
      rule(registry, "req" + insensitive + "deny", (a, d) -> decide(a, i, "http-request", "deny"));
      rule(
          registry, "req" + insensitive + "allow", (a, d) -> decide(a, i, "http-request", "allow"));
      rule(
          registry,
          "req" + insensitive + "tarpit",
          (a, d) -> decide(a, i, "http-request", "tarpit"));
      rule(registry, "rsp" + insensitive + "deny", (a, d) -> decide(a, i, "http-response", "deny"));
      rule(registry, "req" + insensitive + "setbe", (a, d) -> switchBackend(a, i));
      rule(registry, "req" + insensitive + "pass", (a, d) -> a.rewrite(0, List.of()));
    }
    rule(registry, "cliexp", (a, d) -> replace(a, "http-request", false));
    rule(registry, "srvexp", (a, d) -> replace(a, "http-response", false));
    rule(registry, "reqadd", (a, d) -> add(a, "http-request"));
    rule(registry, "rspadd", (a, d) -> add(a, "http-response"));
  }

  private interface Rule {
    void apply(Arguments a, SectionDraft d) throws ConfigException;
  }

  private static void rule(Registry registry, String name, Rule rule) {
    registry.add(
        OldForms.old(name, UNTIL)
            .parses(
                (a, d) -> {
                  if (a.get(0).isEmpty()) {
                    throw a.error("'" + name + "' expects <search> as an argument.");
                  }
                  rule.apply(a, d);
                }));
  }

  /** {@code reqadd "Name: value" [if COND]}. */
  private static void add(Arguments a, String rules) throws ConfigException {
    String text = a.get(0);
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw a.errorAt(0, "'" + a.keyword() + "' expects a header field 'Name: value'.");
    }
    a.rewrite(
        0,
        List.of(
            OldForms.line(
                a,
                a.from(1),
                rules,
                "add-header",
                text.substring(0, colon),
                literal(text.substring(colon + 1).strip()))));
  }

  private static void replace(Arguments a, String rules, boolean insensitive)
      throws ConfigException {
    if (a.size() < 2) {
      throw a.error("'" + a.keyword() + "' expects <search> and <replace> as arguments.");
    }
    HeadPattern pattern = HeadPattern.of(a.get(0));
    String replacement = a.get(1);
    List<Word> condition = a.from(2);
    int colon = replacement.indexOf(':');
    if (pattern.field() != null
        && colon > 0
        && replacement.substring(0, colon).equalsIgnoreCase(pattern.field())) {
      String value = literal(replacement.substring(colon + 1).strip());
      String search = flag(insensitive) + anchored(pattern.value());
      a.rewrite(
          0,
          List.of(
              OldForms.line(
                  a, condition, rules, "replace-header", pattern.field(), search, value)));
      return;
    }
    String uri = rules.equals("http-request") ? pattern.uri() : null;
    String newUri = uri == null ? null : pattern.newUri(replacement);
    if (uri == null || newUri == null) {
      throw untranslatable(a, "replace-header' or 'http-request replace-uri");
    }
    List<Word> all = new ArrayList<>(condition);
    if (pattern.method() != null) {
      if (!condition.isEmpty()) {
        throw untranslatable(a, "replace-uri");
      }
      all.addAll(OldForms.line(a, List.of(), "if", "{", "method", pattern.method(), "}"));
    }
    a.rewrite(
        0,
        List.of(
            OldForms.line(
                a, all, rules, "replace-uri", flag(insensitive) + anchored(uri), literal(newUri))));
  }

  private static void delete(Arguments a, String rules, boolean insensitive)
      throws ConfigException {
    HeadPattern pattern = HeadPattern.of(a.get(0));
    String field = pattern.field();
    if (field == null) {
      throw untranslatable(a, "del-header");
    }
    List<Word> condition = a.from(1);
    String value = pattern.value();
    if (value.isEmpty() || value.equals(".*")) {
      a.rewrite(0, List.of(OldForms.line(a, condition, rules, "del-header", field)));
      return;
    }
    // Deleting those of several values is not in the language of 2.6: the field goes if one
    // matches.
    String fetch = (rules.equals("http-request") ? "req" : "res") + ".fhdr(" + field + ")";
    a.rewrite(
        0,
        when(
            a,
            test(a, fetch, anchored(value), insensitive),
            condition,
            rules,
            "del-header",
            field));
  }

  private static void decide(Arguments a, boolean insensitive, String rules, String verdict) {
    a.rewrite(0, matching(a, insensitive, a.from(1), rules, verdict));
  }

  private static void switchBackend(Arguments a, boolean insensitive) throws ConfigException {
    if (a.size() < 2) {
      throw a.error("'" + a.keyword() + "' expects <search> and <target> as arguments.");
    }
    a.rewrite(0, matching(a, insensitive, a.from(2), "use_backend", a.get(1)));
  }

  /** Lines that do something if the old expression matches any line of the head. */
  private static List<List<Word>> matching(
      Arguments a, boolean insensitive, List<Word> condition, String... action) {
    HeadPattern pattern = HeadPattern.of(a.get(0));
    boolean response = action[0].equals("http-response");
    String side = response ? "res" : "req";
    String field = pattern.field();
    if (field != null) {
      String fetch = side + ".fhdr(" + field + ")";
      return when(a, test(a, fetch, anchored(pattern.value()), insensitive), condition, action);
    }
    // The fetch gives names in lower case, so letter case cannot be looked at.
    List<Word> fields = test(a, side + ".hdrs", "(?m)" + a.get(0), true);
    List<List<Word>> lines = new ArrayList<>();
    if (response) {
      return when(a, fields, condition, action);
    }
    lines.add(
        OldForms.line(
            a,
            List.of(),
            "http-request",
            "set-var-fmt(req.line)",
            "%[method] %[url] HTTP/%[req.ver]"));
    lines.addAll(when(a, test(a, LINE, a.get(0), insensitive), condition, action));
    if (!a.get(0).startsWith("^") || pattern.uri() == null) {
      lines.addAll(when(a, fields, condition, action));
    }
    return lines;
  }

  /** {@code { FETCH -m reg [-i] EXPRESSION }}. */
  private static List<Word> test(
      Arguments a, String fetch, String expression, boolean insensitive) {
    List<Word> words = new ArrayList<>(OldForms.line(a, List.of(), "{", fetch, "-m", "reg"));
    if (insensitive) {
      words.add(a.word("-i"));
    }
    words.add(a.word(expression));
    words.add(a.word("}"));
    return words;
  }

  /** An action if a test and the old condition hold; {@code unless} goes by way of a variable. */
  private static List<List<Word>> when(
      Arguments a, List<Word> test, List<Word> condition, String... action) {
    List<List<Word>> lines = new ArrayList<>();
    List<Word> line = new ArrayList<>(OldForms.line(a, List.of(), action));
    line.add(a.word("if"));
    if (condition.isEmpty()) {
      line.addAll(test);
    } else if (condition.get(0).text().equals("unless")) {
      String rules = action[0].equals("http-response") ? action[0] : "http-request";
      lines.add(OldForms.line(a, List.of(), rules, "set-var(txn.unless)", "bool(false)"));
      List<Word> rest = new ArrayList<>(condition.subList(1, condition.size()));
      rest.add(0, a.word("if"));
      lines.add(OldForms.line(a, rest, rules, "set-var(txn.unless)", "bool(true)"));
      line.addAll(test);
      line.addAll(OldForms.line(a, List.of(), "!{", "var(txn.unless)", "-m", "bool", "}"));
    } else {
      line.addAll(test);
      for (Word word : condition.subList(1, condition.size())) {
        line.add(word);
        if (ALTERNATIVE.contains(word.text())) {
          line.addAll(test);
        }
      }
    }
    lines.add(line);
    return lines;
  }

  private static ConfigException untranslatable(Arguments a, String modern) {
    return a.errorAt(
        0,
        "The '"
            + a.keyword()
            + "' directive is not supported anymore since HAProxy 2.1 and this expression has no"
            + " modern form. Use 'http-request "
            + modern
            + "' instead.");
  }

  private static String flag(boolean insensitive) {
    return insensitive ? "(?i)" : "";
  }

  private static String anchored(String expression) {
    return expression.startsWith("^") || expression.isEmpty() ? expression : "^" + expression;
  }

  /** Text for a place where log-format is read. */
  private static String literal(String text) {
    return text.replace("%", "%%");
  }
}
