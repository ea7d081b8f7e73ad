package io.jhaproxy.core.rule;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code http-request normalize-uri} (manual 4.2): one kind of normalization of a target. */
enum UriNormalizer {
  FRAGMENT_ENCODE("fragment-encode", ""),
  FRAGMENT_STRIP("fragment-strip", ""),
  PATH_MERGE_SLASHES("path-merge-slashes", ""),
  PATH_STRIP_DOT("path-strip-dot", ""),
  PATH_STRIP_DOTDOT("path-strip-dotdot", "full"),
  PERCENT_DECODE_UNRESERVED("percent-decode-unreserved", "strict"),
  PERCENT_TO_UPPERCASE("percent-to-uppercase", "strict"),
  QUERY_SORT_BY_NAME("query-sort-by-name", "");

  private final String word;
  private final String option;

  UriNormalizer(String word, String option) {
    this.word = word;
    this.option = option;
  }

  /** Reads the words after {@code normalize-uri}. */
  static Action action(Words words, RuleScope scope) throws ExpressionException {
    words.require(1, "missing argument <normalizer>");
    String name = words.next("a normalizer");
    for (UriNormalizer normalizer : values()) {
      if (normalizer.word.equals(name)) {
        boolean strong = !normalizer.option.isEmpty() && words.take(normalizer.option);
        return context -> normalizer.run(context, strong);
      }
    }
    throw new ExpressionException(0, 0, "unknown normalizer '" + name + "'");
  }

  private @Nullable Verdict run(RuleContext context, boolean strong) {
    String before = LineActions.target(context);
    if (before == null) {
      return null;
    }
    String after = normalize(before, strong);
    if (after == null) {
      return Verdict.INVALID;
    }
    return after.equals(before) ? null : LineActions.setUri(context, after);
  }

  /**
   * The target in normal form.
   *
   * @param strong whether the normalizer's option is given
   * @return null if the target is refused
   */
  @Nullable String normalize(String uri, boolean strong) {
    return switch (this) {
      case FRAGMENT_ENCODE -> uri.replace("#", "%23");
      case FRAGMENT_STRIP -> uri.indexOf('#') < 0 ? uri : uri.substring(0, uri.indexOf('#'));
      case PERCENT_DECODE_UNRESERVED -> percents(uri, strong, true);
      case PERCENT_TO_UPPERCASE -> percents(uri, strong, false);
      case QUERY_SORT_BY_NAME -> sortQuery(uri);
      default -> withPath(uri, strong);
    };
  }

  private String withPath(String uri, boolean full) {
    int start = LineActions.pathStart(uri);
    int end = uri.indexOf('?', start);
    String path = uri.substring(start, end < 0 ? uri.length() : end);
    String rest = end < 0 ? "" : uri.substring(end);
    String normal =
        switch (this) {
          case PATH_MERGE_SLASHES -> path.replaceAll("/{2,}", "/");
          case PATH_STRIP_DOT -> stripDot(path);
          default -> stripDotDot(path, full);
        };
    return uri.substring(0, start) + normal + rest;
  }

  private static String stripDot(String path) {
    StringBuilder out = new StringBuilder();
    String[] segments = path.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals(".")) {
        continue;
      }
      out.append(segments[i]).append(last ? "" : "/");
    }
    return out.toString();
  }

  private static String stripDotDot(String path, boolean full) {
    if (!path.startsWith("/")) {
      return path;
    }
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(1).split("/", -1);
    int parents = 0;
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (!segments[i].equals("..")) {
        kept.add(segments[i]);
        continue;
      }
      if (kept.size() > parents) {
        kept.remove(kept.size() - 1);
      } else if (!full) {
        kept.add("..");
        parents++;
      }
      if (last && (kept.size() > parents || parents == 0 || full)) {
        kept.add("");
      } else if (last) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }

  private static @Nullable String percents(String uri, boolean strict, boolean decode) {
    StringBuilder out = new StringBuilder(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int high = i + 1 < uri.length() ? Character.digit(uri.charAt(i + 1), 16) : -1;
      int low = i + 2 < uri.length() ? Character.digit(uri.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        if (strict) {
          return null;
        }
        out.append(c);
        continue;
      }
      char value = (char) (high << 4 | low);
      if (!decode) {
        out.append(uri.substring(i, i + 3).toUpperCase(java.util.Locale.ROOT));
      } else if (isUnreserved(value)) {
        out.append(value);
      } else {
        out.append(uri, i, i + 3);
      }
      i += 2;
    }
    return out.toString();
  }

  private static boolean isUnreserved(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
  }

  private static String sortQuery(String uri) {
    int mark = uri.indexOf('?');
    if (mark < 0) {
      return uri;
    }
    List<String> parts = new ArrayList<>(List.of(uri.substring(mark + 1).split("&", -1)));
    parts.sort((a, b) -> name(a).compareTo(name(b)));
    return uri.substring(0, mark + 1) + String.join("&", parts);
  }

  private static String name(String part) {
    int equal = part.indexOf('=');
    return equal < 0 ? part : part.substring(0, equal);
  }
}
