package io.jhaproxy.grammar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words, variables and conditional blocks; expectations were tried on HAProxy 2.6.12. */
class StatementReaderTest {
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Environment environment =
      new Environment(
          Map.of("HOME", "/root", "LIST", "p q", "EMPTY", ""), "2.6.12", Set.of("EPOLL"));

  private List<Statement> read(String text) {
    SyntaxTree tree = SyntaxTreeReader.read("t.cfg", text);
    StatementReader reader = new StatementReader(tree, environment, diagnostics::add);
    List<Statement> statements = new ArrayList<>();
    for (Statement s = reader.next(); s != null; s = reader.next()) {
      statements.add(s);
    }
    return statements;
  }

  /** The words of each line, joined by "|". */
  private List<String> words(String text) {
    return read(text).stream()
        .map(s -> String.join("|", s.words().stream().map(Word::text).toList()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        // as written ~ the words
        "a b\tc           ~ a|b|c",
        "a\\ b            ~ a b",
        "a\\#b#c          ~ a#b",
        "a#b c            ~ a",
        "a\\\\b           ~ a\\b",
        "a\\'b            ~ a'b",
        "a\\\"b           ~ a\"b",
        "a\\x41b          ~ aAb",
        "a\\x4b           ~ aK",
        "a\\db            ~ a\\db",
        "a\\$b            ~ a\\$b",
        "a$HOME           ~ a$HOME",
        "\"a$HOME\"b      ~ a/rootb",
        "\"a${HOME}b\"    ~ a/rootb",
        "\"${NO-d}\"      ~ d",
        "\"${EMPTY-d}\"x  ~ x",
        "\"a${NO}b\"      ~ ab",
        "\"a$NO-x\"       ~ a-x",
        "\"\\d\\$\\\"\\'\\#\" ~ \\d$\"'#",
        "'a\\d$\"b'       ~ a\\d$\"b",
        "'a'b\"c\"d       ~ abcd",
        "\"${LIST[*]}\"   ~ p|q",
        "\"x${LIST[*]}y\" ~ xp|qy",
        "\"x${LIST}y\"    ~ xp qy",
        "\"${NO[*]-d e}\" ~ d|e",
        "\"${NO-d e}\"    ~ d e",
        "a \"${NO[*]}\" b ~ a|b",
        "\"$.FILE\"       ~ t.cfg",
        "\"${.LINE}\"     ~ 1",
        "abc\\            ~ abc\\",
        "x \"\" y         ~ x||y",
      })
  void words(String line, String expected) {
    assertThat(words(line + "\n")).containsExactly(expected.strip());
    assertThat(diagnostics).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a\\xzz     ~ truncated or invalid hexadecimal sequence at position 2",
        "\"\\x4\"   ~ truncated or invalid hexadecimal sequence at position 2",
        "\"$\"      ~ forbidden first char in environment variable name at position 3",
        "\"${}\"    ~ forbidden first char in environment variable name at position 4",
        "\"$1A\"    ~ forbidden first char in environment variable name at position 3",
        "\"${HOME-\" ~ unmatched brace in environment variable name at position 3",
        "'open      ~ unmatched quote at position 1",
        "x \"y      ~ unmatched quote at position 3",
      })
  void lexicalErrors(String line, String expected) {
    assertThat(words(line + "\n")).isEmpty();
    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.get(0).message())
        .startsWith("config : parsing [t.cfg:1]: " + expected.strip() + ":\n");
  }

  @Test
  void controlCharacters() {
    assertThat(words("a\\nb\\rc\\td\n")).containsExactly("a\nb\rc\td");
  }

  @Test
  void crlfCommentsAndMissingLastLineFeed() {
    String text = "global\r\n maxconn 10 \r\n\r\n# \uac00 \u00eb\u201e\r\n daemon";
    assertThat(words(text)).containsExactly("global", "maxconn|10", "daemon");
    assertThat(SyntaxTreeReader.read("t", text).lastLineTerminated()).isFalse();
    assertThat(SyntaxTreeReader.read("t", text + "\n").lastLineTerminated()).isTrue();
    assertThat(SyntaxTreeReader.read("t", "").lastLineTerminated()).isTrue();
  }

  @Test
  void everyWordKnowsItsPlace() {
    Statement statement = read("\n\tbind  \"*:80\" # x\n").get(0);
    assertThat(statement.location()).isEqualTo(new Location("t.cfg", 2, 2));
    assertThat(statement.words().get(1).location().column()).isEqualTo(8);
    assertThat(statement.words().get(1).quoted()).isTrue();
    assertThat(statement.words().get(0).quoted()).isFalse();
  }

  @Test
  void variablesAreResolvedWhenTheirLineIsReached() {
    SyntaxTree tree = SyntaxTreeReader.read("t", "\"$NEW\"a\n\"$NEW\"b\n");
    StatementReader reader = new StatementReader(tree, environment, diagnostics::add);
    assertThat(reader.next().word(0)).isEqualTo("a");
    environment.set("NEW", "x");
    assertThat(reader.next().word(0)).isEqualTo("xb");
  }

  @Test
  void conditionalBlocks() {
    String text =
        """
        .if 0
          no1
          .if 1
            no2
          .endif
        .elif defined(HOME)
          yes1
          .if streq("$HOME",/nope)
            no3
          .else
            yes2
          .endif
        .elif 1
          no4
        .else
          no5
        .endif
        yes3
        """;
    assertThat(words(text)).containsExactly("yes1", "yes2", "yes3");
    assertThat(diagnostics).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        ".endif                  ~ lone '.endif' with no matching '.if'.",
        ".else                   ~ lone '.else' with no matching '.if'.",
        ".elif 1                 ~ lone '.elif' with no matching '.if'.",
        ".if 1;.else;.else       ~ '.else' after '.else' is not permitted.",
        ".if 1                   ~ non-terminated '.if' block.",
        ".if 0;.else x;.endif    ~ Unexpected argument 'x' for '.else'.",
        ".foo                    ~ unknown directive '.foo'.",
        ".alert a b              ~ Unexpected argument 'b' for '.alert'. Use quotes if the message"
            + " should contain spaces.",
        ".alert \"a b\"          ~ 'a b'.",
        ".if foo                 ~ unparsable conditional expression 'foo' in '.if' at position 1",
        ".if 1 && foo            ~ unparsable conditional expression 'foo' in '.if' at position 6",
      })
  void directiveErrors(String lines, String expected) {
    read(lines.replace(';', '\n') + "\n");
    assertThat(diagnostics.get(0).message()).contains("]: " + expected.strip());
  }

  @Test
  void tooManyWords() {
    assertThat(words("w " + "x ".repeat(64) + "\n")).isEmpty();
    assertThat(diagnostics.get(0).message()).contains("too many words, truncating after word 64");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void randomTextNeverThrows(int seed) {
    Random random = new Random(seed);
    String alphabet = "ab \t\r\n#'\"\\${}[*]-.x41if()&|!\0\u00ff";
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? ".if " : "");
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      read(text.toString());
    }
  }
}
