package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
       server s 127.0.0.1:9 cookie sc check inter 20ms fall 1 weight 10
       server t 127.0.0.1:10 disabled maxconn 5
       server u 127.0.0.1:11 backup
      backend c
       mode tcp
       server s 127.0.0.1:9 maxqueue 3 pool-max-conn 4
      listen p
       bind 127.0.0.1:PORT2
       stats enable
      """;

  /** Columns that depend on the clock. */
  private static final Set<String> COLUMNS =
      new HashSet<>(
          List.of(
              "rate",
              "rate_max",
              "lastsess",
              "lastchg",
              "downtime",
              "slim",
              "check_duration",
              "req_rate",
              "req_rate_max",
              "conn_rate",
              "conn_rate_max",
              "addr",
              "chkfail",
              "used_conn_cur",
              "last_chk",
              "need_conn_est"));

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

  private static Running reference;
  private static Running ours;

  /** A program with its sockets. */
  private record Running(Path directory, Ports ports, AutoCloseable program) {
    static Running start(Program program) throws Exception {
      Path directory = Files.createTempDirectory("cli");
      Ports ports = new Ports(4);
      String text = CONFIG.replace("DIR", directory.toString());
      for (int i = 0; i < 4; i++) {
        text = text.replace("PORT" + i, Integer.toString(ports.numbers()[i]));
      }
      Running running = new Running(directory, ports, program.start(text));
      running.awaitDown();
      return running;
    }

    private void awaitDown() throws Exception {
      long end = System.nanoTime() + 10_000_000_000L;
      while (System.nanoTime() < end) {
        try {
          if (CliClient.ask(directory.resolve("a.sock"), "show stat¶").contains(",DOWN,")) {
            return;
          }
        } catch (IOException notYet) {
          Thread.onSpinWait();
        }
      }
      throw new IllegalStateException("not ready");
    }

    String answer(String row, int quiet) throws IOException {
      Path socket = directory.resolve(row.charAt(0) + ".sock");
      String text = CliClient.converse(socket, row.substring(2), quiet);
      text = text.replace(directory.toString(), "DIR");
      for (int i = 0; i < 4; i++) {
        text = text.replace(":" + ports.numbers()[i], ":PORT" + i);
      }
      return CliMask.mask(text, COLUMNS);
    }

    void stop() throws Exception {
      program.close();
      ports.close();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Comparison.assumeReference();
    reference = Running.start(Program.executable(Program.REFERENCE));
    ours = Running.start(Program.engine());
  }

  @AfterAll
  static void stop() throws Exception {
    if (ours != null) {
      reference.stop();
      ours.stop();
    }
  }

  static List<String> client() {
    return CLIENT.lines().toList();
  }

  static List<String> statistics() {
    return STATISTICS.lines().toList();
  }

  @ParameterizedTest
  @MethodSource({"client", "statistics"})
  void bothAnswerTheSame(String row) throws Exception {
    int quiet = row.contains("||") || row.contains("prompt") ? 300 : 2000;
    String expected = reference.answer(row, quiet);
    assertThat(ours.answer(row, quiet)).isEqualTo(expected);
  }

  @Test
  void ourHelpListsCommandsThatTheReferenceHas() throws Exception {
    List<String> theirs = usages(reference);
    assertThat(theirs).containsAll(usages(ours));
  }

  private static List<String> usages(Running program) throws IOException {
    String help = CliClient.ask(program.directory().resolve("a.sock"), "help¶");
    return Arrays.stream(help.split("\n"))
        .filter(line -> line.startsWith("  "))
        .map(line -> line.replaceFirst(" *: .*", ""))
        .toList();
  }
}
