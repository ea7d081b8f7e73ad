package io.jhaproxy.grammar.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.grammar.keepalived.SyntaxTree.Close;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Item;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Open;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Problem;
import io.jhaproxy.grammar.keepalived.SyntaxTree.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lexical rules of keepalived.conf; each outcome is keepalived 2.2.7's. */
class LineReaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        // comments
        "a b # c => a,b",
        "a b ! c => a,b",
        "auth_pass a#b => auth_pass,a",
        "a \"b # c ! d\" e => a,b # c ! d,e",
        // words and braces
        "a\tb  c => a,b,c",
        "a { b c } => a {;b,c };",
        "a|{ b|} => a {;b };",
        "a { b } c => a {;b };c",
        "a ${U} => a,$ {;U };",
        "a\r|b\r => a;b",
        "a \"b c\"d => a,b c,d",
        "a\"b c\"d => a,b c,d",
        "a 'b c' => a,'b,c'",
        "a \"\" b => a,,b",
        // definitions
        "$A=x y|s $A => s,x,y",
        "$A=x|s ${A}z => s,xz",
        "$A=x|s $A, => s,x,",
        "$A=x|s $A) => s,x)",
        "$A=x|s $A/ => s,$A/",
        "$A=x|s \"$A\" => s,$A",
        "$A=x|s \"${A}\" => s,x",
        "$A=x|$B=$A|s $B => s,x",
        "$A=1|$A=2|s $A => s,2",
        "$A = 1 => $A,=,1",
        "s $UNKNOWN => s,$UNKNOWN",
        "s ${_HASH}x${_BANG} => s",
        "s \"${_HASH}${_BANG}\" => s,#!",
        "s $_INSTANCE => s,node1",
        "s ${_RANDOM 7 7} => s,7",
        // definitions of several lines
        "$M=\\| a \\| b|$M => a;b",
        "$M= \\| a $X \\| b|$X=1|$M|$X=2|$M => a,1;b;a,2;b",
        "$M=\\| $X=7 \\| a $X|$M => a,7",
        "$M=\\| a \\|# c \\|@node1 d \\|@node2 e|$M => a;d",
        // sequences
        "~SEQ(i, 1, 3) v $i => v,1;v,2;v,3",
        "~SEQ(i, 2) v $i => v,1;v,2",
        "~SEQ(i, 3, 1) v $i => v,3;v,2;v,1",
        "~SEQ(i, 10, -4, 1) v $i => v,10;v,6;v,2",
        "~SEQx(i, 8, 11) v $i => v,8;v,9;v,a;v,b",
        "~SEQ(i, 1, 2) ~SEQ(j, 1, 2) v ${i}.$j => v,1.1;v,1.2;v,2.1;v,2.2",
        "~LST(k,a,b) v $k => v,a;v,b",
        "~LST({k, l}, {1,2}, {3,4}) v ${k}-$l => v,1-2;v,3-4",
        "$M=\\| v $i \\| w|~SEQ(i,1,2) $M => v,1;w;v,2;w",
        "~LST(k,a b) v => ?Invalid ~LST specification '~LST(k,a b) v'",
        "~SEQ(i,a) v => ?Invalid ~SEQ definition '~SEQ(i,a) v';?Invalid ~SEQ specification '~SEQ(i,a) v'",
        // conditions
        "@node1 a => a",
        "@node2 a => ``",
        "@^node1 a => ``",
        "@^node2 a => a",
        "@node1 $A=5|s $A => s,5",
        // quotes
        "a \"b => ?Unterminated quote 'a \"b';?Unmatched quote: 'a \"b';a",
      })
  void reads(String text, String expected) {
    SyntaxTree tree =
        new LineReader("node1", new Random(1))
            .read(Path.of("t.conf"), text.replace('|', '\n').replace("\\t", "\t"));
    assertThat(shown(tree)).isEqualTo(expected == null ? "" : expected);
  }

  private static String shown(SyntaxTree tree) {
    StringBuilder text = new StringBuilder();
    for (Item item : tree.items()) {
      if (item instanceof Open) {
        text.append(" {;");
      } else if (item instanceof Close) {
        text.append(" };");
      } else {
        boolean fresh = text.isEmpty() || text.charAt(text.length() - 1) == ';';
        text.append(fresh ? "" : ";").append(one(item));
      }
    }
    return text.toString();
  }

  private static String one(Item item) {
    if (item instanceof Problem problem) {
      return "?" + problem.text();
    }
    return ((Statement) item).words().stream().map(Word::text).collect(Collectors.joining(","));
  }

  @Test
  void everyWordKnowsItsPlace() {
    SyntaxTree tree =
        new LineReader("n", new Random(1)).read(Path.of("t.conf"), "x\n  a  \"b c\" d\n");
    Statement statement = (Statement) tree.items().get(1);
    assertThat(statement.words().get(1).location().line()).isEqualTo(2);
    assertThat(statement.words().get(1).location().column()).isEqualTo(4);
    assertThat(statement.words().get(2).location().column()).isEqualTo(10);
    assertThat(statement.arguments()).isEqualTo("\"b c\" d");
  }

  @Test
  void includesAreRelativeToTheIncludingFile(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("inc/sub"));
    Files.writeString(folder.resolve("inc/1.conf"), "one\n");
    Files.writeString(folder.resolve("inc/2.conf"), "two\ninclude sub/*.conf\n");
    Files.writeString(folder.resolve("inc/sub/x.conf"), "three\n");
    Path main = folder.resolve("main.conf");
    Files.writeString(main, "include inc/*.conf\nfour\ninclude inc/none*.conf\n");
    SyntaxTree tree = new LineReader("n", new Random(1)).read(main);
    assertThat(shown(tree)).isEqualTo("one;two;three;four");
    assertThat(tree.items().get(2).location().file()).isEqualTo("sub/x.conf");
    assertThat(tree.problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "=>",
      value = {
        "include none.conf => false => Config files missing 'none.conf'.",
        "include none/*.conf => false => Config files missing 'none/*.conf'.",
        "include none*.conf => false => ''",
        "includer none.conf => true => Config files missing 'none.conf'.",
        "includem none.conf => true => Config files missing 'none.conf'.",
        "includew none*.conf => true => No config files matched 'none*.conf'.",
        "includeb {main,none}.cfg => true => Some config files missing: \"{main,none}.cfg\".",
        "includea none.conf => true => Config files missing 'none.conf'.",
      })
  void saysWhatIsMissing(String line, boolean incomplete, String message, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("main.cfg"), "");
    Path main = folder.resolve("main.conf");
    Files.writeString(main, line + "\n");
    SyntaxTree tree = new LineReader("n", new Random(1)).read(main);
    assertThat(tree.problems().stream().map(Problem::text).collect(Collectors.joining()))
        .isEqualTo(message);
    assertThat(tree.incomplete()).isEqualTo(incomplete);
  }
}
