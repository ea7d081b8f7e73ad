package io.jhaproxy.grammar.keepalived;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Variables: {@code $NAME=value}, used as {@code $NAME} before a blank, a comma, a closing
 * parenthesis or the line's end, or as {@code ${NAME}} anywhere. What is not defined stays as it
 * is.
 */
final class Definitions {
  /** How deep values may use other values. */
  private static final int DEPTH_LIMIT = 32;

  private static final Pattern DEFINITION =
      Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
  private static final Pattern USE =
      Pattern.compile(
          "\\$(?:([A-Za-z_][A-Za-z0-9_]*)(?=[ \t\r,)]|$)|\\{([A-Za-z_][A-Za-z0-9_]*)((?: +[0-9]+)*) *\\})");
  private static final Pattern BUILT_IN =
      Pattern.compile("\\$(_HASH|_BANG|_PWD|_INSTANCE|_RANDOM)(?=[ \t\r,)]|$)");

  private final Map<String, List<String>> values = new HashMap<>();
  private final String instance;
  private final Random random;

  /**
   * No definitions but the built-in ones.
   *
   * @param instance value of {@code $_INSTANCE}
   * @param random source of {@code $_RANDOM}
   */
  Definitions(String instance, Random random) {
    this.instance = instance;
    this.random = random;
  }

  /** The parts of a definition (name, value), or an empty list where the line is none. */
  static List<String> definition(String line) {
    Matcher matcher = DEFINITION.matcher(line);
    return matcher.matches() ? List.of(matcher.group(1), matcher.group(2)) : List.of();
  }

  /** Sets a variable; several lines are replayed as lines where it is used. */
  void define(String name, List<String> lines) {
    values.put(name, List.copyOf(lines));
  }

  /**
   * Replaces the variables of a line.
   *
   * @param line the text
   * @param directory value of {@code $_PWD}
   * @return one line, or more where a variable had more
   */
  List<String> replace(String line, String directory) {
    return replace(line, directory, 0);
  }

  private List<String> replace(String line, String directory, int depth) {
    if (line.indexOf('$') < 0 || depth > DEPTH_LIMIT) {
      return List.of(line);
    }
    Matcher matcher = USE.matcher(line);
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      List<String> value = values.get(name);
      if (value == null) {
        continue;
      }
      String before = line.substring(0, matcher.start());
      String after = line.substring(matcher.end());
      if (value.size() > 1 && !after.isBlank()) {
        continue; // several lines only replace the end of a line
      }
      if (value.size() == 1) {
        return replace(before + value.get(0) + after, directory, depth + 1);
      }
      return severalLines(before, value);
    }
    return List.of(builtIns(line, directory));
  }

  /** The lines of a variable at the end of a line, to be read as lines of their own. */
  private static List<String> severalLines(String before, List<String> value) {
    List<String> lines = new ArrayList<>(value);
    lines.set(0, before + lines.get(0));
    return lines;
  }

  private String builtIns(String line, String directory) {
    String text =
        BUILT_IN
            .matcher(line)
            .replaceAll(m -> Matcher.quoteReplacement(builtIn(m.group(1), "", directory)));
    return USE.matcher(text)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(2) == null
                        ? m.group()
                        : braced(m.group(), m.group(2), m.group(3), directory)));
  }

  private String braced(String text, String name, String arguments, String directory) {
    return switch (name) {
      case "_HASH", "_BANG", "_PWD", "_INSTANCE", "_RANDOM" -> builtIn(name, arguments, directory);
      default -> text;
    };
  }

  private String builtIn(String name, String arguments, String directory) {
    return switch (name) {
      case "_HASH" -> "#";
      case "_BANG" -> "!";
      case "_PWD" -> directory;
      case "_INSTANCE" -> instance;
      default -> randomNumber(arguments.strip());
    };
  }

  private String randomNumber(String arguments) {
    String[] bounds = arguments.isEmpty() ? new String[0] : arguments.split(" +");
    long low = bounds.length > 0 ? Long.parseLong(bounds[0]) : 0;
    long high = bounds.length > 1 ? Long.parseLong(bounds[1]) : 32767;
    return Long.toString(high <= low ? low : low + (long) (random.nextDouble() * (high - low + 1)));
  }
}
