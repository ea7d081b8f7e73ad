package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Casts;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Place;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
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
    char first = words.get(0).isEmpty() ? ' ' : words.get(0).charAt(0);
    if (!Character.isLetterOrDigit(first) && "._-".indexOf(first) < 0) {
      throw new ExpressionException(
          0, 0, "missing fetch method in ACL expression '" + words.get(0) + "'");
    }
    SampleExpression tree = SampleExpression.parse(words.get(0));
    String written = tree.fetch().name();
    AclForms.Form form = AclForms.of(written);
    Match implied = null;
    if (form != null) {
      tree = withFetch(tree, form.fetch());
      implied = tree.converters().isEmpty() ? form.match() : null;
    }
    Expression expression = expression(words.get(0), tree, form != null ? written : "");
    Flags flags = new Flags(words);
    if (written.equals("method")) {
      // Methods are told apart by case, whatever is asked for.
      flags.ignoreCase = false;
    }
    Match match = flags.match != null ? flags.match : implied;
    if (match == null) {
      match = Match.ofType(expression.type());
    }
    if (match == null) {
      throw new ExpressionException(
          0,
          0,
          "matching method must be specified first (using '-m') when using a sample fetch of this"
              + " type ('"
              + written
              + "')");
    }
    SampleType input = match.input();
    if (flags.match != null && input != null && !castable(expression.type(), input)) {
      throw new ExpressionException(
          0,
          0,
          "matching method '"
              + match.word()
              + "' cannot be used with fetch keyword '"
              + written
              + "'");
    }
    boolean versions = match == Match.INT && written.endsWith("ssl_ver");
    Patterns patterns = flags.patterns(match, versions, name(words.get(0)));
    if (words.size() == 1 && match.compareTo(Match.BOOL) > 0) {
      surroundings.lacksPatterns(words.get(0));
    }
    Long constant = expression.constantNumber();
    if (constant != null && match == Match.BOOL) {
      return new Result(constant != 0 ? Test.TRUE : Test.FALSE, expression);
    }
    return new Result(new Criterion(expression, match, patterns), expression);
  }

  /** The fetch as it is written. */
  private static String name(String expression) {
    int end = 0;
    while (end < expression.length() && "(,".indexOf(expression.charAt(end)) < 0) {
      end++;
    }
    return expression.substring(0, end);
  }

  /** Compiles the expression; {@code keyword} is empty where no ACL form was used. */
  private Expression expression(String text, SampleExpression tree, String keyword)
      throws ExpressionException {
    String title = "ACL keyword '" + keyword + "'";
    try {
      return keyword.isEmpty()
          ? library.compile(tree, surroundings)
          : library.compile(tree, surroundings, title);
    } catch (ExpressionException e) {
      if (e.isUnfinished() || e.isComplete()) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      String wrong = "invalid args in " + title + " : ";
      if (keyword.isEmpty()) {
        message += " in ACL expression '" + text + "'";
      } else if (message.startsWith(wrong)) {
        message = "in argument to '" + keyword + "', " + message.substring(wrong.length());
      } else if (!message.contains(title)) {
        message = title + " : " + message;
      }
      throw new ExpressionException(e.word(), e.offset(), message);
    }
  }

  /** Whether values can be compared so; with -m bool everything can. */
  private static boolean castable(@Nullable SampleType type, SampleType input) {
    return input == SampleType.BOOL || Casts.isPossible(type, input);
  }

  private static SampleExpression withFetch(SampleExpression tree, String name) {
    SampleExpression.Call fetch = tree.fetch();
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
    private boolean resolves = true;
    private boolean readsFiles;
    private int id = -1;
    private final List<FromFile> fromFiles = new ArrayList<>();

    /** A file and the flag that stood before it. */
    private record FromFile(PatternReference reference, boolean ignoreCase) {}

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
        case "-M" -> {}
        case "-n" -> resolves = false;
        case "-u" -> {
          String number = argument();
          if (!number.matches("-?\\d{1,18}|")) {
            throw new ExpressionException(at, 0, "the argument of -u must be an integer");
          }
          id = number.isEmpty() ? 0 : (int) Long.parseLong(number);
        }
        case "-m" -> {
          if (readsFiles) {
            throw new ExpressionException(
                at,
                0,
                "'-m' must only be specified before patterns and files in parsing ACL expression");
          }
          String name = argument();
          match = Match.ofName(name);
          if (match == null) {
            throw new ExpressionException(
                at, 0, "unknown matching method '" + name + "' when parsing ACL expression");
          }
        }
        case "-f" -> file(argument());
        case "--" -> {
          at++;
          return false;
        }
        default ->
            throw new ExpressionException(
                at,
                0,
                "'"
                    + word
                    + "' is not a valid ACL option. Please use '--' before any pattern beginning"
                    + " with a '-'");
      }
      at++;
      return true;
    }

    private String argument() {
      return ++at < words.size() ? words.get(at) : "";
    }

    private void file(String path) throws ExpressionException {
      readsFiles = true;
      boolean map = words.contains("-M");
      fromFiles.add(new FromFile(references().file(path, map, surroundings), ignoreCase));
    }

    private PatternReferences references() {
      return PatternReferences.of(surroundings);
    }

    /** Everything that the sample is compared with. */
    Patterns patterns(Match method, boolean versions, String keyword) throws ExpressionException {
      Place place = surroundings.place();
      List<PatternIndex> indexes = new ArrayList<>();
      for (FromFile file : fromFiles) {
        String kind = file.reference().isMap() ? "by map at " : "by acl at ";
        file.reference().usedBy(kind + PatternReferences.in(place));
        indexes.add(
            file.reference()
                .index(new PatternIndex.Kind(method, file.ignoreCase(), resolves, versions)));
      }
      PatternReference written = references().line(place, keyword, inLine(method));
      if (id >= 0) {
        references().number(written, id);
      }
      PatternIndex own =
          written.index(new PatternIndex.Kind(method, ignoreCase, resolves, versions));
      if (method == Match.FOUND || method == Match.BOOL) {
        return PatternSets.build(method, List.of());
      }
      if (indexes.isEmpty()) {
        return own;
      }
      indexes.add(own);
      return new AnyOf(indexes.toArray(new PatternIndex[0]));
    }

    /** Patterns in the line, integers with their operator. */
    private List<String> inLine(Match method) {
      List<String> patterns = new ArrayList<>();
      String operator = "";
      boolean integers = method == Match.INT || method == Match.LEN;
      for (String word : words.subList(Math.min(at, words.size()), words.size())) {
        if (integers && OPERATORS.contains(word)) {
          operator = word + " ";
        } else {
          patterns.add(operator + word);
        }
      }
      return patterns;
    }
  }

  /** Files and the line together. */
  private record AnyOf(PatternIndex[] indexes) implements Patterns {
    @Override
    public int match(Sample sample) {
      for (PatternIndex index : indexes) {
        if (index.match(sample) >= 0) {
          return 0;
        }
      }
      return -1;
    }
  }
}
