package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Builds pattern sets from their texts. */
public final class PatternSets {
  private PatternSets() {}

  /**
   * One pattern as written.
   *
   * @param text its text, with an operator in front for integers ({@code ge 5})
   * @param ignoreCase whether {@code -i} stood before it
   */
  public record Source(String text, boolean ignoreCase) {}

  /** Builds the set that suits the method. */
  public static Patterns build(Match match, List<Source> sources) throws ExpressionException {
    return switch (match) {
      case FOUND -> (context, sample) -> 0;
      case BOOL -> (context, sample) -> sample.number != 0 ? 0 : -1;
      case INT -> {
        IntegerRanges ranges = new IntegerRanges(sources);
        yield (context, sample) -> ranges.match(sample.number);
      }
      case LEN -> {
        IntegerRanges ranges = new IntegerRanges(sources);
        yield (context, sample) -> ranges.match(sample.bytes.length());
      }
      case IP -> new Networks(sources);
      case STR -> new ExactTexts(sources);
      case BIN -> new ExactTexts(sources.stream().map(PatternSets::hexToText).toList());
      case SUB, BEG, END, DIR, DOM -> new PartialTexts(match, sources);
      case REG -> regexes(sources);
    };
  }

  private static Source hexToText(Source source) {
    StringBuilder text = new StringBuilder();
    String hex = source.text();
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      text.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    return new Source(text.toString(), source.ignoreCase());
  }

  private static Patterns regexes(List<Source> sources) throws ExpressionException {
    Pattern[] patterns = new Pattern[sources.size()];
    for (int i = 0; i < patterns.length; i++) {
      Source source = sources.get(i);
      int flags = source.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0;
      try {
        patterns[i] = Pattern.compile(source.text(), flags);
      } catch (PatternSyntaxException e) {
        throw new ExpressionException(
            0, 0, "regex '" + source.text() + "' is invalid: " + e.getDescription());
      }
    }
    return (context, sample) -> {
      CharSequence text = new SliceText(sample.bytes);
      for (int i = 0; i < patterns.length; i++) {
        Matcher matcher = patterns[i].matcher(text);
        if (matcher.find()) {
          return i;
        }
      }
      return -1;
    };
  }

  /** Bytes as characters of the same number, in place. */
  private record SliceText(Slice bytes) implements CharSequence {
    @Override
    public int length() {
      return bytes.length();
    }

    @Override
    public char charAt(int index) {
      return (char) bytes.at(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return bytes.toString().substring(start, end);
    }

    @Override
    public String toString() {
      return bytes.toString();
    }
  }
}
