package io.jhaproxy.grammar.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ~SEQ(VAR, [start, [step,]] end) rest}, {@code ~SEQx} and {@code ~LST(VAR, v1, v2) rest}:
 * the rest of the line repeated with the variable taking each value.
 */
final class Sequences {
  /** Lines that one sequence may give; a limit against slips, not keepalived's. */
  static final int LINE_LIMIT = 65_536;

  private static final Pattern START = Pattern.compile("~(SEQx?|LST)[ \t]*\\(");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern GROUP = Pattern.compile("\\{([^{}]*)\\}|([^,{}]+)");

  private Sequences() {}

  /** Whether a line begins with a sequence. */
  static boolean starts(String line) {
    return START.matcher(line).lookingAt();
  }

  /**
   * The lines that a sequence stands for, inner sequences included.
   *
   * @return empty when it is malformed
   */
  static Optional<List<String>> expand(String line) {
    Matcher start = START.matcher(line);
    if (!start.lookingAt()) {
      return Optional.of(List.of(line));
    }
    int close = line.indexOf(')', start.end());
    if (close < 0) {
      return Optional.empty();
    }
    String inside = line.substring(start.end(), close);
    List<Step> steps =
        start.group(1).equals("LST")
            ? list(inside)
            : numbers(inside, start.group(1).equals("SEQx"));
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    String rest = line.substring(close + 1).stripLeading();
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      Optional<List<String>> inner = expand(rest);
      if (inner.isEmpty() || lines.size() + inner.get().size() > LINE_LIMIT) {
        return Optional.empty();
      }
      inner.get().forEach(text -> lines.add(step.applyTo(text)));
    }
    return Optional.of(lines);
  }

  private record Step(List<String> names, List<String> values) {
    String applyTo(String line) {
      String text = line;
      for (int i = 0; i < names.size(); i++) {
        String name = Pattern.quote(names.get(i));
        Pattern use = Pattern.compile("\\$(?:" + name + "(?=[ \t\r,)]|$)|\\{" + name + "\\})");
        text = use.matcher(text).replaceAll(Matcher.quoteReplacement(values.get(i)));
      }
      return text;
    }
  }

  private static List<Step> numbers(String inside, boolean hexadecimal) {
    String[] parts = inside.split(",", -1);
    if (parts.length < 2 || parts.length > 4 || !NAME.matcher(parts[0].strip()).matches()) {
      return List.of();
    }
    long[] n = new long[parts.length - 1];
    for (int i = 0; i < n.length; i++) {
      try {
        n[i] = Long.parseLong(parts[i + 1].strip(), hexadecimal ? 16 : 10);
      } catch (NumberFormatException e) {
        return List.of();
      }
    }
    long first = n.length == 1 ? 1 : n[0];
    long last = n[n.length - 1];
    long step = n.length == 3 ? n[1] : first <= last ? 1 : -1;
    List<Step> steps = new ArrayList<>();
    if (step == 0) {
      return steps;
    }
    for (long i = first;
        (step > 0 ? i <= last : i >= last) && steps.size() < LINE_LIMIT;
        i += step) {
      String value = hexadecimal ? Long.toHexString(i) : Long.toString(i);
      steps.add(new Step(List.of(parts[0].strip()), List.of(value)));
    }
    return steps;
  }

  private static List<Step> list(String inside) {
    List<List<String>> groups = new ArrayList<>();
    Matcher matcher = GROUP.matcher(inside);
    while (matcher.find()) {
      String group = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (matcher.group(1) == null && group.isBlank()) {
        continue;
      }
      groups.add(matcher.group(1) == null ? List.of(group.strip()) : split(group));
    }
    if (groups.size() < 2 || !groups.get(0).stream().allMatch(n -> NAME.matcher(n).matches())) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    for (List<String> values : groups.subList(1, groups.size())) {
      if (values.size() != groups.get(0).size()) {
        return List.of();
      }
      steps.add(new Step(groups.get(0), values));
    }
    return steps;
  }

  private static List<String> split(String group) {
    List<String> parts = new ArrayList<>();
    for (String part : group.split(",", -1)) {
      parts.add(part.strip());
    }
    return parts;
  }
}
