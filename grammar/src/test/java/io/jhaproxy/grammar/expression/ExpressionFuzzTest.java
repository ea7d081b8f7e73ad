package io.jhaproxy.grammar.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random expressions, formats and conditions: read or refused, never anything else. */
class ExpressionFuzzTest {
  private static final String[] PIECES = {
    "src", "hdr", "req.hdr", "(", ")", ",", "host", "lower", "\"", "'", "\\", "%", "%[", "]", "{",
    "}", "%{+Q}", "r", " ", "!", "or", "||", "a.b-c", "1:2", "\\)", "\\,", "{+E}", "o"
  };

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void expressionsAndFormatsAreReadOrRefused() {
    for (int seed = 0; seed < Integer.getInteger("fuzz.rounds", 6000); seed++) {
      String text = text(new Random(seed));
      try {
        SampleExpression.parse(text);
      } catch (ExpressionException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
      try {
        LogFormatText.parse(text);
      } catch (ExpressionException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  @Test
  void conditionsAreReadOrRefused() {
    for (int seed = 0; seed < Integer.getInteger("fuzz.rounds", 6000); seed++) {
      Random random = new Random(seed);
      List<String> words = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        words.add(PIECES[random.nextInt(PIECES.length)]);
      }
      try {
        for (List<Condition.Term> terms : Condition.parse(words).alternatives()) {
          assertThat(terms).isNotEmpty();
        }
      } catch (ExpressionException e) {
        assertThat(e.getMessage()).contains("missing closing '}'");
      }
    }
  }

  @Test
  void plainExpressionsAreWhatTheGrammarSays() throws ExpressionException {
    for (int seed = 0; seed < Integer.getInteger("fuzz.rounds", 6000); seed++) {
      String text = text(new Random(seed));
      List<SampleExpression.Call> plain = PlainExpression.calls(text);
      if (!plain.isEmpty()) {
        SampleExpression parsed = SampleExpression.parsed(text);
        List<SampleExpression.Call> calls = new ArrayList<>(List.of(parsed.fetch()));
        calls.addAll(parsed.converters());
        assertThat(plain).as(text).isEqualTo(calls);
      }
    }
  }
}
