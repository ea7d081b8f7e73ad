package io.jhaproxy.grammar.keepalived;

import io.jhaproxy.grammar.keepalived.SyntaxTree.Problem;
import io.jhaproxy.grammar.source.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads files line by line: follows includes, keeps the lines meant for this machine, records
 * definitions, replaces variables and repeats sequences. One use; not thread-safe.
 */
public final class LineReader {
  /** How deep files may include files. */
  private static final int INCLUDE_DEPTH = 32;

  /** How deep lines of a definition may use other definitions of several lines. */
  private static final int REPLAY_DEPTH = 64;

  /** Lines that all sequences together may give; a limit against slips, not keepalived's. */
  private static final int LINE_LIMIT = 1_000_000;

  private static final Pattern CONDITIONAL_DEFINITION =
      Pattern.compile("[ \\t]*@[^ \\t]*[ \\t]+\\$[A-Za-z_][A-Za-z0-9_]*=");

  private final String configId;
  private final Definitions definitions;
  private final List<LogicalLine> lines = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private IncludeCheck always = IncludeCheck.NONE;
  private boolean incomplete;
  private int depth;
  private int replays;

  /**
   * A reader without definitions.
   *
   * @param configId what {@code @ID} lines are compared with
   * @param random source of {@code $_RANDOM}
   */
  public LineReader(String configId, Random random) {
    this.configId = configId;
    this.definitions = new Definitions(configId, random);
  }

  /** Makes every include behave as {@code includea} ({@code --all-config}). */
  public LineReader allFilesMustExist() {
    always = IncludeCheck.ALL;
    return this;
  }

  /**
   * Reads a file and everything it includes.
   *
   * @param file as named on the command line; messages show it so
   * @throws IOException if this first file cannot be read
   */
  public SyntaxTree read(Path file) throws IOException {
    readText(file, file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    return SyntaxTreeReader.read(lines, problems, incomplete);
  }

  /** Reads a text as if it were a file of that name; includes are relative to its directory. */
  public SyntaxTree read(Path file, String text) {
    readText(file, file.toString(), text);
    return SyntaxTreeReader.read(lines, problems, incomplete);
  }

  private void readText(Path file, String shown, String text) {
    String[] raw = text.split("\n", -1);
    for (int i = 0; i < raw.length && !incomplete; i++) {
      Location here = new Location(shown, i + 1, 1);
      String line = raw[i];
      if (!Definitions.definition(line.strip()).isEmpty() || conditionalDefinition(line)) {
        StringBuilder whole = new StringBuilder(line);
        while (raw[i].stripTrailing().endsWith("\\") && i + 1 < raw.length) {
          whole.append('\n').append(raw[++i]);
        }
        line = whole.toString();
      }
      line(file, line, here);
    }
  }

  private static boolean conditionalDefinition(String line) {
    return CONDITIONAL_DEFINITION.matcher(line).lookingAt();
  }

  /** Reads one line, or the lines of a definition. */
  private void line(Path file, String raw, Location here) {
    String first = raw.indexOf('\n') < 0 ? withoutComment(raw) : raw;
    String line = forThisMachine(first.strip());
    if (line == null || line.isEmpty()) {
      return;
    }
    List<String> definition = Definitions.definition(line);
    if (definition.isEmpty()) {
      statement(file, line, here);
    } else {
      definitions.define(definition.get(0), valueLines(definition.get(1)));
    }
  }

  /** The lines of a value; the backslashes at their ends are gone. */
  private static List<String> valueLines(String value) {
    if (value.indexOf('\n') < 0) {
      return List.of(value.strip());
    }
    List<String> lines = new ArrayList<>();
    for (String part : value.split("\n")) {
      String stripped = part.strip();
      boolean continued = stripped.endsWith("\\");
      lines.add(continued ? stripped.substring(0, stripped.length() - 1).strip() : stripped);
    }
    if (lines.size() > 1 && lines.get(0).isEmpty()) {
      lines.remove(0);
    }
    return lines;
  }

  /** The line without its condition, or null where the condition excludes it. */
  private @Nullable String forThisMachine(String line) {
    if (!line.startsWith("@")) {
      return line;
    }
    int end = 0;
    while (end < line.length() && " \t".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    boolean inverted = line.startsWith("@^");
    boolean same = line.substring(inverted ? 2 : 1, end).equals(configId);
    return same == inverted ? null : line.substring(end).strip();
  }

  private void statement(Path file, String line, Location here) {
    String directory = directory(file).toString();
    if (Sequences.starts(line)) {
      sequence(file, line, directory, here);
      return;
    }
    if (line.indexOf('$') >= 0 && line.chars().filter(c -> c == '"').count() % 2 != 0) {
      lines.add(LogicalLine.problem("Unterminated quote '" + line + "'", here));
    }
    List<String> replaced = definitions.replace(line, directory);
    if (replaced.size() == 1 && !Sequences.starts(replaced.get(0))) {
      add(file, replaced.get(0), here);
      return;
    }
    if (++replays > REPLAY_DEPTH) {
      problems.add(new Problem(here, "definitions refer to each other without end"));
    } else {
      replaced.forEach(text -> line(file, text, here));
    }
    replays--;
  }

  /** Repeats the rest of the line; the variable keeps its last value, as keepalived's does. */
  private void sequence(Path file, String line, String directory, Location here) {
    int close = line.indexOf(')');
    String inside = close < 0 ? line : line.substring(0, close + 1);
    List<String> replaced = definitions.replace(inside, directory);
    Sequences sequence = Sequences.read(replaced.get(0));
    if (sequence.complaint().isPresent()) {
      String kind = line.startsWith("~LST") ? "LST" : "SEQ";
      if (!sequence.complaint().get().isEmpty()) {
        lines.add(LogicalLine.problem(sequence.complaint().get() + " '" + line + "'", here));
      }
      lines.add(LogicalLine.problem("Invalid ~" + kind + " specification '" + line + "'", here));
      return;
    }
    String rest = line.substring(close + 1).strip();
    for (Sequences.Step step : sequence.steps()) {
      for (int i = 0; i < step.names().size(); i++) {
        definitions.define(step.names().get(i), List.of(step.values().get(i)));
      }
      if (!rest.isEmpty() && lines.size() < LINE_LIMIT) {
        line(file, rest, here);
      }
    }
  }

  private void add(Path file, String line, Location here) {
    String stripped = withoutComment(line).strip();
    IncludeCheck check = IncludeCheck.of(stripped);
    if (check == null) {
      quotes(stripped, here);
      lines.add(LogicalLine.of(stripped, here));
      return;
    }
    String pattern = stripped.split("[ \t]+", 2)[1].strip();
    if (pattern.startsWith("\"") && pattern.endsWith("\"") && pattern.length() > 1) {
      pattern = pattern.substring(1, pattern.length() - 1);
    }
    include(file, pattern, check.with(always), here);
  }

  /** An odd number of quotes is told for every reader, at its place. */
  private void quotes(String line, Location here) {
    long count = line.chars().filter(c -> c == '"').count();
    if (count % 2 == 0) {
      return;
    }
    lines.add(LogicalLine.problem("Unterminated quote '" + line + "'", here));
    lines.add(LogicalLine.problem("Unmatched quote: '" + line + "'", here));
  }

  private void include(Path file, String pattern, IncludeCheck check, Location here) {
    Path directory = directory(file);
    IncludedFiles found = IncludedFiles.find(directory, pattern);
    for (String missing : found.missing(check)) {
      problems.add(new Problem(here, missing));
      incomplete |= check != IncludeCheck.NONE;
    }
    for (Path included : found.files()) {
      if (incomplete || depth >= INCLUDE_DEPTH) {
        return;
      }
      String shown =
          included.startsWith(directory) && !pattern.startsWith("/")
              ? directory.relativize(included).toString()
              : included.toString();
      depth++;
      try {
        readText(included, shown, Files.readString(included, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        problems.add(
            new Problem(here, "Configuration file '" + included + "' open problem - " + reason));
        incomplete |= check.unreadable();
      } finally {
        depth--;
      }
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent.normalize();
  }

  /** The line up to a comment outside quotes. */
  private static String withoutComment(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '#' || c == '!')) {
        return line.substring(0, i);
      }
    }
    return line;
  }
}
