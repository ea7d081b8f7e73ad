package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload keeps and what it changes, with real sockets on both sides. */
final class EngineReloadTest {
  private static final String HEAD =
      """
      global
        nbthread 2
      defaults
        timeout client 30s
        timeout server 30s
        timeout connect 5s
      """;

  private final int port = freePort();
  private final NumberedOrigin origin = new NumberedOrigin();
  @TempDir Path directory;

  EngineReloadTest() throws IOException {}

  private static int freePort() throws IOException {
    return EngineRun.freePort();
  }

  @BeforeEach
  void start() {
    origin.start();
  }

  @AfterEach
  void stop() throws IOException {
    origin.close();
  }

  /** An HTTP proxy to the origin; {@code front} and {@code server} are added to its lines. */
  private String http(String front, String server) {
    return HEAD
        + "frontend f\n mode http\n bind 127.0.0.1:"
        + port
        + "\n"
        + front
        + "\n default_backend b\nbackend b\n mode http\n server s 127.0.0.1:"
        + origin.port()
        + " "
        + server
        + "\n";
  }

  @Test
  void anIdleClientGoesOverToTheNewConfigurationOnItsConnection() throws Exception {
    String old = http("http-response set-header X-Is old", "");
    try (EngineRun run = new EngineRun(old);
        Client client = new Client(port)) {
      assertThat(client.get("/")).contains("x-is: old");
      run.reload(http("http-response set-header X-Is new", ""));
      assertThat(client.get("/")).contains("x-is: new");
      assertThat(run.statistic("f", "FRONTEND", "stot")).isEqualTo("1");
      assertThat(run.statistic("f", "FRONTEND", "req_tot")).isEqualTo("2");
      assertThat(run.statistic("b", "s", "stot")).isEqualTo("2");
      EngineRun.until("old generation gone", () -> run.engine.generations().size() == 1);
    }
  }

  @Test
  void anIdleServerConnectionIsUsedOnUnlessTheServerIsReachedInAnotherWay() throws Exception {
    String always = "http-reuse always\n server t 127.0.0.1:9 disabled";
    try (EngineRun run = new EngineRun(http("", "\n" + always));
        Client client = new Client(port)) {
      assertThat(client.get("/")).contains("connection 1");
      run.reload(http("", "weight 5\n" + always));
      assertThat(client.get("/")).contains("connection 1");
      run.reload(http("", "weight 5 send-proxy\n" + always));
      EngineRun.until("closed", () -> origin.closed.get() == 1);
    }
  }

  @Test
  void aRequestUnderWayEndsWithTheConfigurationThatItBeganWith() throws Exception {
    try (EngineRun run = new EngineRun(http("http-response set-header X-Is old", ""));
        Client client = new Client(port)) {
      client.send("/wait");
      EngineRun.until("there", () -> origin.waiting.get() == 1);
      run.reload(http("http-response set-header X-Is new", ""));
      assertThat(run.engine.generations()).hasSize(2);
      assertThat(run.engine.generations().get(0).generation().sessions()).isEqualTo(1);
      origin.release();
      assertThat(client.answer()).contains("x-is: old");
      assertThat(client.get("/")).contains("x-is: new");
      EngineRun.until("old generation gone", () -> run.engine.generations().size() == 1);
    }
  }

  @Test
  void aTunnelGoesOnAndHoldsItsGenerationUntilItEnds() throws Exception {
    String config = HEAD + "listen t\n bind 127.0.0.1:%d\n server s 127.0.0.1:%d\n";
    String first = config.formatted(port, origin.port());
    try (EngineRun run = new EngineRun(first)) {
      try (Client client = new Client(port)) {
        assertThat(client.get("/")).contains("connection 1");
        run.reload(first + " timeout tunnel 1h\n");
        run.reload(first + " timeout tunnel 2h\n");
        assertThat(client.get("/")).contains("connection 1");
        EngineRun.until("the one between is gone", () -> run.engine.generations().size() == 2);
        assertThat(run.engine.generations().get(0).number()).isEqualTo(1);
        assertThat(run.statistic("t", "FRONTEND", "scur")).isEqualTo("1");
        assertThat(run.statistic("t", "s", "scur")).isEqualTo("1");
      }
      EngineRun.until("old generation gone", () -> run.engine.generations().size() == 1);
      assertThat(run.statistic("t", "s", "scur")).isEqualTo("0");
      assertThat(run.statistic("t", "s", "stot")).isEqualTo("1");
    }
  }

  @Test
  void noClientIsRefusedWhileConfigurationsChange() throws Exception {
    int other = freePort();
    String two = http("bind 127.0.0.1:" + other, "maxconn 3");
    try (EngineRun run = new EngineRun(http("", ""))) {
      AtomicBoolean ends = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      List<Thread> clients =
          List.of(
              new Thread(() -> ask(ends, answered)),
              new Thread(() -> ask(ends, answered)),
              new Thread(() -> ask(ends, answered)));
      clients.forEach(Thread::start);
      for (int i = 0; i < 20; i++) {
        int before = answered.get();
        run.reload(i % 2 == 0 ? two : http("", ""));
        EngineRun.until("traffic", () -> answered.get() > before + 20 || answered.get() < 0);
      }
      ends.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(answered.get()).isPositive();
      assertThat(run.statistic("f", "FRONTEND", "req_tot")).isEqualTo("" + answered.get());
      assertThat(run.statistic("b", "BACKEND", "hrsp_2xx")).isEqualTo("" + answered.get());
      run.untilStatistic("f", "FRONTEND", "scur", "0");
      run.untilStatistic("b", "s", "scur", "0");
      EngineRun.until("old generations gone", () -> run.engine.generations().size() == 1);
    }
  }

  private void ask(AtomicBoolean ends, AtomicInteger answered) {
    try {
      while (!ends.get()) {
        assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 200");
        answered.incrementAndGet();
      }
    } catch (IOException | AssertionError refused) {
      answered.set(Integer.MIN_VALUE);
    }
  }

  @Test
  void whatTheAdministratorChangedHoldsUntilTheConfigurationChangesTheSame() throws Exception {
    String first = http("", "weight 10\n server t 127.0.0.1:9 weight 10 maxconn 7");
    try (EngineRun run = new EngineRun(first)) {
      Backend before = run.engine.generation().backend("b").backend();
      before.server("s").admin(Admin.DRAIN, 0);
      before.server("s").weight(3, 0);
      before.server("t").weight(4, 0);
      before.server("t").maxconn(9);
      run.reload(http("", "weight 10\n server t 127.0.0.1:9 weight 20 maxconn 7"));
      Backend after = run.engine.generation().backend("b").backend();
      assertThat(after.server("s").admin()).isEqualTo(Admin.DRAIN);
      assertThat(after.server("s").effectiveWeight()).isEqualTo(3);
      assertThat(after.server("t").effectiveWeight()).isEqualTo(20);
      assertThat(after.server("t").maxconn()).isEqualTo(9);
      after.server("s").admin(Admin.READY, 0);
      assertThat(before.server("s").admin()).as("the old one follows").isEqualTo(Admin.READY);
    }
  }

  @Test
  void healthGoesOnUnlessTheServerIsAnotherOne() throws Exception {
    int nobody = freePort();
    String config =
        HEAD + "listen t\n bind 127.0.0.1:%d\n server s 127.0.0.1:%d check inter 200ms fall 1\n";
    try (EngineRun run = new EngineRun(config.formatted(port, nobody))) {
      Server before = run.engine.generation().backend("t").backend().server("s");
      EngineRun.until("down", () -> before.state() == ServerState.STOPPED);
      run.reload(config.formatted(port, nobody) + " option tcplog\n");
      Server after = run.engine.generation().backend("t").backend().server("s");
      assertThat(after.state()).isEqualTo(ServerState.STOPPED);
      assertThat(run.statistic("t", "s", "chkdown")).isEqualTo("1");
      assertThat(run.statistic("t", "s", "check_status")).isNotEqualTo("INI");
      run.reload(config.formatted(port, origin.port()));
      Server moved = run.engine.generation().backend("t").backend().server("s");
      assertThat(moved.state()).isEqualTo(ServerState.RUNNING);
      EngineRun.until("the old one follows", () -> before.state() == ServerState.RUNNING);
    }
  }

  @Test
  void aWaitingRequestGetsItsSlotFromTheNewGenerationToo() throws Exception {
    try (EngineRun run = new EngineRun(http("", "maxconn 1"));
        Client first = new Client(port);
        Client second = new Client(port)) {
      first.send("/wait");
      EngineRun.until("there", () -> origin.waiting.get() == 1);
      second.send("/");
      Backend old = run.engine.generation().backend("b").backend();
      EngineRun.until("queued", () -> old.queueLength() == 1);
      run.reload(http("", "maxconn 1 weight 7"));
      assertThat(run.statistic("b", "BACKEND", "qcur")).isEqualTo("1");
      origin.release();
      assertThat(first.answer()).startsWith("HTTP/1.1 200");
      assertThat(second.answer()).startsWith("HTTP/1.1 200");
      run.untilStatistic("b", "s", "scur", "0");
      Backend now = run.engine.generation().backend("b").backend();
      assertThat(now.server("s").served()).isZero();
    }
  }

  @Test
  void mapsKeepWhatWasChangedAsLongAsTheFileIsTheSame() throws Exception {
    Path map = directory.resolve("m.map");
    Files.writeString(map, "/a one\n/b two\n");
    String rule = "http-request return status 200 hdr X-Is %%[path,map(%s,none)] %s";
    try (EngineRun run = new EngineRun(http(rule.formatted(map, ""), ""))) {
      run.engine.generation().patterns().byName(map.toString()).set("/a", "changed");
      run.reload(http(rule.formatted(map, "if TRUE"), ""));
      assertThat(EngineRun.get(port, "/a")).contains("x-is: changed");
      Files.writeString(map, "/a three\n");
      run.reload(http(rule.formatted(map, "if TRUE"), ""));
      assertThat(EngineRun.get(port, "/a")).contains("x-is: three");
      assertThat(EngineRun.get(port, "/b")).contains("x-is: none");
    }
  }

  @Test
  void variablesOfTheProcessGoOn() throws Exception {
    String rules =
        "http-request set-var(proc.seen) path\n"
            + " http-request return status 200 hdr X-Is %[var(proc.old)] if { path /ask }";
    try (EngineRun run = new EngineRun(http(rules, ""))) {
      EngineRun.get(port, "/first");
      // The new configuration numbers its variables in another order.
      run.reload(
          http("http-request return status 200 hdr X-Is %[var(txn.x)]%[var(proc.seen)]", ""));
      assertThat(EngineRun.get(port, "/ask")).contains("x-is: /first");
    }
  }

  @Test
  void aConfigurationThatCannotBeUsedChangesNothing() throws Exception {
    try (EngineRun run = new EngineRun(http("http-response set-header X-Is old", ""));
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Client client = new Client(port)) {
      int free = freePort();
      String bad = http("bind 127.0.0.1:" + free + "\n bind 127.0.0.1:" + taken.getLocalPort(), "");
      assertThatThrownBy(() -> run.reload(bad))
          .isInstanceOfSatisfying(
              StartException.class,
              refused -> assertThat(refused.lines().get(0)).contains("cannot bind socket"));
      assertThat(client.get("/")).contains("x-is: old");
      assertThat(run.engine.generations()).hasSize(1);
      assertThatThrownBy(() -> new Socket("127.0.0.1", free)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void listenersComeAndGo() throws Exception {
    int other = freePort();
    String extra = "frontend g\n mode http\n bind 127.0.0.1:" + other + "\n default_backend b\n";
    try (EngineRun run = new EngineRun(http("", "") + extra)) {
      try (Client client = new Client(other)) {
        assertThat(client.get("/")).startsWith("HTTP/1.1 200");
        run.reload(http("", ""));
        assertThat(client.ends()).as("an idle client of no frontend is let go").isTrue();
      }
      EngineRun.until("closed", () -> !accepts(other));
      run.reload(http("", "") + extra);
      assertThat(EngineRun.get(other, "/")).startsWith("HTTP/1.1 200");
    }
  }

  private static boolean accepts(int there) {
    try (Socket client = new Socket("127.0.0.1", there)) {
      return client.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  /** A client that keeps its connection. */
  private static final class Client implements AutoCloseable {
    private final Socket socket;

    Client(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setSoTimeout(10_000);
    }

    void send(String path) throws IOException {
      socket
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(ISO_8859_1));
    }

    /** The next answer, whose body is announced by a length. */
    String answer() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          throw new IOException("closed after " + head);
        }
        head.append((char) next);
      }
      String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
      int at = lower.indexOf("content-length: ") + "content-length: ".length();
      int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
      byte[] body = socket.getInputStream().readNBytes(length);
      return head.toString().replace("X-Is", "x-is") + new String(body, ISO_8859_1);
    }

    String get(String path) throws IOException {
      send(path);
      return answer();
    }

    boolean ends() throws IOException {
      return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
