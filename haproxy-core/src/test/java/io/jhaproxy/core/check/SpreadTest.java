package io.jhaproxy.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  @ParameterizedTest
  @CsvSource({
    // percent, random, pause, what is made of it
    " 0, 0.9,  2000, 2000",
    "50, 0.0,  2000, 1000",
    "50, 0.5,  2000, 2000",
    "50, 0.75, 2000, 2500",
    "10, 0.0,  1000,  900",
    "50, 0.0,     1,    1",
  })
  void isAroundThePause(int percent, double random, long pause, long made) {
    assertThat(new Spread(percent, () -> random).of(pause)).isEqualTo(made);
  }
}
