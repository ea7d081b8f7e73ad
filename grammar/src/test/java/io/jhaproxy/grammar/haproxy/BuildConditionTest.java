package io.jhaproxy.grammar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of {@code .if} and {@code -cc}; verdicts were tried on HAProxy 2.6.12. */
class BuildConditionTest {
  private final Environment environment =
      new Environment(Map.of("HOME", "/root"), "2.6.12", Set.of("OPENSSL"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "1                         ~ true",
        "0                         ~ false",
        "''                        ~ false",
        "-1                        ~ true",
        "!1                        ~ false",
        "!!1                       ~ true",
        "1||0                      ~ true",
        "(1||0)&&0                 ~ false",
        "1 || 0 && 0               ~ true",
        "defined(HOME)             ~ true",
        "defined(NOPE)             ~ false",
        "defined()                 ~ false",
        "streq(a,a)                ~ true",
        "streq(a,b)                ~ false",
        "streq(\"a b\",a\\ b)      ~ true",
        "strneq(a,b)               ~ true",
        "strstr(abc,b)             ~ true",
        "feature(OPENSSL)          ~ true",
        "feature(NOPE)             ~ false",
        "enabled(EPOLL)            ~ true",
        "enabled(KQUEUE)           ~ false",
        "openssl_version_before(99) ~ true",
        "openssl_version_atleast(1.1) ~ true",
        "ssllib_name_startswith(x) ~ false",
        "version_atleast(2.6)      ~ true",
        "version_atleast(2.6.12)   ~ true",
        "version_atleast(2.6.13)   ~ false",
        "version_atleast(2.6-dev4) ~ true",
        "version_before(2.7-dev1)  ~ true",
        "version_before(2.6.12)    ~ false",
      })
  void evaluates(String condition, boolean expected) throws Exception {
    assertThat(BuildCondition.evaluate(condition, environment)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "foo          ~ unparsable conditional expression 'foo'",
        "awk(1)       ~ unparsable conditional expression 'awk(1)'",
        "&& 1         ~ unparsable conditional expression '&& 1'",
        "(1           ~ expected ')' after conditional expression '(1'",
        "1)           ~ unexpected character ')' at the end of conditional expression '1)'",
        "12 x         ~ unexpected character 'x' at the end of conditional expression '12 x'",
        "2.5          ~ unexpected character '.' at the end of conditional expression '2.5'",
        "1 & 1        ~ unexpected character '&' at the end of conditional expression '1 & 1'",
        "streq(a      ~ missing arguments (got 1/2), type 'string' expected in argument 1 of"
            + " predicate 'streq' used in conditional expression",
        "streq(a,b    ~ expected ')' in argument 1 of predicate 'streq' used in conditional"
            + " expression",
      })
  void refuses(String condition, String message) {
    assertThatThrownBy(() -> BuildCondition.evaluate(condition, environment))
        .isInstanceOf(BuildCondition.SyntaxException.class)
        .hasMessage(message.strip());
  }
}
