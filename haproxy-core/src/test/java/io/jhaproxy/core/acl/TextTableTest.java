package io.jhaproxy.core.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.sample.Slice;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of texts find what looking at each text in turn finds. */
class TextTableTest {
  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void findsWhatALongSearchFinds(boolean fold, boolean fromEnd) {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      String[] texts = new String[random.nextInt(20)];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = text(random, 4);
      }
      int odd = round % 2;
      TextTable table = new TextTable(texts, i -> i % 2 == odd, fold, fromEnd);
      for (int i = 0; i < 50; i++) {
        String wanted = text(random, 7);
        Slice slice = Slice.of(wanted);
        Naive naive = new Naive(texts, odd, fold, fromEnd);
        assertThat(table.find(slice)).as(wanted).isEqualTo(naive.find(wanted, false, true));
        assertThat(table.findPart(slice, true)).isEqualTo(naive.find(wanted, true, true));
        assertThat(table.findPart(slice, false)).isEqualTo(naive.find(wanted, true, false));
      }
    }
  }

  private static String text(Random random, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append("abAB".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private record Naive(String[] texts, int odd, boolean fold, boolean fromEnd) {
    int find(String wanted, boolean part, boolean longest) {
      int found = -1;
      for (int i = odd; i < texts.length; i += 2) {
        String text = fold ? texts[i].toLowerCase(Locale.ROOT) : texts[i];
        String in = fold ? wanted.toLowerCase(Locale.ROOT) : wanted;
        boolean matches =
            !part ? in.equals(text) : fromEnd ? in.endsWith(text) : in.startsWith(text);
        if (matches && (found < 0 || (longest && texts[found].length() < text.length()))) {
          found = i;
        }
      }
      return found;
    }
  }
}
