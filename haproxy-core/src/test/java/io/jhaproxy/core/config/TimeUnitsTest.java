package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times and sizes (configuration manual 2.5). */
class TimeUnitsTest {
  @ParameterizedTest
  @CsvSource({
    "10, 10, false",
    "1s, 1000, false",
    "5m, 300000, false",
    "2h, 7200000, false",
    "24d, 2073600000, false",
    "365d, 31536000000, true",
    "1us, 1, false",
    "1500us, 2, false",
    "0, 0, false",
    "2147483647, 2147483647, false",
    "2147483648, 2147483648, true",
    "99999999999999999999, 9223372036854, true",
  })
  void times(String word, long milliseconds, boolean beyond) throws Exception {
    assertThat(TimeUnits.parse(word, TimeUnits.Unit.MILLISECONDS))
        .isEqualTo(new TimeUnits.Time(milliseconds, beyond, ""));
  }

  @ParameterizedTest
  @CsvSource({"5x, x", "10sec, e", "1.5s, .", "-1, -", "s, s", "10S, S"})
  void badTimes(String word, char character) {
    assertThatThrownBy(() -> TimeUnits.parse(word, TimeUnits.Unit.MILLISECONDS))
        .hasMessage("unexpected character '" + character + "'");
  }

  @ParameterizedTest
  @CsvSource({"10sec, 10000, ec", "5min, 300000, in", "1s0, 1000, 0", "2msx, 2, x"})
  void lenientTimes(String word, long milliseconds, String rest) throws Exception {
    assertThat(TimeUnits.lenient(word, TimeUnits.Unit.MILLISECONDS))
        .isEqualTo(new TimeUnits.Time(milliseconds, false, rest));
  }

  @ParameterizedTest
  @CsvSource({"16384, 16384", "64k, 65536", "1M, 1048576", "2g, 2147483648"})
  void sizes(String word, long bytes) throws Exception {
    assertThat(TimeUnits.parseSize(word)).isEqualTo(bytes);
  }
}
