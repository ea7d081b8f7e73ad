package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What log-forward sections make of the messages of others, through both programs. */
@Timeout(90)
class LogForwardDifferenceIT {
  /** After so long without a datagram none comes. */
  private static final int QUIET_MILLIS = 250;

  private static final String[] MESSAGES = {
    "<13>Oct 11 22:14:15 mymachine su: hello",
    "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su 77 ID47 - hello",
    "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 app 8710 - [ex@1 a=\"b\"] structured",
    "hello without header",
    "<13>hello only prio",
    "<13>Oct 11 22:14:15 host app[12]: with pid",
    "<999>bad",
    "<13>Oct  1 22:14:15 host nocolon here",
    "<13>1 - - - - - - nil",
    "<>x",
    "<13>app[1]: no date",
    "<0>Oct 11 22:14:15 a b: zero",
    "<191>Oct 11 22:14:15 a b: debug",
    "<13>Oct 11 22:14:15 host app: trailing\n",
    "<13>Oct 11 22:14:15 host app: two\nlines",
  };

  /** Messages of one connection each; a blank bar is a pause. */
  private static final String[] STREAMS = {
    "<13>Oct 11 22:14:15 h a: one\n<13>Oct 11 22:14:15 h a: two\n",
    "28 <13>Oct 11 22:14:15 h a: one28 <13>Oct 11 22:14:15 h a: two",
    "28 <13>Oct 11 22:14:15 h a: one<13>Oct 11 22:14:15 h a: two\n",
    "<13>Oct 11 22:14:15 h a: no end",
    "999999 <13>x",
    "junk\n<13>Oct 11 22:14:15 h a: one\n",
  };

  private static final String[] TARGETS = {
    "log TARGET local0",
    "log TARGET format rfc3164 local0",
    "log TARGET format rfc5424 local0",
    "log TARGET format local local0",
    "log TARGET format raw local0",
    "log TARGET format short local0",
    "log TARGET format priority local0",
    "log TARGET format timed local0",
    "log TARGET format iso local0",
    "log TARGET local0 notice",
    "log TARGET local0 debug err",
    "log TARGET sample 1:2 local0",
    "log TARGET len 80 format rfc5424 local0",
    "log global",
  };

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> targets() {
    return Arrays.asList(TARGETS);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void bothForwardDatagrams(String target) throws Exception {
    assertThat(run(Program.engine(), target, false))
        .isEqualTo(run(Program.executable(Program.REFERENCE), target, false));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void bothForwardStreams(String target) throws Exception {
    assertThat(run(Program.engine(), target, true))
        .isEqualTo(run(Program.executable(Program.REFERENCE), target, true));
  }

  private static String run(Program program, String target, boolean streams) throws Exception {
    try (Ports ports = new Ports(2);
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String place = "127.0.0.1:" + syslog.getLocalPort();
      String text =
          "global\n nbthread 1\n log "
              + place
              + " format short local0\nlog-forward lf\n bind 127.0.0.1:PORT\n"
              + " dgram-bind 127.0.0.1:PORT\n "
              + target.replace("TARGET", place)
              + "\nfrontend statistics\n mode http\n timeout client 1s\n stats uri /\n"
              + " bind 127.0.0.1:"
              + ports.numbers()[1]
              + "\n";
      List<String> seen = new ArrayList<>();
      try (AutoCloseable running =
          program.start(text.replace("PORT", Integer.toString(ports.numbers()[0])))) {
        Bench.awaitListening(ports.numbers()[1]);
        drain(syslog, new ArrayList<>());
        for (String message : streams ? STREAMS : MESSAGES) {
          send(message, ports.numbers()[0], streams);
          if (streams) {
            seen.add(message);
            drain(syslog, seen);
          }
        }
        drain(syslog, seen);
      }
      return String.join("\n", seen)
          .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00", "NOW")
          .replaceAll("(Nov|Dec|Jan|Feb) [ \\d]\\d \\d\\d:\\d\\d:\\d\\d", "NOW");
    }
  }

  private static void send(String message, int port, boolean stream) throws IOException {
    byte[] bytes = message.getBytes(ISO_8859_1);
    if (stream) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.getOutputStream().write(bytes);
        client.shutdownOutput();
        client.setSoTimeout(QUIET_MILLIS);
        client.getInputStream().read();
      } catch (IOException silentOrGone) {
        return;
      }
      return;
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }
  }

  private static void drain(DatagramSocket syslog, List<String> seen) throws IOException {
    byte[] buffer = new byte[65536];
    syslog.setSoTimeout(QUIET_MILLIS);
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        syslog.receive(packet);
      } catch (SocketTimeoutException noMore) {
        return;
      }
      seen.add("-> " + new String(buffer, 0, packet.getLength(), ISO_8859_1));
    }
  }
}
