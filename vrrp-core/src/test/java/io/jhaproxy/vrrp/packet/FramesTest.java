package io.jhaproxy.vrrp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Frames as keepalived 2.2.7 was seen to send them. */
class FramesTest {
  private static final byte[] MAC = HexFormat.of().parseHex("08002730d141");

  @Test
  void gratuitousArp() {
    byte[] frame =
        Frames.gratuitousArp(MAC, (Inet4Address) AdvertEncoderTest.address("192.168.100.250"));
    assertThat(HexFormat.of().formatHex(frame))
        .isEqualTo(
            "ffffffffffff08002730d1410806"
                + "0001080006040001"
                + "08002730d141c0a864fa"
                + "ffffffffffffc0a864fa");
  }

  @Test
  void unsolicitedNeighbourAdvertisement() {
    byte[] frame =
        Frames.unsolicitedNeighbourAdvertisement(
            MAC, (Inet6Address) AdvertEncoderTest.address("fe80::100:250"), false);
    assertThat(HexFormat.of().formatHex(frame))
        .isEqualTo(
            "33330000000108002730d14186dd"
                + "6000000000203aff"
                + "fe800000000000000000000001000250"
                + "ff020000000000000000000000000001"
                + "8800CHCK20000000".replace("CHCK", checksum(frame))
                + "fe800000000000000000000001000250"
                + "020108002730d141");
    assertThat(sum(frame)).as("checksum over pseudo header and message").isEqualTo(0xffff);
  }

  private static String checksum(byte[] frame) {
    return HexFormat.of().formatHex(frame, 56, 58);
  }

  private static int sum(byte[] frame) {
    long sum = 58 + 32;
    for (int i = 22; i < frame.length; i += 2) {
      sum += (frame[i] & 0xff) << 8 | frame[i + 1] & 0xff;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (int) sum;
  }
}
