package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stick tables shared between our engine and a real haproxy, both ways. In rows {@code ours} and
 * {@code theirs} say who runs as peer A and as peer B.
 */
@Timeout(60)
class PeersIT {
  private static final long LIMIT_NANOS = 20_000_000_000L;

  private static final String CONFIG =
      """
      global
       nbthread 1
       localpeer LOCAL
       stats socket DIR/a.sock level admin mode 600
      defaults
       mode http
       timeout client 5s
       timeout server 5s
       timeout connect 5s
      peers p
       peer A 127.0.0.1:PEERA
       peer B 127.0.0.1:PEERB
       table own type string size 100 store gpc0
      backend t
       stick-table type ip size 1k expire 1h peers p store gpc0,conn_cnt,http_req_rate(1h),gpt0,conn_cur,bytes_in_cnt,bytes_out_rate(1h),server_id
      backend six
       stick-table type ipv6 size 1k expire 1h peers p store gpc0
      backend numbers
       stick-table type integer size 1k expire 1h peers p store gpc(3),gpc_rate(2,1h),gpt(2)
      backend short
       stick-table type string len 8 size 1k expire 1h peers p store gpc0
      backend alone
       stick-table type string size 1k store gpc0
      backend sv
       stick-table type string len 8 size 1k expire 1h peers p
       stick on path
       server s1 127.0.0.1:PORT1
       server s2 127.0.0.1:PORT1
      frontend f
       bind 127.0.0.1:PORT0
       default_backend sv
      frontend o
       bind 127.0.0.1:PORT1
       http-request return status 200
      """;

  private final Ports peers;

  PeersIT() throws IOException {
    peers = new Ports(2);
  }

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  private CliProgram start(String who, String local) throws Exception {
    Program program = who.equals("ours") ? Program.engine() : Program.executable(Program.REFERENCE);
    String text =
        CONFIG
            .replace("LOCAL", local)
            .replace("PEERA", Integer.toString(peers.numbers()[0]))
            .replace("PEERB", Integer.toString(peers.numbers()[1]));
    return CliProgram.start(program, text, "f,FRONTEND");
  }

  /** The entries of a table, without addresses and times. */
  private static String entries(CliProgram running, String table) throws IOException {
    return Arrays.stream(running.ask("show table " + table + "¶").split("\n"))
        .filter(line -> line.startsWith("0x"))
        .map(line -> line.replaceFirst("0x\\w+: ", "").replaceFirst(" use=\\d+ exp=\\d+ ?", " "))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }

  private static void await(CliProgram running, String table, String wanted) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    String seen = "";
    while (System.nanoTime() < end) {
      seen = entries(running, table);
      if (seen.equals(wanted)) {
        return;
      }
      LockSupport.parkNanos(500_000);
    }
    assertThat(seen).as(table).isEqualTo(wanted);
  }

  private static final List<String> TABLES = List.of("t", "six", "numbers", "short", "p/own", "sv");

  private static void change(CliProgram running, String suffix) throws IOException {
    for (String command :
        List.of(
            "t key 1.2.3." + suffix + " data.gpc0 5 data.http_req_rate 300 data.gpt0 70000",
            "t key 9.2.3." + suffix + " data.bytes_in_cnt 5000000000 data.bytes_out_rate 12345",
            "six key 2001:db8::" + suffix + " data.gpc0 1",
            "numbers key 7" + suffix + " data.gpc 3 data.gpt 9 data.gpc_rate 4",
            "short key abc" + suffix + " data.gpc0 250",
            "p/own key word" + suffix + " data.gpc0 4294967295",
            "alone key word" + suffix + " data.gpc0 1")) {
      running.ask("set table " + command + "¶");
    }
  }

  private static void request(CliProgram running, String path) throws IOException {
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), running.ports().numbers()[0])) {
      client.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(ISO_8859_1));
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1)).contains("200");
    }
  }

  private static void awaitSame(CliProgram one, CliProgram other) throws IOException {
    for (String table : TABLES) {
      await(other, table, entries(one, table));
    }
  }

  @ParameterizedTest
  @CsvSource({"ours,theirs", "theirs,ours", "ours,ours"})
  void changesGoBothWays(String first, String second) throws Exception {
    try (CliProgram a = start(first, "A");
        CliProgram b = start(second, "B")) {
      change(a, "1");
      awaitSame(a, b);
      assertThat(entries(b, "t")).contains("key=1.2.3.1", "gpc0=5", "http_req_rate(3600000)=300");
      change(b, "2");
      awaitSame(b, a);
      assertThat(entries(a, "t").lines()).hasSize(4);
      a.ask("set table t key 1.2.3.2 data.gpc0 6¶");
      awaitSame(a, b);
      assertThat(entries(b, "t")).contains("key=1.2.3.2 server_id=0 gpt0=70000 gpc0=6");
      assertThat(entries(b, "alone").lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"ours,theirs", "theirs,ours"})
  void serversAreKnownByName(String first, String second) throws Exception {
    try (CliProgram a = start(first, "A");
        CliProgram b = start(second, "B")) {
      for (String path : List.of("/1", "/2", "/1", "/3")) {
        request(a, path);
      }
      awaitSame(a, b);
      assertThat(entries(b, "sv")).contains("server_key=s1", "server_key=s2");
      request(b, "/4");
      awaitSame(b, a);
      assertThat(entries(a, "sv").lines()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"ours,theirs", "theirs,ours", "ours,ours"})
  void whoStartsLearnsEverything(String first, String second) throws Exception {
    try (CliProgram a = start(first, "A")) {
      change(a, "1");
      change(a, "2");
      try (CliProgram b = start(second, "B")) {
        awaitSame(a, b);
        assertThat(entries(b, "numbers").lines()).hasSize(2);
        change(b, "3");
        awaitSame(b, a);
      }
      change(a, "4");
      try (CliProgram b = start(second, "B")) {
        awaitSame(a, b);
        assertThat(entries(b, "numbers").lines()).hasSize(4);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"show peers", "show peers p", "show peers -", "show peers nosuch"})
  void peersAreListed(String command) throws Exception {
    assertThat(listed("ours", "theirs", command)).isEqualTo(listed("theirs", "ours", command));
  }

  /** What peer A lists when both are connected, without numbers. */
  private String listed(String first, String second, String command) throws Exception {
    try (CliProgram a = start(first, "A");
        CliProgram b = start(second, "B")) {
      change(a, "1");
      awaitSame(a, b);
      return a.ask(command + "¶")
          .replaceAll("0x\\w+", "0x")
          .replaceAll("\\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d]", "[date]")
          .replaceAll("=(\\d+s?|<PAST>|<NEVER>)(?=[ \n])", "=?")
          .replaceAll("\n *(last_local_table:|remote_table:|xprt=)[^\n]*", "");
    }
  }

  /** Name of the peer that is called, of the caller, protocol: what is answered. */
  @ParameterizedTest
  @CsvSource({
    "A, B, HAProxyS 2.1",
    "A, B, HAProxyS 2.0",
    "X, B, HAProxyS 2.1",
    "A, X, HAProxyS 2.1",
    "A, B, HAProxyS 3.0",
    "A, B, HAProxyX 2.1",
  })
  void callersAreAnswered(String called, String caller, String protocol) throws Exception {
    String hello = protocol + "\n" + called + "\n" + caller + " 1 1\n";
    String expected;
    try (CliProgram a = start("theirs", "A")) {
      expected = status(hello);
    }
    try (CliProgram a = start("ours", "A")) {
      assertThat(status(hello)).isEqualTo(expected);
    }
  }

  private String status(String hello) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), peers.numbers()[0])) {
      client.setSoTimeout(5000);
      client.getOutputStream().write(hello.getBytes(ISO_8859_1));
      return new String(client.getInputStream().readNBytes(4), ISO_8859_1);
    }
  }

  @Test
  void nonsenseEndsTheConnectionOnly() throws Exception {
    try (CliProgram a = start("ours", "A")) {
      change(a, "1");
      String before = entries(a, "t");
      for (String nonsense :
          List.of(
              "\n\u0082\u0001\u00ff",
              "\n\u0082\u0003abc",
              "\n\u0080\u0003abc",
              "\u0007\u0007",
              "\n\u0082\u0006\u0001\u0001t\u0004\u0004\u0004\n\u0080\u0005\0\0\0\1\1")) {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), peers.numbers()[0])) {
          client.setSoTimeout(8000);
          client
              .getOutputStream()
              .write(("HAProxyS 2.1\nA\nB 1 1\n" + nonsense).getBytes(ISO_8859_1));
          assertThat(client.getInputStream().readNBytes(4)).isEqualTo("200\n".getBytes(ISO_8859_1));
        }
      }
      assertThat(entries(a, "t")).isEqualTo(before);
      try (CliProgram b = start("ours", "B")) {
        awaitSame(a, b);
      }
    }
  }
}
