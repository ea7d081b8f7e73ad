package io.jhaproxy.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rise and fall: + is a check that succeeded, - one that failed. */
class HealthTest {
  /** The state's text after each check; {@code *} marks a change between up and down. */
  private static String run(int rise, int fall, String checks) {
    Health health = new Health(rise, fall);
    StringBuilder states = new StringBuilder(health.text());
    for (char check : checks.toCharArray()) {
      boolean changed = health.count(check == '+');
      states.append(", ").append(health.text()).append(changed ? "*" : "");
    }
    return states.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | 3 | +       | UP 1/3, UP
          2 | 3 | -       | UP 1/3, DOWN*
          2 | 3 | +---    | UP 1/3, UP, UP 2/3, UP 1/3, DOWN*
          2 | 3 | +--+-   | UP 1/3, UP, UP 2/3, UP 1/3, UP, UP 2/3
          2 | 3 | -++     | UP 1/3, DOWN*, DOWN 1/2, UP*
          2 | 3 | -+-++   | UP 1/3, DOWN*, DOWN 1/2, DOWN, DOWN 1/2, UP*
          2 | 3 | ---     | UP 1/3, DOWN*, DOWN, DOWN
          1 | 1 | -+-+    | UP, DOWN*, UP*, DOWN*, UP*
          3 | 1 | -+++-   | UP, DOWN*, DOWN 1/3, DOWN 2/3, UP*, DOWN*
          1 | 2 | -+--    | UP 1/2, DOWN*, UP*, UP 1/2, DOWN*
          """)
  void countsChecks(int rise, int fall, String checks, String states) {
    assertThat(run(rise, fall, checks)).isEqualTo(states);
  }

  @Test
  void aServerThatComesUpIsFullyUp() {
    Health health = new Health(2, 3);
    health.count(false);
    health.count(true);
    health.count(true);
    assertThat(health.level()).isEqualTo(4);
    assertThat(health.isChanging()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'',true", "+,false", "+-,true", "-,false", "-+,true", "-++,false"})
  void isChangingBetweenTheEnds(String checks, boolean changing) {
    Health health = new Health(2, 3);
    checks.chars().forEach(check -> health.count(check == '+'));
    assertThat(health.isChanging()).isEqualTo(changing);
  }

  @Test
  void canBeForced() {
    Health health = new Health(2, 3);
    health.force(false);
    assertThat(health.text()).isEqualTo("DOWN");
    health.force(true);
    assertThat(health.text()).isEqualTo("UP");
  }
}
