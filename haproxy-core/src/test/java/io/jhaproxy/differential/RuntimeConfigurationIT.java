package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Our own commands that change the running configuration, one row each, in this order: what is sent
 * and the answer. The log tells each change. The reference only says that the saved file is right.
 */
@Timeout(60)
class RuntimeConfigurationIT {
  private static final String CONFIG =
      """
      global
       nbthread 2
       log 127.0.0.1:LOG local0
       stats socket DIR/a.sock level admin
       stats socket DIR/o.sock
      # what all have
      defaults
       mode http
       timeout client 5s
       timeout server 5s
       timeout connect 1s
      frontend f
       bind 127.0.0.1:PORT0
       use_backend %[path,field(2,/)] # by path
      listen o1
       bind 127.0.0.1:PORT1
       http-request return status 200 content-type text/plain string one
      backend b
       server s 127.0.0.1:PORT1
      """;

  private static final String ROWS =
      """
      o add backend x¶ => Permission denied
      o save config¶ => Permission denied
      a add backend¶ => A backend name is expected.
      a del backend¶ => A backend name is expected.
      a add frontend¶ => A frontend name is expected.
      a add bind¶ => A frontend name is expected.
      a add bind f¶ => An address is expected.
      a del bind f¶ => An address or a name is expected.
      a add backend x nosuch y¶ => Expects 'from <defaults>' or 'like <backend>'.
      a add backend x like¶ => Expects 'from <defaults>' or 'like <backend>'.
      a add backend x like b extra¶ => Expects 'from <defaults>' or 'like <backend>'.
      a add backend x like b¶ => New backend registered.
      a add backend x¶ => Already exists a proxy of that name.
      a add backend y <<¶balance leastconn¶server s 127.0.0.1:PORT1¶¶ => New backend registered.
      a add backend z <<¶frontend q¶¶ => 'frontend' is no line of a section.
      a add bind f 127.0.0.1:PORT2 name two¶ => New listener registered.
      a del bind f nosuch¶ => No such listener.
      a add server y/t 127.0.0.1:PORT1;enable server y/t¶ => New server registered.
      a del backend nosuch¶ => No such backend.
      a del backend o1¶ => 'o1' is a listen section.
      a del backend x¶ => Backend deleted.
      a del bind f two¶ => Listener deleted.
      a add frontend g <<¶bind 127.0.0.1:PORT2¶default_backend y¶¶ => New frontend registered.
      a save config DIR/saved.cfg¶ => Configuration written to 'DIR/saved.cfg'.
      """;

  private static CliProgram ours;
  private static DatagramSocket log;

  @BeforeAll
  static void start() throws Exception {
    log = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    log.setSoTimeout(5_000);
    String configuration = CONFIG.replace("LOG", Integer.toString(log.getLocalPort()));
    ours = CliProgram.start(Program.engine(), configuration, "b,");
  }

  @AfterAll
  static void stop() throws Exception {
    ours.close();
    log.close();
  }

  static List<String> rows() {
    return ROWS.lines().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theAnswerIs(String row) throws IOException {
    String[] halves = row.split(" => ");
    String sent = ours.withPorts(halves[0]).replace("DIR", ours.directory().toString());
    assertThat(ours.answer(sent).lines().findFirst()).contains(halves[1]);
  }

  /**
   * After the rows: JUnit's own order puts this method behind or before them, so it makes its own.
   */
  @Test
  void theLogTellsEachChangeInOrder() throws IOException {
    String first = change("set server b/s weight 17¶");
    String second = change("set server b/s weight 300¶");
    String own = " by unix@" + ours.directory() + "/a.sock (admin): ";
    assertThat(first).contains("<133>").endsWith(own + "set server b/s weight 17: done");
    assertThat(second)
        .endsWith(
            own
                + "set server b/s weight 300: Absolute weight can only be between 0 and 256"
                + " inclusive.");
    assertThat(number(second)).isEqualTo(number(first) + 1);
    // What concerns the client alone, and what is refused because of its level, is no change.
    ours.ask("set timeout cli 5s¶");
    ours.answer("o set server b/s weight 4¶");
    String third = change("set dynamic-cookie-key backend b secret¶", "backend b ***: done");
    assertThat(number(third)).isEqualTo(number(second) + 1);
  }

  private static int number(String line) {
    return Integer.parseInt(line.replaceFirst(".*CLI change #(\\d+) .*", "$1"));
  }

  /** The log line that belongs to a command. */
  private static String change(String command) throws IOException {
    return change(command, command.replace("¶", ":"));
  }

  private static String change(String command, String told) throws IOException {
    ours.ask(command);
    byte[] bytes = new byte[2048];
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    while (true) {
      log.receive(packet);
      String line = new String(bytes, 0, packet.getLength(), ISO_8859_1).strip();
      if (line.contains(told)) {
        return line;
      }
    }
  }

  @Test
  void theReferenceReadsWhatIsSaved() throws Exception {
    Comparison.assumeReference();
    ours.ask("set server b/s weight 3¶");
    ours.ask("add server b/more 127.0.0.1:9 check inter 3s¶");
    var file = ours.directory().resolve("other.cfg");
    ours.ask("save config " + file + "¶");
    String saved = Files.readString(file);
    assertThat(saved)
        .contains("# what all have\n", " # by path\n")
        .contains(" server more 127.0.0.1:9 check inter 3s disabled\n");
    Process check =
        new ProcessBuilder(Program.REFERENCE.toString(), "-c", "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(check.waitFor()).as(said).isZero();
  }
}
