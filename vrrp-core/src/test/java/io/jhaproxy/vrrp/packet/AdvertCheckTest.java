package io.jhaproxy.vrrp.packet;

import static io.jhaproxy.vrrp.packet.AdvertEncoderTest.address;
import static io.jhaproxy.vrrp.packet.AdvertEncoderTest.addresses;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to reject a packet, with keepalived 2.2.7's log text. */
class AdvertCheckTest {
  private static final String VIP = "c0a864fa";
  private static final String PASS = "3130313000000000";

  private final AdvertCheck check = check(2, "192.168.100.250", false);

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good              |2133fe010101.... VIP PASS              |255|224.0.0.18     |                |
          wrong password    |2133fe010101.... VIP 3939393900000000  |255|224.0.0.18     |PASSWORD        |received an invalid passwd!
          auth none         |2133fe010001.... VIP 0000000000000000  |255|224.0.0.18     |AUTHENTICATION_MISMATCH|received a 0 auth, expecting 1!
          auth AH           |2133fe010201.... VIP PASS              |255|224.0.0.18     |AUTHENTICATION_MISMATCH|received a 2 auth, expecting 1!
          auth 7            |2133fe010701.... VIP PASS              |255|224.0.0.18     |AUTHENTICATION_TYPE|Invalid auth type: 7
          TTL 254           |2133fe010101.... VIP PASS              |254|224.0.0.18     |TTL             |invalid TTL/HL. Received 254 and expect 255
          TTL unknown       |2133fe010101.... VIP PASS              |-1 |224.0.0.18     |                |
          checksum          |2133fe0101011234 VIP PASS              |255|224.0.0.18     |CHECKSUM        |Invalid VRRPv2 checksum
          truncated         |2133fe010101.... VIP                   |255|224.0.0.18     |LENGTH          |vrrp packet too short, length 32 and expect 40
          tiny              |2133fe01                               |255|224.0.0.18     |LENGTH          |
          empty             |                                       |255|224.0.0.18     |LENGTH          |
          too long          |2133fe010101.... VIP PASS 00000000     |255|224.0.0.18     |LENGTH          |vrrp packet too long, length 44 and expect 40
          interval          |2133fe010102.... VIP PASS              |255|224.0.0.18     |INTERVAL        |advertisement interval mismatch mine=1 sec rcv'd=2 sec
          other address     |2133fe010101.... c0a864f9 PASS         |255|224.0.0.18     |ADDRESS_LIST    |ip address associated with VRID 51 not present in MASTER advert: 192.168.100.250
          one address more  |2133fe020101.... VIP c0a864f9 PASS     |255|224.0.0.18     |ADDRESS_COUNT   |received an unexpected ip number count 2, expected 1!
          no address        |2133fe000101.... PASS                  |255|224.0.0.18     |ADDRESS_COUNT   |received an unexpected ip number count 0, expected 1!
          count lies        |2133fe030101.... VIP PASS              |255|224.0.0.18     |LENGTH          |vrrp packet too short, length 40 and expect 48
          type 2            |2233fe010101.... VIP PASS              |255|224.0.0.18     |TYPE            |Invalid packet type. 2 and expect 1
          version 1         |1133fe010101.... VIP PASS              |255|224.0.0.18     |LENGTH          |vrrp packet too long, length 40 and expect 32
          version 3         |3133fe010064.... VIP                   |255|224.0.0.18     |VERSION         |wrong version. Received 3 and expect 2
          unicast           |2133fe010101.... VIP PASS              |255|192.168.100.102|DESTINATION     |expected multicast packet but received unicast packet
          """)
  void rejections(
      String name, String hex, int ttl, String destination, RejectionReason reason, String text) {
    boolean good = check.check(packet(hex, ttl, destination), false);
    assertThat(good).isEqualTo(reason == null);
    if (reason != null) {
      assertThat(check.rejection().reason()).isEqualTo(reason);
      assertThat(check.rejection().text()).isEqualTo(text == null ? "" : text);
      assertThat(check.rejection().apartFromAddresses() != null)
          .as("only the addresses are wrong")
          .isEqualTo(reason.name().startsWith("ADDRESS_"));
    }
  }

  @Test
  void authenticationHeader() {
    ReceivedPacket good = packet("2133fe010101.... VIP PASS", 255, "224.0.0.18");
    ReceivedPacket inside =
        new ReceivedPacket(good.payload(), good.source(), good.destination(), 255, true);
    assertThat(check.check(inside, false)).isFalse();
    assertThat(check.rejection().reason()).isEqualTo(RejectionReason.AUTHENTICATION_HEADER);
  }

  @Test
  void addressOrderDoesNotMatter() {
    AdvertCheck two = check(2, "192.168.100.250 192.168.100.249", false);
    assertThat(two.check(packet("2133fe020101.... c0a864f9 VIP PASS", 255, "224.0.0.18"), false))
        .isTrue();
  }

  @Test
  void skippedAddressesMayDiffer() {
    ReceivedPacket other = packet("2133fe010101.... c0a864f9 PASS", 255, "224.0.0.18");
    assertThat(check.check(other, true)).isTrue();
  }

  @ParameterizedTest(name = "{0} with TTL {1}: {2}")
  @CsvSource({
    "192.168.100.102, 250, ",
    "192.168.100.102, 249, TTL",
    "192.168.100.102, 255, TTL",
    "192.168.100.103, 7,",
    "192.168.100.104, 255, SOURCE"
  })
  void unicastPeers(String source, int ttl, RejectionReason reason) {
    AdvertCheck unicast = check(2, "192.168.100.250", true);
    ReceivedPacket packet = packet("2133fe010101.... VIP PASS", ttl, "192.168.100.101");
    unicast.check(
        new ReceivedPacket(packet.payload(), address(source), packet.destination(), ttl), false);
    assertThat(unicast.rejection() == null ? null : unicast.rejection().reason()).isEqualTo(reason);
  }

  @Test
  void versionThreeNeedsThePseudoHeader() {
    AdvertCheck three = check(3, "192.168.100.250", false);
    byte[] right = encoder(null).encode(200, address("192.168.100.101"), address("224.0.0.18"));
    byte[] other = encoder(null).encode(200, address("192.168.100.101"), address("224.0.0.19"));
    assertThat(three.check(packet(right), false)).isTrue();
    assertThat(three.check(packet(other), false)).isFalse();
    assertThat(three.rejection().text()).isEqualTo("Invalid VRRPv3 checksum");
    right[5] = 0;
    right[4] = 0;
    assertThat(three.check(packet(right), false)).isFalse();
    assertThat(three.rejection().reason()).isEqualTo(RejectionReason.INTERVAL);
  }

  /** As keepalived 2.2.7 sends it with old_unicast_checksum. */
  @Test
  void oldUnicastChecksum() {
    byte[] old =
        new AdvertEncoder(
                3,
                55,
                1_000_000_000L,
                AuthenticationType.NONE,
                new byte[8],
                addresses("192.168.100.55"),
                address("224.0.0.18"))
            .encode(200, address("192.168.100.101"), address("192.168.100.102"));
    assertThat(HexFormat.of().formatHex(old)).isEqualTo("3137c8010064dbe5c0a86437");
    ReceivedPacket packet =
        new ReceivedPacket(old, address("192.168.100.101"), address("192.168.100.102"), 255);
    AdvertCheck tolerant = unicastThree(address("224.0.0.18"));
    assertThat(tolerant.check(packet, false)).isTrue();
    assertThat(tolerant.oldChecksum()).isTrue();
    assertThat(unicastThree(null).check(packet, false)).isFalse();
  }

  private static AdvertCheck unicastThree(InetAddress oldDestination) {
    return new AdvertCheck(
        new AdvertExpectation(
            3,
            55,
            4,
            1_000_000_000L,
            AuthenticationType.NONE,
            new byte[8],
            addresses("192.168.100.55"),
            true,
            List.of(),
            false,
            oldDestination));
  }

  /** Whatever arrives is accepted or rejected with a reason; nothing else happens. */
  @Test
  void arbitraryBytes() {
    Random random = new Random(51);
    byte[] good = packet("2133fe010101.... VIP PASS", 255, "224.0.0.18").payload();
    AdvertCheck three = check(3, "192.168.100.250", false);
    for (int n = 0; n < 200_000; n++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(48));
      for (int k = random.nextInt(6); k > 0 && bytes.length > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      for (AdvertCheck one : List.of(check, three)) {
        boolean accepted = one.check(packet(bytes), false);
        assertThat(accepted ? one.rejection() == null : one.rejection().reason() != null).isTrue();
      }
    }
  }

  private static AdvertEncoder encoder(InetAddress old) {
    return new AdvertEncoder(
        3,
        51,
        1_000_000_000L,
        AuthenticationType.NONE,
        new byte[8],
        addresses("192.168.100.250"),
        old);
  }

  private static AdvertCheck check(int version, String addresses, boolean unicast) {
    return new AdvertCheck(
        new AdvertExpectation(
            version,
            51,
            4,
            1_000_000_000L,
            version == 2 ? AuthenticationType.SIMPLE : AuthenticationType.NONE,
            AdvertEncoder.passwordBytes("1010"),
            addresses(addresses),
            unicast,
            unicast
                ? List.of(
                    new AdvertExpectation.Peer(address("192.168.100.102"), 250, 254),
                    new AdvertExpectation.Peer(address("192.168.100.103"), -1, -1))
                : List.of(),
            unicast,
            null));
  }

  private static ReceivedPacket packet(byte[] bytes) {
    return new ReceivedPacket(bytes, address("192.168.100.101"), address("224.0.0.18"), 255);
  }

  /** {@code ....} stands for the right version 2 checksum. */
  private static ReceivedPacket packet(String hex, int ttl, String destination) {
    String text = hex == null ? "" : hex.replace("VIP", VIP).replace("PASS", PASS).replace(" ", "");
    boolean sum = text.contains("....");
    byte[] bytes = HexFormat.of().parseHex(text.replace("....", "0000"));
    if (sum) {
      int checksum = Checksum.ofMessage(bytes, bytes.length);
      bytes[6] = (byte) (checksum >>> 8);
      bytes[7] = (byte) checksum;
    }
    return new ReceivedPacket(bytes, address("192.168.100.101"), address(destination), ttl);
  }
}
