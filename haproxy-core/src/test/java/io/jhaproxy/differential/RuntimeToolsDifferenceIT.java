package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiling, traces, debugging, dynamic cookies and the HTTP client, to both programs. */
@Timeout(60)
class RuntimeToolsDifferenceIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       stats socket DIR/a.sock level admin
       stats socket DIR/o.sock
       stats socket DIR/u.sock level user
      defaults
       mode http
       timeout client 5s
       timeout server 5s
       timeout connect 1s
      listen o1
       bind 127.0.0.1:PORT1
       http-request return status 200 content-type text/plain string one
      backend b
       cookie C insert
       server s1 127.0.0.1:7001 cookie c1
       server s2 127.0.0.1:7002
      backend dc
       cookie C insert dynamic
       dynamic-cookie-key abc
       server s1 127.0.0.1:7001
       server s2 127.0.0.1:7002 cookie own
      """;

  private static final String ROWS =
      """
      u show profiling¶
      o show profiling¶
      a show profiling¶
      a show profiling status¶
      a show profiling tasks¶
      a show profiling memory¶
      a show profiling all¶
      a show profiling nosuch¶
      a show profiling 5¶
      a show profiling all byaddr¶
      o set profiling tasks on¶
      a set profiling¶
      a set profiling tasks¶
      a set profiling tasks nosuch¶
      a set profiling tasks on;show profiling status¶
      a set profiling tasks auto;show profiling status¶
      a set profiling tasks off;show profiling status¶
      a set profiling memory on¶
      a set profiling nosuch on¶
      u trace 0¶
      o show trace nosuch¶
      o trace 0¶
      a trace nosuch¶
      a trace 0¶
      a debug dev exit¶
      o expert-mode on;debug dev exit¶
      a expert-mode on;debug dev close¶
      a expert-mode on;debug dev close 99999¶
      a expert-mode on;debug dev delay¶
      a expert-mode on;debug dev delay 10¶
      a expert-mode on;debug dev hex¶
      a expert-mode on;debug dev log¶
      a expert-mode on;debug dev log hello world¶
      a expert-mode on;debug dev loop 10¶
      a expert-mode on;debug dev sched¶
      a expert-mode on;debug dev sched x¶
      a expert-mode on;debug dev sym¶
      a expert-mode on;debug dev tkill 99¶
      a expert-mode on;debug dev write¶
      a expert-mode on;debug dev write x¶
      a expert-mode on;debug dev write 10¶
      a expert-mode on;debug dev write 64¶
      a expert-mode on;debug dev write 65¶
      a expert-mode on;debug dev write 300¶
      a httpclient GET http://127.0.0.1:PORT1/x¶
      a expert-mode on;httpclient¶
      a expert-mode on;httpclient GET¶
      a expert-mode on;httpclient GET nosuch¶
      a expert-mode on;httpclient FOO http://127.0.0.1:PORT1/x¶
      a expert-mode on;httpclient GET http://127.0.0.1:PORT1/x¶
      a enable dynamic-cookie backend¶
      o enable dynamic-cookie backend b¶
      a enable dynamic-cookie backend nosuch¶
      a show stat dc 4 -1¶
      a enable dynamic-cookie backend b;show stat b 4 -1¶
      a set dynamic-cookie-key backend¶
      a set dynamic-cookie-key backend nosuch x¶
      a set dynamic-cookie-key backend b¶
      a set dynamic-cookie-key backend b secret;show stat b 4 -1¶
      a disable dynamic-cookie backend dc;show stat dc 4 -1¶
      a set dynamic-cookie-key backend dc other;show stat dc 4 -1¶
      a enable dynamic-cookie backend dc;show stat dc 4 -1¶
      a set server dc/s1 addr 127.0.0.9 port 7009;show stat dc 4 -1¶
      a add server dc/n 127.0.0.1:7003;show stat dc 4 -1¶
      a disable dynamic-cookie backend b;show stat b 4 -1¶
      a disable dynamic-cookie backend¶
      a disable dynamic-cookie backend nosuch¶
      """;

  private static CliProgram reference;
  private static CliProgram ours;

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    reference = CliProgram.start(Program.executable(Program.REFERENCE), CONFIG, "o1,");
    ours = CliProgram.start(Program.engine(), CONFIG, "o1,");
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.close();
      ours.close();
    }
  }

  static List<String> rows() {
    return ROWS.lines().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void bothAnswerTheSame(String row) throws Exception {
    String expected = reference.answer(reference.withPorts(row));
    assertThat(ours.answer(ours.withPorts(row))).isEqualTo(expected);
  }

  @Test
  void librariesAreListedInTheReferencesForm() throws Exception {
    for (CliProgram program : List.of(reference, ours)) {
      List<String> lines = program.ask("show libs¶").strip().lines().toList();
      assertThat(lines)
          .hasSizeGreaterThan(3)
          .allMatch(
              line ->
                  line.matches("0x[0-9a-f]{12}-0x[0-9a-f]{12} \\(0x[0-9a-f]{7,}\\) /.*")
                      || line.isEmpty()
                      || line.equals("<closed>"));
    }
  }

  @Test
  void tasksAreListedUnderTheReferencesHeader() throws Exception {
    for (CliProgram program : List.of(reference, ours)) {
      assertThat(program.ask("show tasks¶"))
          .matches(
              "(?s)Running tasks: \\d+ \\(1 threads\\)\n"
                  + "  function                     places     %    lat_tot   lat_avg\n.*");
    }
  }
}
