package io.jhaproxy.differential;

import static io.jhaproxy.differential.Scenario.http;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients behind a NetScaler that inserts their addresses: both programs read the same headers. */
@Timeout(60)
class NetScalerDifferenceIT {
  private static final int MAGIC = 0x11223344;
  private static final String GET = "GET /a HTTP/1.1¶Host: h¶¶";

  private static Comparison comparison;

  @BeforeAll
  static void programs() throws IOException {
    Comparison.assumeReference();
    comparison = new Comparison(Program.engine());
  }

  private static byte[] ipv4(int version, int words, int protocol) {
    return ByteBuffer.allocate(words * 4 + 20)
        .put((byte) (version << 4 | words))
        .put(9, (byte) protocol)
        .putInt(12, 0x0a010203)
        .putInt(16, 0x0a040506)
        .putShort(words * 4, (short) 1111)
        .putShort(words * 4 + 2, (short) 2222)
        .array();
  }

  private static byte[] ipv6() {
    return ByteBuffer.allocate(60)
        .put((byte) 0x60)
        .put(6, (byte) 6)
        .putLong(8, 0x20010db800000000L)
        .putLong(16, 1)
        .putLong(24, 0x20010db800000000L)
        .putLong(32, 2)
        .putShort(40, (short) 1111)
        .putShort(42, (short) 2222)
        .array();
  }

  private static String old(int magic, int length, byte[] headers) {
    return text(ByteBuffer.allocate(8 + headers.length).putInt(magic).putInt(length).put(headers));
  }

  private static String standard(int length, byte[] headers) {
    return text(
        ByteBuffer.allocate(12 + headers.length)
            .putInt(MAGIC)
            .putInt(52)
            .putShort((short) 1)
            .putShort((short) length)
            .put(headers));
  }

  private static String text(ByteBuffer bytes) {
    return new String(bytes.array(), ISO_8859_1);
  }

  private static Scenario scenario(String name, String header) {
    return http(name)
        .bind("accept-netscaler-cip " + MAGIC)
        .frontend("http-request set-header X %[src]:%[src_port],%[dst]:%[dst_port]")
        .client(header + GET)
        .origin("HTTP/1.1 200 OK¶Content-Length: 2¶¶hi");
  }

  static List<Scenario> scenarios() {
    byte[] plain = ipv4(4, 5, 6);
    return Stream.of(
            scenario("old form", old(MAGIC, 40, plain)),
            scenario("old form, IPv6", old(MAGIC, 60, ipv6())),
            scenario("old form, options", old(MAGIC, 44, ipv4(4, 6, 6))),
            scenario("old form, more behind the headers", old(MAGIC, 44, plain) + "abcd"),
            scenario("old form, UDP", old(MAGIC, 40, ipv4(4, 5, 17))),
            scenario("old form, another version", old(MAGIC, 40, ipv4(5, 5, 6))),
            scenario("old form, another number", old(MAGIC + 1, 40, plain)),
            scenario("old form, too long", old(MAGIC, 4000, plain)),
            scenario("old form, too short", old(MAGIC, 39, plain)),
            scenario("standard form", standard(40, plain)),
            scenario("standard form, IPv6", standard(60, ipv6())),
            scenario("standard form, too long", standard(4000, plain)),
            scenario("no header", ""),
            scenario("without the number", old(0, 40, plain))
                .bind("")
                .frontend("tcp-request connection expect-netscaler-cip layer4"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothDoTheSame(Scenario scenario) throws Exception {
    comparison.compare(scenario);
  }
}
