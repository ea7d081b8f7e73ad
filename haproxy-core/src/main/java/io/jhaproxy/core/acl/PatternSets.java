package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.PcrePattern;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds pattern sets from their texts. */
public final class PatternSets {
  private PatternSets() {}

  /**
   * One pattern as written.
   *
   * @param text its text, with an operator in front for integers ({@code ge 5})
   * @param ignoreCase whether {@code -i} stood before it
   * @param resolves whether a host name may stand for its address: no {@code -n} before it
   */
  public record Source(String text, boolean ignoreCase, boolean resolves) {
    /** A pattern of a file: nothing is resolved. */
    public Source(String text, boolean ignoreCase) {
      this(text, ignoreCase, false);
    }
  }

  /** Builds the set that suits the method. */
  public static Patterns build(Match match, List<Source> sources) throws ExpressionException {
    return switch (match) {
      case FOUND -> sample -> 0;
      case BOOL -> sample -> sample.number != 0 ? 0 : -1;
      case INT -> {
        IntegerRanges ranges = new IntegerRanges(sources, false);
        yield sample -> ranges.match(sample.number);
      }
      case LEN -> {
        IntegerRanges ranges = new IntegerRanges(sources, false);
        yield sample -> ranges.match(sample.bytes.length());
      }
      case IP -> new Networks(sources);
      case STR -> new ExactTexts(sources);
      case BIN -> {
        List<Source> texts = new ArrayList<>();
        for (Source source : sources) {
          texts.add(hexToText(source));
        }
        yield new ExactTexts(texts);
      }
      case BEG, END -> new EdgeTexts(match, sources);
      case SUB, DIR, DOM -> new PartialTexts(match, sources);
      case REG -> regexes(sources);
    };
  }

  /** Patterns that are dotted versions, for {@code req.ssl_ver}. */
  static Patterns versions(List<Source> sources) throws ExpressionException {
    IntegerRanges ranges = new IntegerRanges(sources, true);
    return sample -> ranges.match(sample.number);
  }

  private static Source hexToText(Source source) throws ExpressionException {
    StringBuilder text = new StringBuilder();
    String hex = source.text();
    for (int i = 0; i < hex.length(); i++) {
      if (Character.digit(hex.charAt(i), 16) < 0) {
        throw new ExpressionException(
            0, 0, "an hex digit is expected (found '" + hex.charAt(i) + "')");
      }
    }
    if (hex.length() % 2 != 0) {
      throw new ExpressionException(0, 0, "an even number of hex digit is expected");
    }
    for (int i = 0; i + 1 < hex.length(); i += 2) {
      text.append((char) Integer.parseInt(hex.substring(i, i + 2), 16));
    }
    return new Source(text.toString(), source.ignoreCase());
  }

  private static Patterns regexes(List<Source> sources) throws ExpressionException {
    Pattern[] patterns = new Pattern[sources.size()];
    for (int i = 0; i < patterns.length; i++) {
      patterns[i] = PcrePattern.compile(sources.get(i).text(), sources.get(i).ignoreCase());
    }
    return sample -> {
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
