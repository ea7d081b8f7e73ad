package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same commands to the stats sockets of both programs, one row each, in this order: later rows
 * see what earlier ones changed. A line ends at {@code ¶}; {@code ||} waits for an answer.
 */
@Timeout(60)
class RuntimeApiDifferenceIT {
  private static final String CONFIG =
      """
      global
        set-var proc.conf str(abc),upper
        set-var proc.next int(4)
        set-var-fmt proc.text "%[var(proc.conf)]-%[var(proc.next)]"
       nbthread 1
       stats socket DIR/a.sock level admin mode 600
       stats socket DIR/o.sock
       stats socket DIR/u.sock level user severity-output number
       stats socket 127.0.0.1:PORT3 level operator
       stats timeout 5s
       node here
      defaults
       mode http
       timeout client 5s
       timeout server 1s
       timeout connect 1s
      frontend f
       bind 127.0.0.1:PORT0 name web
       bind 127.0.0.1:PORT1
       option socket-stats
       default_backend b
      backend b
       balance roundrobin
       cookie C insert
       server s 127.0.0.1:9 cookie sc check inter 20ms downinter 100s fall 1 weight 10
       server t 127.0.0.1:10 disabled maxconn 5
       server u 127.0.0.1:11 backup
      backend c
       mode tcp
       server s 127.0.0.1:9 maxqueue 3 pool-max-conn 4
      listen p
       bind 127.0.0.1:PORT2
       stats enable
      """;

  private static final String CLIENT =
      """
      a show version¶
      a show version;show version¶
      a show version;show cli level;¶
      a show  version¶
      a   show version extra words¶
      a show version||¶
      a show ver||sion¶
      a show version¶show cli level¶
      a ¶
      a ;¶
      a quit¶
      a show version;quit;show version¶
      a prompt¶||show version¶||show version;show cli level¶||¶||quit¶
      a prompt;show version¶||show version¶||prompt¶
      a show version;prompt¶||show version¶
      a prompt¶ show version ¶show cli level¶quit¶
      a show\\ version¶
      a foo¶
      a show¶
      a show foo¶
      a show cli¶
      a SHOW VERSION¶
      a show version <<¶||abc¶||¶
      a prompt¶||show version <<¶||abc¶||¶||quit¶
      a show cli level¶
      o show cli level¶
      u show cli level¶
      a prompt¶||user¶||show cli level¶||operator¶||show cli level¶
      a user;show cli level;show env;show version¶
      o user;operator¶
      u operator¶
      u show env¶
      u set severity-output none;show version;show foo;show env¶
      a set severity-output string;show version;show env NOSUCH¶
      a set severity-output foo¶
      a set severity-output¶
      a set severity-output number;foo¶
      a set timeout cli 3s¶
      a set timeout foo¶
      a set timeout cli x¶
      a set timeout cli¶
      a experimental-mode¶
      a experimental-mode on;experimental-mode;experimental-mode off;experimental-mode¶
      a expert-mode¶
      a expert-mode on;expert-mode;expert-mode off;expert-mode¶
      a expert-mode foo¶
      u expert-mode¶
      a show env HOME¶
      a show env NOSUCH¶
      a show env A\\;B;show cli level¶
      a help¶
      a help show info¶
      a help foo¶
      u help¶
      a show cli sockets¶
      """;

  private static final String STATISTICS =
      """
      a show info¶
      a show info typed¶
      a show info json¶
      a show info desc¶
      a show info typed desc¶
      a show info float¶
      a show info typed float¶
      a show info json typed¶
      a show info foo¶
      a show schema json¶
      a show schema¶
      a show stat¶
      u show stat¶
      o show stat¶
      a show stat typed¶
      a show stat json¶
      a show stat typed desc¶
      a show stat desc¶
      a show stat up¶
      a show stat no-maint¶
      a show stat 3 -1 -1¶
      a show stat b 4 -1¶
      a show stat 3 -1 2¶
      a show stat 2 -1 1¶
      a show stat -1 1 -1¶
      a show stat -1 7 -1¶
      a show stat 3 x -1¶
      a show stat 99 -1 -1¶
      a show stat nosuch¶
      a show stat nosuch -1 -1¶
      a show stat -1 4 2 typed¶
      """;

  private static final String VARIABLES =
      """
      a get var¶
      a get var proc.none¶
      a get var proc.conf¶
      a get var proc.text¶
      a get var txn.x¶
      a get var nosuch¶
      u get var proc.x¶
      a set var proc.x int(3)¶
      a experimental-mode on;set var proc.x int(5);get var proc.x¶
      a experimental-mode on;set var proc.s str(a\\ b);get var proc.s¶
      a experimental-mode on;set var proc.b bool(true);get var proc.b¶
      a experimental-mode on;set var proc.i ipv4(1.2.3.4);get var proc.i¶
      a experimental-mode on;set var proc.d bin(414243);get var proc.d¶
      a experimental-mode on;set var proc.m meth(GET);get var proc.m¶
      a experimental-mode on;set var proc.e expr int(7);get var proc.e¶
      a experimental-mode on;set var proc.h int(1),add(2);get var proc.h¶
      a experimental-mode on;set var proc.v var(proc.h),mul(10);get var proc.v¶
      a experimental-mode on;set var proc.f fmt a%[int(3)]b;get var proc.f¶
      a experimental-mode on;set var proc.f fmt¶
      a experimental-mode on;set var proc.g¶
      a experimental-mode on;set var¶
      a experimental-mode on;set var txn.x int(1)¶
      a experimental-mode on;set var proc.q int(1) int(2)¶
      a experimental-mode on;set var proc.a-b int(1)¶
      a experimental-mode on;set var x int(1)¶
      a experimental-mode on;set var proc.e nosuch()¶
      a experimental-mode on;set var proc.src src¶
      """;

  private static CliProgram reference;
  private static CliProgram ours;

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    reference = CliProgram.start(Program.executable(Program.REFERENCE), CONFIG, ",DOWN,");
    ours = CliProgram.start(Program.engine(), CONFIG, ",DOWN,");
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.close();
      ours.close();
    }
  }

  static List<String> client() {
    return CLIENT.lines().toList();
  }

  static List<String> statistics() {
    return STATISTICS.lines().toList();
  }

  static List<String> variables() {
    return VARIABLES.lines().toList();
  }

  @ParameterizedTest
  @MethodSource({"client", "statistics", "variables"})
  void bothAnswerTheSame(String row) throws Exception {
    String expected = reference.answer(row);
    assertThat(ours.answer(row)).isEqualTo(expected);
  }

  @Test
  void ourHelpListsCommandsThatTheReferenceHas() throws Exception {
    List<String> own =
        List.of(
            "  show model",
            "  show generations",
            "  add backend <bk> [from <defaults>|like <bk>]",
            "  del backend <bk>",
            "  add frontend <fe> [from <defaults>|like <fe>]",
            "  del frontend <fe>",
            "  add bind <fe> <addr> [opts]*",
            "  del bind <fe> <addr>|<name>",
            "  save config [<file>]");
    assertThat(usages(ours)).containsAll(own);
    List<String> common = usages(ours).stream().filter(line -> !own.contains(line)).toList();
    assertThat(usages(reference)).containsAll(common);
  }

  private static List<String> usages(CliProgram program) throws IOException {
    String help = program.ask("help¶");
    return Arrays.stream(help.split("\n"))
        .filter(line -> line.startsWith("  "))
        .map(line -> line.replaceFirst(" *: .*", ""))
        .toList();
  }
}
