package io.jhaproxy.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Adverts byte for byte as keepalived 2.2.7 sends them. */
class AdvertEncoderTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest(name = "v{0} vrid {1} priority {2}: {8}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2|51|200|1000|1010|192.168.100.250                |192.168.100.101|224.0.0.18|2133c80101018dc6c0a864fa3130313000000000
          2|51|0  |1000|1010|192.168.100.250                |192.168.100.101|224.0.0.18|21330001010155c7c0a864fa3130313000000000
          2|52|100|3000|    |10.20.0.250 10.20.0.251        |10.20.0.101    |224.0.0.18|21346402000364a90a1400fa0a1400fb0000000000000000
          2|51|255|1000|longerthan8|192.168.100.250         |192.168.100.101|224.0.0.18|*
          3|51|200|1000|    |192.168.100.250                |192.168.100.101|224.0.0.18|*
          3|61|200|100 |    |fe80::100:250 fd00:100::250    |fe80::1        |ff02::12  |*
          3|7 |1  |40950|   |10.20.0.7                      |10.20.0.1      |10.20.0.2 |*
          """)
  void bytes(
      int version,
      int virtualRouterId,
      int priority,
      long intervalMillis,
      String password,
      String addresses,
      String source,
      String destination,
      String expected)
      throws UnknownHostException {
    List<InetAddress> list = addresses(addresses);
    AuthenticationType type =
        password == null ? AuthenticationType.NONE : AuthenticationType.SIMPLE;
    byte[] secret = AdvertEncoder.passwordBytes(password == null ? "" : password);
    InetAddress from = InetAddress.getByName(source);
    InetAddress to = InetAddress.getByName(destination);
    byte[] advert =
        new AdvertEncoder(
                version, virtualRouterId, intervalMillis * 1_000_000, type, secret, list, null)
            .encode(priority, from, to);
    if (!expected.equals("*")) {
      assertThat(HexFormat.of().formatHex(advert)).isEqualTo(expected);
    }
    AdvertCheck check =
        new AdvertCheck(
            new AdvertExpectation(
                version,
                virtualRouterId,
                list.get(0).getAddress().length,
                intervalMillis * 1_000_000,
                type,
                secret,
                list,
                !to.isMulticastAddress(),
                List.of(),
                false,
                null));
    assertThat(check.check(new ReceivedPacket(advert, from, to, 255), false))
        .as("%s", check.rejection())
        .isTrue();
    assertThat(check.advert())
        .isEqualTo(new Advert(from, priority, intervalMillis * SECOND / 1000));
  }

  static List<InetAddress> addresses(String text) {
    return Arrays.stream(text.trim().split(" ")).map(AdvertEncoderTest::address).toList();
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
