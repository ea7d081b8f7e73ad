package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ConfigText;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The engine with one configuration, in this process. Closing it fails if anything escaped. */
final class EngineRun implements AutoCloseable {
  private static final Registry REGISTRY = Keywords.registry();

  private static final long LIMIT_NANOS = 10_000_000_000L;

  final Engine engine;
  final int statistics;
  private final String page;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** Serves a configuration, to which a statistics page on a port of its own is added. */
  EngineRun(String configuration) throws Exception {
    this.statistics = freePort();
    page =
        "\nlisten statistics\n mode http\n timeout client 5s\n bind 127.0.0.1:"
            + statistics
            + "\n stats uri /\n";
    ConfigModel model = ConfigCheck.model(configuration + page);
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    engine =
        Engine.start(
            model,
            new EngineOptions(
                4711, 1000, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add));
    engine.running(running(configuration + page));
    engine.serve();
  }

  private static RunningText running(String text) {
    return new RunningText(
        ConfigText.of("t.cfg", text),
        ConfigCheck::environment,
        () -> REGISTRY,
        Runnable::run,
        m -> 1000);
  }

  /** Puts another configuration, with the same statistics page, in place of the running one. */
  void reload(String configuration) throws StartException {
    ConfigModel model = ConfigCheck.model(configuration + page);
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    engine.reload(model, List.of(), 1000);
    engine.running(running(configuration + page));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The answer to one request over a connection of its own. */
  static String get(int port, String path) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** One field of the statistics. */
  String statistic(String proxy, String row, String column) throws IOException {
    String csv = get(statistics, "/;csv");
    String[] lines = csv.substring(csv.indexOf("# ") + 2).split("\n");
    int index = List.of(lines[0].split(",")).indexOf(column);
    assertThat(index).as("column %s", column).isNotNegative();
    for (String line : lines) {
      if (line.startsWith(proxy + "," + row + ",")) {
        return line.split(",", -1)[index];
      }
    }
    throw new AssertionError("no row " + proxy + "," + row + " in " + csv);
  }

  /** Waits until a field of the statistics has that value. */
  void untilStatistic(String proxy, String row, String column, String value) {
    until(
        proxy + "/" + row + " " + column + " is " + value,
        () -> {
          try {
            return statistic(proxy, row, column).equals(value);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }

  /** Waits until it holds, at most ten seconds. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: %s", what).isLessThan(end);
      LockSupport.parkNanos(500_000);
    }
  }

  /** What failed unexpectedly inside, with the places. */
  String failures() {
    StringWriter text = new StringWriter();
    failures.forEach(failure -> failure.printStackTrace(new PrintWriter(text)));
    return text.toString();
  }

  @Override
  public void close() throws Exception {
    engine.stopNow();
    engine.awaitEnd();
    assertThat(failures).isEmpty();
  }
}
