package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.generation.Keywords;
import io.jhaproxy.grammar.haproxy.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of a text: what is not changed stays as it was written. */
class ConfigEditTest {
  private static final String TEXT =
      """
      # top
      defaults one
      \ttimeout client 5s

      # the front
      frontend f
      \tbind :80   # web
      \t# a remark

      # the back
      backend b
        server s "127.0.0.1:80" weight 5 # first
      """;

  private static ConfigEdit edit(String text) {
    List<Statement> statements = new ArrayList<>();
    ConfigText whole = ConfigText.of("t.cfg", text);
    whole.read(ConfigCheck.environment(), Keywords.registry(), statements::add);
    return new ConfigEdit(whole, statements);
  }

  private static ConfigEdit.Section proxy(ConfigEdit edit, String name, boolean backend) {
    ConfigEdit.Section found = edit.proxy(name, backend);
    if (found == null) {
      throw new AssertionError("no proxy " + name);
    }
    return found;
  }

  private static String text(ConfigEdit edit) {
    return edit.apply().parts().get(0).text();
  }

  @Test
  void withoutChangesTheTextStays() {
    assertThat(text(edit(TEXT))).isEqualTo(TEXT);
  }

  @Test
  void linesComeBehindTheLastThatSaysSomething() {
    ConfigEdit edit = edit(TEXT);
    edit.append(proxy(edit, "f", false), List.of("\tmaxconn 5"));
    assertThat(text(edit)).isEqualTo(TEXT.replace("# web\n", "# web\n\tmaxconn 5\n"));
  }

  @Test
  void aSectionThatIsTakenOutLeavesTheCommentsAroundIt() {
    ConfigEdit edit = edit(TEXT);
    edit.remove(proxy(edit, "f", false));
    assertThat(text(edit)).isEqualTo(TEXT.replace("frontend f\n\tbind :80   # web\n", ""));
  }

  @Test
  void aLineThatIsWrittenAnewKeepsItsIndentationAndItsComment() {
    ConfigEdit edit = edit(TEXT);
    Statement server = proxy(edit, "b", true).lines().get(0);
    List<String> words = new ArrayList<>(ConfigEdit.words(server));
    words.set(4, "7");
    words.add("agent send");
    edit.replace(server, List.of(edit.rewritten(server, words)));
    assertThat(text(edit))
        .contains("\n  server s 127.0.0.1:80 weight 7 \"agent send\" # first\n")
        .startsWith("# top\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"a, a", "a b, \"a b\"", "a#b, \"a#b\"", "$x, \"\\$x\"", "a\"b, \"a\\\"b\""})
  void wordsAreQuotedWhereTheyNeedIt(String word, String line) {
    assertThat(ConfigEdit.line(List.of(word))).isEqualTo(line);
    List<Statement> read = new ArrayList<>();
    ConfigText.of("t.cfg", "defaults\n log-tag " + line + "\n")
        .read(ConfigCheck.environment(), Keywords.registry(), read::add);
    assertThat(read.get(1).word(1)).isEqualTo(word);
  }
}
