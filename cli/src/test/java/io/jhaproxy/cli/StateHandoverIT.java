package io.jhaproxy.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second process goes on with what the one before it knew ({@code -sf}, {@code -st}). */
class StateHandoverIT {
  private static final String CONFIG =
      """
      global
        maxconn 200
        stats socket FOLDER/s level admin expose-fd listeners
      defaults
        mode http
        timeout client 30s
        timeout server 30s
        timeout connect 5s
      listen web
        bind 127.0.0.1:PORT
        stick-table type string len 20 size 200k expire 10m store gpc0,http_req_cnt
        http-request track-sc0 str(me)
        http-request sc-inc-gpc0(0)
        acl listed src -f FOLDER/l.acl
        http-request deny if listed
        http-request set-var(proc.seen) path if { path /seen }
        http-request return status 200 content-type text/plain lf-string "%[path,map(FOLDER/m.map,none)]"
      backend b
        server gone 127.0.0.1:CLOSED check inter 100ms
        server light 127.0.0.1:PORT weight 10
        server out 127.0.0.1:PORT
        server full 127.0.0.1:PORT maxconn 10
      backend follows
        server gone 127.0.0.1:CLOSED track b/gone
      """;

  @TempDir Path folder;
  private final int port = Wait.freePort();

  private String config() throws IOException {
    Files.writeString(folder.resolve("l.acl"), "10.0.0.0/8\n");
    Files.writeString(folder.resolve("m.map"), "/a one\n");
    FileTime hourAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(folder.resolve("l.acl"), hourAgo);
    Files.setLastModifiedTime(folder.resolve("m.map"), hourAgo);
    String config =
        CONFIG
            .replace("FOLDER", folder.toString())
            .replace("PORT", "" + port)
            .replace("CLOSED", "" + Wait.freePort());
    return Files.writeString(folder.resolve("c.cfg"), config).toString();
  }

  private static Program program(String name) {
    return name.equals("haproxy") ? Program.reference() : Program.jhaproxy();
  }

  /** What the process that listens at the socket's path now says. */
  private String ask(String command) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.resolve("s")));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(ISO_8859_1)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(answer);
      return answer.toString(ISO_8859_1);
    } catch (IOException nobody) {
      throw new UncheckedIOException(nobody);
    }
  }

  private long info(String name) {
    return Long.parseLong(ask("show info").replaceFirst("(?s).*\n" + name + ": (\\d+)\n.*", "$1"));
  }

  /** A cell of {@code show stat}. */
  private String stat(String proxy, String name, String column) {
    List<String> lines = ask("show stat").lines().toList();
    List<String> header = List.of(lines.get(0).substring(2).split(","));
    for (String line : lines) {
      if (line.startsWith(proxy + "," + name + ",")) {
        return line.split(",", -1)[header.indexOf(column)];
      }
    }
    throw new AssertionError("no " + proxy + "/" + name + " in " + lines);
  }

  private String get(String path) throws IOException {
    try (Socket client = new Socket("127.0.0.1", port)) {
      client.setSoTimeout(10_000);
      client.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(US_ASCII));
      return Wait.readAll(client.getInputStream());
    }
  }

  /** Requests, checks and an administrator at work. */
  private void live(Running old) throws Exception {
    Wait.until(() -> "listening; said " + old.err(), () -> Wait.listens(port));
    for (int i = 0; i < 7; i++) {
      assertThat(get("/seen")).contains("200");
    }
    Wait.until(() -> "down", () -> stat("b", "gone", "status").equals("DOWN"));
    for (String command :
        List.of(
            "set server b/light weight 5",
            "set server b/out state maint",
            "set maxconn server b/full 20",
            "set maxconn frontend web 77",
            "set map " + folder + "/m.map /a two",
            "add acl " + folder + "/l.acl 11.0.0.0/8",
            "set table web key other data.gpc0 41")) {
      assertThat(ask(command).strip()).as(command).isIn("", "Done.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jhaproxy, -sf",
    "jhaproxy, -st",
    "haproxy,  -sf",
  })
  void nothingIsForgotten(String from, String how) throws Exception {
    boolean own = from.equals("jhaproxy");
    String config = config();
    try (Running old = program(from).start("-db", "-f", config)) {
      live(old);
      String sessions = stat("web", "FRONTEND", "stot");
      long connections = info("CumConns");
      assertThat(Long.parseLong(sessions)).isGreaterThanOrEqualTo(7);
      try (Running next = Program.jhaproxy().start("-db", "-f", config, how, "" + old.pid())) {
        old.await();
        Wait.until(
            () -> "the new process answers; it says " + next.err(),
            () -> ask("show info").contains("\nPid: " + next.pid() + "\n"));
        assertThat(stat("web", "FRONTEND", "stot")).isEqualTo(sessions);
        assertThat(stat("web", "FRONTEND", "hrsp_2xx")).isEqualTo("7");
        assertThat(info("CumReq")).isGreaterThanOrEqualTo(7);
        assertThat(info("CumConns")).isGreaterThanOrEqualTo(own ? connections : 7);
        assertThat(stat("b", "gone", "status")).isEqualTo("DOWN");
        assertThat(stat("b", "gone", "chkdown")).isEqualTo("1");
        assertThat(stat("follows", "gone", "status")).startsWith("DOWN");
        assertThat(stat("b", "light", "weight")).isEqualTo("5");
        assertThat(stat("b", "out", "status")).isEqualTo("MAINT");
        assertThat(stat("b", "full", "slim")).isEqualTo(own ? "20" : "10");
        assertThat(stat("web", "FRONTEND", "slim")).isEqualTo(own ? "77" : "200");
        assertThat(get("/a")).endsWith("two");
        assertThat(ask("show acl " + folder + "/l.acl")).contains("11.0.0.0/8");
        assertThat(ask("show table web key other")).contains("gpc0=41");
        assertThat(ask("show table web key me")).contains("gpc0=8").contains("http_req_cnt=8");
        if (own) {
          assertThat(ask("get var proc.seen")).contains("value=</seen>");
        }
        assertThat(next.err()).doesNotContain("Failed to get").doesNotContain("b/gone is DOWN,");
      }
    }
  }

  /** Somebody who watches counters all the time never sees one become smaller. */
  @Test
  void countersNeverFall() throws Exception {
    String config = config();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    List<String> failures = new CopyOnWriteArrayList<>();
    Thread traffic =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  get("/x");
                  answers.incrementAndGet();
                } catch (IOException refused) {
                  over.set(true);
                  failures.add(refused.toString());
                }
              }
            });
    try (Running old = Program.jhaproxy().start("-db", "-f", config);
        Socket slow = connected()) {
      traffic.start();
      long sessions = watched(0);
      try (Running next = Program.jhaproxy().start("-db", "-f", config, "-sf", "" + old.pid())) {
        while (!ask("show info").contains("\nPid: " + next.pid() + "\n")) {
          sessions = watched(sessions);
        }
        for (int i = 0; i < 20; i++) {
          sessions = watched(sessions);
        }
        // A client of the old process goes on there; what it does is counted here.
        slow.getOutputStream().write("Connection: close\r\n\r\n".getBytes(US_ASCII));
        Wait.readAll(slow.getInputStream());
        assertThat(old.await().status()).isZero();
        over.set(true);
        traffic.join();
        assertThat(failures).isEmpty();
        String requests = stat("web", "FRONTEND", "hrsp_2xx");
        assertThat(requests).isEqualTo("" + (answers.get() + 1));
        assertThat(stat("web", "FRONTEND", "req_tot")).isEqualTo("" + info("CumReq"));
        assertThat(ask("show table web key me"))
            .contains("gpc0=" + requests + " ")
            .contains("http_req_cnt=" + requests + "\n");
      }
    } finally {
      over.set(true);
    }
  }

  private Socket connected() throws IOException {
    Wait.until(() -> "listening", () -> Wait.listens(port) && Files.exists(folder.resolve("s")));
    Socket client = new Socket("127.0.0.1", port);
    client.setSoTimeout(10_000);
    client.getOutputStream().write("GET /first HTTP/1.1\r\n".getBytes(US_ASCII));
    return client;
  }

  private long watched(long before) {
    long now = Long.parseLong(stat("web", "FRONTEND", "stot"));
    assertThat(now).isGreaterThanOrEqualTo(before);
    return now;
  }
}
