package io.jhaproxy.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A program with stats sockets {@code a} (admin), {@code o} (operator) and {@code u} (user). */
record CliProgram(Path directory, Ports ports, AutoCloseable program) implements AutoCloseable {
  private static final int PORTS = 5;

  /** Columns that depend on the clock or on how far checks have come. */
  private static final Set<String> COLUMNS =
      Set.of(
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
          "need_conn_est");

  /**
   * Starts it.
   *
   * @param configuration with {@code DIR} for a directory of its own and {@code PORT0} to {@code
   *     PORT4}
   * @param ready what {@code show stat} contains when it is ready
   */
  static CliProgram start(Program program, String configuration, String ready) throws Exception {
    Path directory = Files.createTempDirectory("cli");
    Ports ports = new Ports(PORTS);
    String text = configuration.replace("DIR", directory.toString());
    for (int i = 0; i < PORTS; i++) {
      text = text.replace("PORT" + i, Integer.toString(ports.numbers()[i]));
    }
    CliProgram running = new CliProgram(directory, ports, program.start(text));
    running.await(ready);
    return running;
  }

  /** Waits until {@code show stat} contains a text. */
  void await(String ready) throws Exception {
    long end = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < end) {
      try {
        if (ask("show stat¶").contains(ready)) {
          return;
        }
      } catch (IOException notYet) {
        LockSupport.parkNanos(500_000);
      }
    }
    throw new IllegalStateException("never saw " + ready);
  }

  /** Waits until a line of {@code show stat} contains a regular expression. */
  void awaitPattern(String ready) throws Exception {
    Pattern pattern = Pattern.compile(ready);
    long end = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < end) {
      if (pattern.matcher(ask("show stat¶")).find()) {
        return;
      }
    }
    throw new IllegalStateException("never saw " + ready);
  }

  /** A row with {@code PORT0} to {@code PORT4} replaced by numbers. */
  String withPorts(String row) {
    String text = row;
    for (int i = 0; i < PORTS; i++) {
      text = text.replace("PORT" + i, Integer.toString(ports.numbers()[i]));
    }
    return text;
  }

  /** What the administrator's socket answers. */
  String ask(String line) throws IOException {
    return CliClient.ask(directory.resolve("a.sock"), line);
  }

  /** The masked answer to a row: the letter of a socket, a blank, what is sent. */
  String answer(String row) throws IOException {
    int quiet = row.contains("||") || row.contains("prompt") ? 300 : 3000;
    Path socket = directory.resolve(row.charAt(0) + ".sock");
    String text = CliClient.converse(socket, row.substring(2), quiet);
    text = text.replace(directory.toString(), "DIR");
    for (int i = 0; i < PORTS; i++) {
      text = text.replaceAll("\\b" + ports.numbers()[i] + "\\b", "PORT" + i);
    }
    return CliMask.mask(text, COLUMNS);
  }

  @Override
  public void close() throws Exception {
    program.close();
    ports.close();
  }
}
