package io.jhaproxy.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that haproxy 2.6.12 gave. */
class DynamicCookieTest {
  @ParameterizedTest
  @CsvSource({"secret, 127.0.0.1, 36717, 94f90710d33d420c"})
  void followsFromAddressAndSecret(String secret, String host, int port, String value) {
    assertThat(DynamicCookie.value(secret, new InetSocketAddress(host, port))).isEqualTo(value);
  }
}
