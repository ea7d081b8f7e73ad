package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.core.config.Rewrite;
import io.jhaproxy.grammar.haproxy.SyntaxTree;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code -c} found, for tools: JSON of our own, or SARIF 2.1.0 (OASIS) for editors and code
 * review. Lines and columns count from 1; a column is a character of the line read as UTF-8.
 */
final class Report {
  private static final Pattern PREFIX =
      Pattern.compile("^config : (?:parsing \\[.*?:\\d+\\]\\s*: ?)?");
  private static final Pattern HINT = Pattern.compile("did you mean '([^']*)'");
  private static final Pattern SUMMARY =
      Pattern.compile("^(?:Error\\(s\\) found in|Fatal errors found)");

  /** The first pattern that occurs in a message names its code. */
  private static final String[][] CODES = {
    {"not-implemented", "not implemented yet"},
    {"old-form", "is an old form|not supported any ?more|deprecated"},
    {"missing-line-end", "Missing LF"},
    {"syntax", "unmatched|truncated or invalid|forbidden first char|NUL character|too many words"},
    {"condition", "\\.if|\\.elif|\\.else|\\.endif"},
    {"file", "[Cc]annot open|failed to open|No such file|cannot find .* id for"},
    {"unknown-word", "unknown|did you mean|not a known|is not known"},
    {"missing-reference", "unable to find|no such|not found|undefined|cannot be found"},
    {"duplicate", "already|duplicate|same name|has the same"},
    {"missing-timeout", "missing timeouts"},
    {"order", "will still be processed before|never match|unreachable"},
    {"no-effect", "ignored|no effect"},
    {"bad-argument", "expect|require|missing|invalid|argument|supports"},
  };

  private final List<Diagnostic> found;
  private final int status;
  private final Map<Location, Rewrite> rewrites = new HashMap<>();
  private final Map<String, List<String>> files = new HashMap<>();

  Report(List<Diagnostic> found, List<Rewrite> rewrites, int status) {
    this.found = found.stream().filter(d -> !SUMMARY.matcher(text(d)).find()).toList();
    this.status = status;
    rewrites.forEach(r -> this.rewrites.putIfAbsent(r.old().location().wholeLine(), r));
  }

  /** One object: status, findings, and what a reload would change where that was asked. */
  String json(@Nullable AgainstRunning running) {
    return found.stream()
        .map(this::finding)
        .collect(
            Collectors.joining(
                ",\n",
                "{\"version\":"
                    + quote(ProgramText.VERSION)
                    + ",\"status\":"
                    + status
                    + ",\"findings\":[\n",
                running == null ? "\n]}\n" : "\n]," + running.json() + "}\n"));
  }

  private String finding(Diagnostic diagnostic) {
    Location at = diagnostic.location();
    StringBuilder out = new StringBuilder("{");
    out.append("\"severity\":").append(quote(diagnostic.severity().toString()));
    out.append(",\"code\":").append(quote(code(diagnostic)));
    if (at.line() > 0) {
      out.append(",\"file\":").append(quote(at.file()));
      out.append(",\"line\":").append(at.line());
      if (at.column() > 0) {
        out.append(",\"column\":").append(character(at, at.column() - 1) + 1);
        out.append(",\"endColumn\":").append(character(at, end(at)) + 1);
      }
    }
    out.append(",\"message\":").append(quote(text(diagnostic)));
    String suggestion = suggestion(diagnostic);
    if (!suggestion.isEmpty()) {
      out.append(",\"suggestion\":").append(quote(suggestion));
    }
    return out.append('}').toString();
  }

  /** A SARIF log with one run. */
  String sarif() {
    return found.stream()
        .map(this::result)
        .collect(
            Collectors.joining(
                ",\n",
                "{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
                    + "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"jhaproxy\",\"version\":"
                    + quote(ProgramText.VERSION)
                    + "}},\"results\":[\n",
                "\n]}]}\n"));
  }

  private String result(Diagnostic diagnostic) {
    Location at = diagnostic.location();
    String suggestion = suggestion(diagnostic);
    String message = text(diagnostic);
    if (!suggestion.isEmpty() && !message.contains(suggestion)) {
      message += " Suggestion: " + suggestion;
    }
    StringBuilder out = new StringBuilder("{\"ruleId\":").append(quote(code(diagnostic)));
    out.append(",\"level\":").append(quote(level(diagnostic.severity())));
    out.append(",\"message\":{\"text\":").append(quote(message)).append('}');
    if (at.line() > 0) {
      out.append(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")
          .append(quote(at.file()))
          .append("},\"region\":{\"startLine\":")
          .append(at.line());
      if (at.column() > 0) {
        out.append(",\"startColumn\":")
            .append(character(at, at.column() - 1) + 1)
            .append(",\"endColumn\":")
            .append(character(at, end(at)) + 1);
      }
      out.append("}}}]");
    }
    return out.append('}').toString();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ALERT -> "error";
      case WARNING -> "warning";
      default -> "note";
    };
  }

  private static String code(Diagnostic diagnostic) {
    for (String[] row : CODES) {
      if (Pattern.compile(row[1]).matcher(diagnostic.message()).find()) {
        return row[0];
      }
    }
    return "invalid";
  }

  private static String text(Diagnostic diagnostic) {
    return PREFIX.matcher(diagnostic.message()).replaceFirst("");
  }

  private String suggestion(Diagnostic diagnostic) {
    Matcher hint = HINT.matcher(diagnostic.message());
    if (hint.find()) {
      return hint.group(1);
    }
    Rewrite rewrite = rewrites.get(diagnostic.location().wholeLine());
    return rewrite == null || !code(diagnostic).equals("old-form")
        ? ""
        : rewrite.modern().stream()
            .map(
                line ->
                    line.stream()
                        .map(word -> Rewrite.quote(word.text()))
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n"));
  }

  /** Offset in bytes behind the word that a location points to. */
  private int end(Location at) {
    String line = line(at);
    return at.column() > line.length()
        ? at.column()
        : Math.max(at.column(), SyntaxTree.endOfWord(line, at.column() - 1));
  }

  /** The number of characters in the first bytes of a line. */
  private int character(Location at, int bytes) {
    String line = line(at);
    int known = Math.min(bytes, line.length());
    return utf8(line.substring(0, known)).length() + bytes - known;
  }

  private String line(Location at) {
    List<String> lines =
        files.computeIfAbsent(
            at.file(),
            name -> {
              try {
                Path path = Path.of(utf8(name));
                return List.of(Files.readString(path, StandardCharsets.ISO_8859_1).split("\n", -1));
              } catch (IOException gone) {
                return List.of();
              }
            });
    return at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** A JSON string in ASCII. */
  static String quote(String bytes) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : utf8(bytes).toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
