package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.stats.StatsView.Admin.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that come and go while two workers serve. */
final class ServerChangesTest {
  private final int port = EngineRun.freePort();
  private final NumberedOrigin origin = new NumberedOrigin();

  ServerChangesTest() throws IOException {}

  @BeforeEach
  void start() {
    origin.start();
  }

  @AfterEach
  void stop() throws IOException {
    origin.close();
  }

  private String configuration(String servers) {
    return """
        global
          nbthread 2
        defaults
          mode http
          timeout client 30s
          timeout server 30s
          timeout connect 5s
        frontend f
          bind 127.0.0.1:%d
          default_backend b
        backend b
        %s
        """
        .formatted(port, servers);
  }

  private static Server server(EngineRun run, String name) {
    Proxy proxy = run.engine.generation().backend("b");
    Backend backend = proxy == null ? null : proxy.backend();
    Server server = backend == null ? null : backend.server(name);
    if (server == null) {
      throw new AssertionError("no server " + name);
    }
    return server;
  }

  private void add(EngineRun run, String name, String... more) throws RefusedException {
    List<String> words = new ArrayList<>(List.of("127.0.0.1:" + origin.port()));
    words.addAll(List.of(more));
    run.engine.runtime().addServer("b", name, words);
  }

  private static void apply(EngineRun run, String name, Operation operation)
      throws RefusedException {
    run.engine.runtime().server("b", name).apply(operation);
  }

  @Test
  void aServerThatWasAddedServesOnceItIsEnabled() throws Exception {
    try (EngineRun run = new EngineRun(configuration(""))) {
      assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 503");
      add(run, "x");
      assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 503");
      apply(run, "x", Operation.READY);
      assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 200");
      assertThat(run.statistic("b", "x", "stot")).isEqualTo("1");
    }
  }

  @Test
  void aServerIsNotTakenAwayAsLongAsSomebodyUsesIt() throws Exception {
    try (EngineRun run = new EngineRun(configuration(" server s 127.0.0.1:" + origin.port()))) {
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client
            .getOutputStream()
            .write("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        EngineRun.until("the server is in use", () -> origin.waiting.get() == 1);
        apply(run, "s", Operation.MAINT);
        assertThatThrownBy(() -> run.engine.runtime().deleteServer("b", "s"))
            .hasMessage("Server still has connections attached to it, cannot remove it.");
      }
      origin.release();
      EngineRun.until("the server is free", () -> !server(run, "s").hasConnections());
      run.engine.runtime().deleteServer("b", "s");
      assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 503");
    }
  }

  @Test
  void noRequestIsLostWhileServersComeAndGo() throws Exception {
    try (EngineRun run = new EngineRun(configuration(" server s 127.0.0.1:" + origin.port()))) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger good = new AtomicInteger();
      AtomicInteger bad = new AtomicInteger();
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread client = new Thread(() -> request(over, good, bad), "client-" + i);
        client.start();
        clients.add(client);
      }
      for (int round = 0; round < 60; round++) {
        String name = "x" + round % 3;
        add(run, name, "check", "inter", "10ms");
        apply(run, name, Operation.READY);
        apply(run, name, Operation.ENABLE_HEALTH);
        int before = good.get();
        EngineRun.until("requests", () -> good.get() + bad.get() > before + 3);
        apply(run, name, Operation.MAINT);
        Server server = server(run, name);
        EngineRun.until("nobody uses it", () -> !server.hasConnections());
        run.engine.runtime().deleteServer("b", name);
      }
      over.set(true);
      for (Thread client : clients) {
        client.join();
      }
      assertThat(bad.get()).isZero();
      assertThat(good.get()).isGreaterThan(180);
      assertThat(run.statistic("b", "BACKEND", "act")).isEqualTo("1");
    }
  }

  private void request(AtomicBoolean over, AtomicInteger good, AtomicInteger bad) {
    while (!over.get()) {
      try {
        boolean fine = EngineRun.get(port, "/").startsWith("HTTP/1.1 200");
        (fine ? good : bad).incrementAndGet();
      } catch (IOException lost) {
        bad.incrementAndGet();
      }
    }
  }

  @Test
  void aReloadForgetsServersThatTheFilesDoNotHave() throws Exception {
    try (EngineRun run = new EngineRun(configuration(""))) {
      add(run, "x");
      apply(run, "x", Operation.READY);
      run.reload(configuration(" retries 2"));
      assertThat(EngineRun.get(port, "/")).startsWith("HTTP/1.1 503");
      assertThat(run.engine.runtime().servers()).isEmpty();
    }
  }

  @Test
  void aReloadWithTheServerInItsFilesGoesOnWithIt() throws Exception {
    try (EngineRun run = new EngineRun(configuration(""))) {
      add(run, "x", "check", "inter", "20ms");
      add(run, "y");
      apply(run, "x", Operation.READY);
      EngineRun.get(port, "/");
      String line = " 127.0.0.1:" + origin.port() + " check inter 20ms\n";
      run.reload(configuration(" server x" + line + " server y" + line));
      assertThat(server(run, "x").isDynamic()).isFalse();
      assertThat(run.statistic("b", "x", "stot")).isEqualTo("1");
      // Nobody took it out: it waited for the first time to be enabled, which a file does not ask
      // for.
      assertThat(server(run, "y").admin()).isEqualTo(Admin.READY);
      run.untilStatistic("b", "x", "check_status", "L4OK");
    }
  }

  @Test
  void whoFollowsAServerThatWasThereIsWhatThatOneIs() throws Exception {
    String lines = " server s 127.0.0.1:" + origin.port() + " check inter 10m";
    try (EngineRun run = new EngineRun(configuration(lines))) {
      add(run, "x", "track", "b/s");
      apply(run, "x", Operation.READY);
      apply(run, "s", Operation.MAINT);
      assertThat(run.statistic("b", "x", "status")).isEqualTo("MAINT (via b/s)");
      apply(run, "s", Operation.READY);
      run.untilStatistic("b", "x", "status", "UP 1/3");
      apply(run, "x", Operation.MAINT);
      run.engine.runtime().deleteServer("b", "x");
      apply(run, "s", Operation.MAINT);
      assertThatThrownBy(() -> run.engine.runtime().deleteServer("b", "s"))
          .hasMessageStartingWith("This server cannot be removed at runtime");
    }
  }
}
