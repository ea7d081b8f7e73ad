package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles {@code criterion [flags] [operator] value...} of an ACL (manual 7.1). */
final class CriterionCompiler {
  private static final List<String> OPERATORS = List.of("eq", "ge", "gt", "le", "lt");

  private final Library library;
  private final Surroundings surroundings;

  CriterionCompiler(Library library, Surroundings surroundings) {
    this.library = library;
    this.surroundings = surroundings;
  }

  /** A compiled criterion and what it needs. */
  record Result(Test test, Expression expression) {}

  Result compile(List<String> words) throws ExpressionException {
    if (words.isEmpty()) {
      throw new ExpressionException(0, 0, "missing fetch method in ACL expression ''");
    }
    SampleExpression tree = SampleExpression.parse(words.get(0));
    Match implied = null;
    if (!library.knows(tree.fetch().name())) {
      Match suffix = suffix(tree.fetch().name());
      if (suffix != null) {
        tree = withoutSuffix(tree);
        implied = tree.converters().isEmpty() ? suffix : null;
      }
    }
    Expression expression = expression(words.get(0), tree);
    Flags flags = new Flags(words);
    Match match = flags.match != null ? flags.match : implied;
    if (match == null) {
      match = Match.ofType(expression.type());
    }
    if (match == null) {
      throw new ExpressionException(
          0, 0, "'" + words.get(0) + "' yields binary data: a matching method (-m) is needed");
    }
    List<PatternSets.Source> sources = flags.sources(match);
    if (sources.isEmpty() && !flags.ended && match.compareTo(Match.BOOL) > 0) {
      surroundings.lacksPatterns(words.get(0));
    }
    Patterns patterns = PatternSets.build(match, sources);
    Long constant = expression.constantNumber();
    if (constant != null && match == Match.BOOL) {
      return new Result(constant != 0 ? Test.TRUE : Test.FALSE, expression);
    }
    return new Result(new Criterion(expression, match, patterns), expression);
  }

  private Expression expression(String text, SampleExpression tree) throws ExpressionException {
    try {
      return library.compile(tree, surroundings);
    } catch (ExpressionException e) {
      if (e.isUnfinished()) {
        throw e;
      }
      throw new ExpressionException(
          e.word(), e.offset(), e.getMessage() + " in ACL expression '" + text + "'");
    }
  }

  private @Nullable Match suffix(String name) {
    int underscore = name.lastIndexOf('_');
    if (underscore <= 0 || !library.knows(name.substring(0, underscore))) {
      return null;
    }
    return Match.ofName(name.substring(underscore + 1));
  }

  private static SampleExpression withoutSuffix(SampleExpression tree) {
    SampleExpression.Call fetch = tree.fetch();
    String name = fetch.name().substring(0, fetch.name().lastIndexOf('_'));
    return new SampleExpression(
        tree.text(),
        new SampleExpression.Call(name, fetch.arguments(), fetch.offset()),
        tree.converters());
  }

  /** Reads flags and patterns. */
  private final class Flags {
    private final List<String> words;
    private @Nullable Match match;
    private int at = 1;
    private boolean ignoreCase;
    private boolean ended;
    private final List<PatternSets.Source> fromFiles = new ArrayList<>();

    Flags(List<String> words) throws ExpressionException {
      this.words = words;
      boolean more = true;
      while (more && at < words.size() && words.get(at).startsWith("-")) {
        more = flag(words.get(at));
      }
    }

    /** Reads one flag; false if the word ends the flags. */
    private boolean flag(String word) throws ExpressionException {
      switch (word) {
        case "-i" -> ignoreCase = true;
        case "-n", "-M" -> {}
        case "-u" -> argument(word);
        case "-m" -> {
          String name = argument(word);
          match = Match.ofName(name);
          if (match == null) {
            throw new ExpressionException(
                at, 0, "unknown matching method '" + name + "' when parsing ACL expression");
          }
        }
        case "-f" -> file(argument(word));
        case "--" -> {
          at++;
          ended = true;
          return false;
        }
        default -> {
          return false;
        }
      }
      at++;
      return true;
    }

    private String argument(String flag) throws ExpressionException {
      if (++at >= words.size()) {
        throw new ExpressionException(at - 1, 0, "flag '" + flag + "' needs an argument");
      }
      return words.get(at);
    }

    private void file(String path) throws ExpressionException {
      boolean map = words.contains("-M");
      try {
        for (String line : surroundings.readLines(path)) {
          String pattern = line.stripLeading();
          if (pattern.isEmpty() || line.startsWith("#")) {
            continue;
          }
          if (map) {
            pattern = pattern.split("[ \t]+", 2)[0];
          }
          fromFiles.add(new PatternSets.Source(pattern, ignoreCase));
        }
      } catch (IOException e) {
        throw new ExpressionException(at, 0, "failed to open pattern file <" + path + ">");
      }
    }

    List<PatternSets.Source> sources(Match match) throws ExpressionException {
      List<PatternSets.Source> sources = new ArrayList<>(fromFiles);
      String operator = "";
      boolean integers = match == Match.INT || match == Match.LEN;
      for (String word : words.subList(at, words.size())) {
        if (integers && OPERATORS.contains(word)) {
          operator = word + " ";
        } else {
          sources.add(new PatternSets.Source(operator + word, ignoreCase));
        }
      }
      return sources;
    }
  }
}
