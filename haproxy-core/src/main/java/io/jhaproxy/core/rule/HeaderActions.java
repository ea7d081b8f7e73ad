package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.Match;
import io.jhaproxy.core.acl.PatternSets;
import io.jhaproxy.core.acl.Patterns;
import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.RegexReplacement;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Actions on header fields of a request or a response. */
final class HeaderActions {
  private HeaderActions() {}

  static void register(Map<String, Action.Factory> actions) {
    actions.put("set-header", (words, scope) -> put(words, scope, true));
    actions.put("add-header", (words, scope) -> put(words, scope, false));
    actions.put("del-header", HeaderActions::remove);
    actions.put("replace-header", (words, scope) -> replace(words, scope, true));
    actions.put("replace-value", (words, scope) -> replace(words, scope, false));
  }

  private static Action put(Words words, RuleScope scope, boolean alone)
      throws ExpressionException {
    String text = words.next("a header name");
    byte[] name = Ascii.lowerBytes(text);
    RuleText value = scope.text(words.next("a format"));
    return context -> {
      HttpEdit head = scope.head(context);
      Slice rendered = value.render(context);
      if (alone) {
        for (int i = head.find(name, 0); i >= 0; i = head.find(name, i)) {
          head.remove(i);
        }
      }
      if (!head.add(name, rendered)) {
        return failed(context);
      }
      return null;
    };
  }

  /** What follows from a rewrite for which there is no room. */
  static @Nullable Verdict failed(RuleContext context) {
    context.countFailedRewrite();
    return context.strictRewriting() ? Verdict.FAILED : null;
  }

  private static Action remove(Words words, RuleScope scope) throws ExpressionException {
    String text = words.next("a header name");
    Match match = Match.STR;
    if (words.take("-m")) {
      Match found = Match.ofName(words.next("a matching method"));
      if (found == null
          || !List.of(Match.STR, Match.BEG, Match.END, Match.SUB, Match.REG).contains(found)) {
        throw new ExpressionException(0, 0, "expects 'str', 'beg', 'end', 'sub' or 'reg' after -m");
      }
      match = found;
    }
    boolean fold = match == Match.STR;
    Patterns patterns = PatternSets.build(match, List.of(new PatternSets.Source(text, fold)));
    return context -> {
      HttpEdit head = scope.head(context);
      long mark = context.scratch().mark();
      Sample name = context.scratch().sample();
      for (int i = head.count() - 1; i >= 0; i--) {
        head.name(i, name.bytes);
        if (patterns.match(name) >= 0) {
          head.remove(i);
        }
      }
      context.scratch().reset(mark);
      return null;
    };
  }

  /** Whole fields, or each of their comma-separated values. */
  private static Action replace(Words words, RuleScope scope, boolean whole)
      throws ExpressionException {
    byte[] name = Ascii.lowerBytes(words.next("a header name"));
    Pattern pattern = regex(words.next("a regex"));
    RuleText template = scope.text(words.next("a format"));
    return context -> {
      HttpEdit head = scope.head(context);
      RegexReplacement replacement = new RegexReplacement(template.render(context).toString());
      Slice value = new Slice();
      for (int i = head.find(name, 0); i >= 0; i = head.find(name, i + 1)) {
        head.value(i, value);
        String before = value.toString();
        String after = replaceParts(before, pattern, replacement, whole);
        byte[] bytes = after.getBytes(StandardCharsets.ISO_8859_1);
        if (!after.equals(before) && !head.replaceValue(i, Slice.of(bytes))) {
          return failed(context);
        }
      }
      return null;
    };
  }

  private static String replaceParts(
      String text, Pattern pattern, RegexReplacement replacement, boolean whole) {
    if (whole) {
      return replacePart(text, pattern, replacement);
    }
    StringBuilder out = new StringBuilder();
    for (String part : text.split(",", -1)) {
      String trimmed = part.strip();
      String space = part.substring(0, part.length() - part.stripLeading().length());
      out.append(out.length() > 0 ? "," : "").append(space);
      out.append(replacePart(trimmed, pattern, replacement));
    }
    return out.toString();
  }

  /** The regex must match somewhere; the whole text is then the expanded template. */
  private static String replacePart(String text, Pattern pattern, RegexReplacement replacement) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    replacement.expand(matcher, expanded);
    return expanded.toString();
  }

  /** Compiles a regex. */
  static Pattern regex(String text) throws ExpressionException {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new ExpressionException(0, 0, "regex '" + text + "' is invalid: " + e.getDescription());
    }
  }
}
