package io.jhaproxy.grammar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.grammar.haproxy.SyntaxTree.Line;
import io.jhaproxy.grammar.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random texts: no exception, no hang, every message has a line of the file; the short way for
 * plain lines and the grammar give the same words. Seeds are fixed; {@code -Dfuzz.rounds} runs
 * longer.
 */
class GrammarFuzzTest {
  private static final String[] PIECES = {
    "acl",
    "server",
    "s1",
    "127.0.0.1:80",
    " ",
    "  ",
    "\t",
    "#",
    "\r",
    "\n",
    "\\",
    "\\\\",
    "\\n",
    "\\x41",
    "\\x4",
    "\\x",
    "'",
    "\"",
    "'a b'",
    "\"a b\"",
    "\"$HOME\"",
    "\"${LIST[*]}\"",
    "$",
    "\"$\"",
    "\"${X\"",
    "\"${X-y}\"",
    "\"${.LINE}\"",
    ".if",
    ".elif",
    ".else",
    ".endif",
    ".alert x\n",
    "defined(X)",
    "feature(A)",
    "streq(a,b)",
    "(",
    ")",
    "!",
    "&&",
    "||",
    ",",
    "version_atleast(2.6)",
    "\0",
    "\u00ff",
    "{",
    "}",
    "%[src]",
    "1",
    "-1"
  };

  private static int rounds() {
    return Integer.getInteger("fuzz.rounds", 4000);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      if (random.nextInt(3) == 0) {
        text.append(random.nextBoolean() ? ' ' : '\n');
      }
    }
    return text.toString();
  }

  @Test
  void everythingIsReadAndEveryMessageHasALine() {
    for (int seed = 0; seed < rounds(); seed++) {
      String text = text(new Random(seed));
      List<Diagnostic> found = new ArrayList<>();
      SyntaxTree tree = SyntaxTreeReader.read("f.cfg", text);
      Environment environment =
          new Environment(Map.of("HOME", "/r", "LIST", "p q"), "2.6.12", Set.of("A"));
      StatementReader reader = new StatementReader(tree, environment, found::add);
      int statements = 0;
      for (Statement next = reader.next(); next != null; next = reader.next()) {
        assertThat(next.size()).as("seed %d", seed).isPositive();
        assertThat(next.location().line()).isBetween(1, tree.lines().size());
        statements++;
      }
      assertThat(statements).isLessThanOrEqualTo(tree.lines().size());
      for (Diagnostic diagnostic : found) {
        assertThat(diagnostic.location().line()).as("seed %d: %s", seed, diagnostic).isPositive();
      }
    }
  }

  @Test
  void plainLinesAreWhatTheGrammarSays() {
    for (int seed = 0; seed < rounds(); seed++) {
      String line = text(new Random(seed)).replace("\n", " ").replaceAll("[\"'\\\\\0]", "");
      Line plain = PlainLine.read(1, line, line);
      Line parsed = new SyntaxTreeReader("f.cfg").parsed(1, line, line);
      assertThat(words(plain)).as("seed %d: <%s>", seed, line).isEqualTo(words(parsed));
    }
  }

  private static List<String> words(Line line) {
    return line.words().stream()
        .map(
            word -> {
              StringBuilder text = new StringBuilder(word.column() + ":");
              word.pieces().forEach(piece -> text.append(((SyntaxTree.Text) piece).text()));
              return text.toString();
            })
        .toList();
  }
}
