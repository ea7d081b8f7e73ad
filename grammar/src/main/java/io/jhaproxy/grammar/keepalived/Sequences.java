package io.jhaproxy.grammar.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ~SEQ(VAR, [start, [step,]] end) rest}, {@code ~SEQx} and {@code ~LST(VAR, v1, v2) rest}:
 * the values that the variables take one after the other.
 *
 * @param steps the values; empty if malformed
 * @param complaint present if it is malformed: what keepalived says first, possibly nothing
 */
record Sequences(List<Step> steps, Optional<String> complaint) {
  /**
   * One round.
   *
   * @param names the variables
   * @param values their values, as many
   */
  record Step(List<String> names, List<String> values) {}

  private static final int STEP_LIMIT = 65_536;
  private static final Pattern START = Pattern.compile("~(SEQx?|LST)[ \t]*\\(");
  private static final Pattern GROUP = Pattern.compile("\\{([^{}]*)\\}|[^,{}]*");

  /** Whether a line begins with a sequence. */
  static boolean starts(String line) {
    return START.matcher(line).lookingAt();
  }

  /** Reads the part up to the closing parenthesis. */
  static Sequences read(String text) {
    Matcher start = START.matcher(text);
    int close = text.indexOf(')');
    if (!start.lookingAt()) {
      return malformed("");
    }
    boolean list = start.group(1).equals("LST");
    if (close < 0) {
      return malformed(list ? "" : "~SEQ parameter strings too long");
    }
    String inside = text.substring(start.end(), close);
    return list ? list(inside) : numbers(inside, start.group(1).equals("SEQx"));
  }

  private static Sequences malformed(String complaint) {
    return new Sequences(List.of(), Optional.of(complaint));
  }

  private static Sequences numbers(String inside, boolean hexadecimal) {
    String[] parts = inside.split(",", -1);
    if (parts.length < 2 || parts.length > 4) {
      return malformed("Invalid ~SEQ definition");
    }
    long[] n = new long[parts.length - 1];
    for (int i = 0; i < n.length; i++) {
      try {
        n[i] = Long.decode(parts[i + 1].strip());
      } catch (NumberFormatException e) {
        return malformed("Invalid ~SEQ definition");
      }
    }
    long last = n[n.length - 1];
    long first = n.length > 1 ? n[0] : last < 0 ? -1 : 1;
    long step = n.length == 3 ? n[1] : first <= last ? 1 : -1;
    if (step == 0 || (step > 0 ? first > last : first < last)) {
      return malformed("Invalid ~SEQ values");
    }
    List<Step> steps = new ArrayList<>();
    for (long i = first;
        steps.size() < STEP_LIMIT && (step > 0 ? i <= last : i >= last);
        i += step) {
      String value = hexadecimal ? Long.toHexString(i) : Long.toString(i);
      steps.add(new Step(List.of(parts[0].strip()), List.of(value)));
    }
    return new Sequences(steps, Optional.empty());
  }

  private static Sequences list(String inside) {
    List<List<String>> groups = new ArrayList<>();
    Matcher matcher = GROUP.matcher(inside);
    int from = 0;
    while (from <= inside.length()) {
      int item = skipBlanks(inside, from);
      if (!matcher.find(item) || matcher.start() != item) {
        return malformed("");
      }
      String group = matcher.group(1);
      groups.add(group == null ? List.of(matcher.group().strip()) : split(group));
      int comma = skipBlanks(inside, matcher.end());
      if (comma < inside.length() && inside.charAt(comma) != ',') {
        return malformed("");
      }
      from = comma + 1;
    }
    return rounds(groups);
  }

  private static Sequences rounds(List<List<String>> groups) {
    List<Step> steps = new ArrayList<>();
    List<String> names = groups.get(0);
    for (List<String> values : groups.subList(1, groups.size())) {
      boolean clean = values.stream().noneMatch(v -> v.indexOf(' ') >= 0 || v.indexOf('"') >= 0);
      if (values.size() != names.size() || !clean) {
        return malformed("");
      }
      steps.add(new Step(names, values));
    }
    return steps.isEmpty() ? malformed("") : new Sequences(steps, Optional.empty());
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && " \t".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private static List<String> split(String group) {
    List<String> parts = new ArrayList<>();
    for (String part : group.split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }
}
