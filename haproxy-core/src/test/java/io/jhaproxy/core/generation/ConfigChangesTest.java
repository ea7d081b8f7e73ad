package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.runtime.RefusedException;
import io.jhaproxy.core.runtime.RuntimeConfiguration;
import io.jhaproxy.core.runtime.RuntimeServer;
import io.jhaproxy.core.stats.StatsView.Admin.Operation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies and addresses that come and go at run time, and what is saved of it. */
final class ConfigChangesTest {
  private final int port = EngineRun.freePort();
  private final int second = EngineRun.freePort();
  @TempDir Path directory;

  ConfigChangesTest() throws IOException {}

  private String configuration() {
    return """
        # our proxy
        global
          nbthread 2
        defaults plain
          mode http
          timeout client 30s
          timeout server 30s
          timeout connect 5s
        defaults other
          mode http
          retries 9
          timeout client 30s
          timeout server 30s
          timeout connect 5s
        frontend f from plain
          bind 127.0.0.1:%d   # the web
          use_backend %%[path,field(2,/)]
        # answers
        backend b from plain
          http-request return status 200 content-type text/plain lf-string "%%[be_name]"
          server s 127.0.0.1:9 weight 5 # one
          server t 127.0.0.1:9
          server-template x 2 127.0.0.1:9
        """
        .formatted(port);
  }

  private static RuntimeConfiguration changes(EngineRun run) {
    return run.engine.runtime().configuration();
  }

  private static RuntimeConfiguration.Proxy backend(
      String name, String from, String like, String... lines) {
    return new RuntimeConfiguration.Proxy("backend", name, from, like, List.of(lines));
  }

  private String get(String path) throws IOException {
    String answer = EngineRun.get(port, path);
    return answer.startsWith("HTTP/1.1 200")
        ? answer.substring(answer.indexOf("\r\n\r\n") + 4)
        : answer.substring(9, 12);
  }

  private static int retries(EngineRun run, String name) {
    Proxy proxy = run.engine.generation().backend(name);
    return proxy == null || proxy.backend() == null ? -1 : proxy.backend().settings().retries();
  }

  @Test
  void aBackendThatIsAddedServesAtOnceAndOnlyUntilItIsDeleted() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      assertThat(get("/new/")).isEqualTo("503");
      changes(run)
          .add(
              backend(
                  "new",
                  "",
                  "",
                  "http-request return status 200 content-type text/plain string new"));
      assertThat(get("/new/")).isEqualTo("new");
      changes(run).delete("backend", "new");
      assertThat(get("/new/")).isEqualTo("503");
    }
  }

  @Test
  void aBackendHasTheSettingsOfItsDefaultsOrOfAnother() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      changes(run).add(backend("p", "plain", ""));
      changes(run).add(backend("o", "other", ""));
      changes(run).add(backend("l", "", "b", "retries 4"));
      assertThat(List.of(retries(run, "p"), retries(run, "o"), retries(run, "l")))
          .containsExactly(3, 9, 4);
      assertThat(get("/l/")).isEqualTo("l");
      assertThat(run.engine.runtime().server("l", "s").initialWeight()).isEqualTo(5);
    }
  }

  @Test
  void whatCannotBeUsedChangesNothing() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      RuntimeConfiguration changes = changes(run);
      assertRefused("nosuch", () -> changes.add(backend("n", "", "", "nosuch 3")));
      assertRefused("Already exists", () -> changes.add(backend("b", "", "")));
      assertRefused("No such defaults", () -> changes.add(backend("n", "nosuch", "")));
      assertRefused("No such backend", () -> changes.add(backend("n", "", "nosuch")));
      assertRefused("no line of a section", () -> changes.add(backend("n", "", "", "global")));
      assertRefused("no line of a section", () -> changes.add(backend("n", "", "", ".if 1")));
      assertRefused("No such backend", () -> changes.delete("backend", "nosuch"));
      assertRefused("No such frontend", () -> changes.delete("frontend", "b"));
      assertRefused("is a listen section", () -> changes.delete("backend", "statistics"));
      assertRefused("No such listener", () -> changes.deleteBind("f", "127.0.0.1:1"));
      assertRefused("No such frontend", () -> changes.addBind("nosuch", List.of(":1")));
      assertRefused("f", () -> changes.addBind("f", List.of("127.0.0.1:x")));
      assertThat(run.engine.generations()).hasSize(1);
      assertThat(get("/b/")).isEqualTo("b");
    }
  }

  private static void assertRefused(
      String why, org.assertj.core.api.ThrowableAssert.ThrowingCallable change) {
    assertThatThrownBy(change).isInstanceOf(RefusedException.class).hasMessageContaining(why);
  }

  @Test
  void aFrontendComesAndGoesAndItsClientsGoOn() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      changes(run)
          .add(
              new RuntimeConfiguration.Proxy(
                  "frontend",
                  "g",
                  "plain",
                  "",
                  List.of("bind 127.0.0.1:" + second, "use_backend b")));
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), second)) {
        client.getOutputStream().write("GET / HT".getBytes(ISO_8859_1));
        EngineRun.until("the client is there", () -> run.engine.load().connections() > 0);
        changes(run).delete("frontend", "g");
        client.getOutputStream().write("TP/1.0\r\n\r\n".getBytes(ISO_8859_1));
        client.setSoTimeout(10_000);
        assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1)).endsWith("b");
      }
      assertThatThrownBy(() -> EngineRun.get(second, "/")).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void anAddressComesAndGoes() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      changes(run).addBind("f", List.of("127.0.0.1:" + second, "name", "more"));
      assertThat(EngineRun.get(second, "/b/")).endsWith("b");
      changes(run).deleteBind("f", "more");
      assertThatThrownBy(() -> EngineRun.get(second, "/")).isInstanceOf(ConnectException.class);
      assertThat(get("/b/")).isEqualTo("b");
    }
  }

  @Test
  void aChangeForgetsNoneOfThoseBeforeIt() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      changeServers(run);
      run.engine.runtime().maxConnections(77);
      List<String> before = state(run);
      changes(run).add(backend("new", "", ""));
      assertThat(state(run)).isEqualTo(before);
      assertThat(run.engine.runtime().server("b", "added").hasCheck()).isTrue();
      assertThat(run.engine.load().maxconn()).isEqualTo(77);
    }
  }

  /** Weight, state, address, slots of some; one comes, one goes, one goes and comes again. */
  private static void changeServers(EngineRun run) throws RefusedException {
    LiveRuntime runtime = run.engine.runtime();
    runtime.server("b", "s").weight(7);
    runtime.server("b", "s").maxconn(11);
    runtime.server("b", "x1").address("127.0.0.2", 8);
    runtime.server("b", "x2").apply(Operation.MAINT);
    runtime.addServer("b", "added", List.of("127.0.0.1:7", "check", "inter", "1h"));
    runtime.server("b", "added").apply(Operation.READY);
    runtime.server("b", "t").apply(Operation.MAINT);
    runtime.deleteServer("b", "t");
    runtime.addServer("b", "again", List.of("127.0.0.1:6", "weight", "3"));
  }

  /** What is told of each server, in the order of names. */
  private static List<String> state(EngineRun run) {
    List<String> lines = new ArrayList<>();
    for (RuntimeServer each : run.engine.runtime().servers()) {
      if (each.backend().equals("b")) {
        lines.add(
            each.view().name()
                + " "
                + each.ip()
                + ":"
                + each.port()
                + " weight "
                + each.userWeight()
                + " maxconn "
                + each.view().sessionLimit()
                + " maint "
                + (each.adminState() & 1));
      }
    }
    lines.sort(null);
    return lines;
  }

  @Test
  void theRunningStateIsSavedAndReadBack() throws Exception {
    Path file = directory.resolve("saved.cfg");
    List<String> before;
    try (EngineRun run = new EngineRun(configuration())) {
      changeServers(run);
      changes(run)
          .add(
              backend(
                  "new",
                  "plain",
                  "",
                  "http-request return status 200 content-type text/plain string new"));
      changes(run).addBind("f", List.of("127.0.0.1:" + second));
      assertThat(changes(run).save(file.toString())).hasSize(1);
      before = state(run);
    }
    String saved = Files.readString(file);
    assertThat(saved)
        .contains("# our proxy\n", "# the web\n", "# answers\n")
        .contains("  server s 127.0.0.1:9 weight 7 maxconn 11 # one\n")
        .contains("  server x1 127.0.0.2:8\n", "  server x2 127.0.0.1:9 disabled\n")
        .contains("  server added 127.0.0.1:7 check inter 1h\n")
        .contains("  server again 127.0.0.1:6 weight 3 disabled\n")
        .doesNotContain("server t ");
    assertThat(ConfigCheck.model(saved).hasErrors()).isFalse();
    String own = saved.substring(0, saved.indexOf("\nlisten statistics"));
    String behind = saved.substring(saved.indexOf(" stats uri /\n") + " stats uri /\n".length());
    try (EngineRun run = new EngineRun(own + "\n" + behind)) {
      assertThat(state(run)).isEqualTo(before);
      assertThat(get("/new/")).isEqualTo("new");
      assertThat(EngineRun.get(second, "/b/")).endsWith("b");
      assertThat(changes(run).save(file.toString())).hasSize(1);
    }
    assertThat(Files.readString(file)).startsWith(own);
  }

  @Test
  void aFileThatCannotBeWrittenIsToldAndLeavesNothingBehind() throws Exception {
    try (EngineRun run = new EngineRun(configuration())) {
      Path nowhere = directory.resolve("none").resolve("saved.cfg");
      assertRefused("No such file or directory", () -> changes(run).save(nowhere.toString()));
      assertThat(directory).isEmptyDirectory();
    }
  }
}
