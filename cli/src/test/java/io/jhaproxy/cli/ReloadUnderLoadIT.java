package io.jhaproxy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reloads in a row while requests, short connections, a WebSocket, a Redis MONITOR and a download
 * run. {@code -Dreloads=200} for the long form. What the reference does is printed beside it.
 */
@Timeout(600)
class ReloadUnderLoadIT {
  private static final int RELOADS = Integer.getInteger("reloads", 12);

  private static final String CONFIG =
      """
      global
        stats socket SOCKET level admin
        maxconn 2000
      defaults
        mode http
        timeout client 60s
        timeout server 60s
        timeout connect 5s
      frontend web
        bind 127.0.0.1:WEB
        http-request return status 200 content-type text/plain string "GENERATION" if { path /generation }
        http-request track-sc0 src table seen
        use_backend slow if { path /slow }
        default_backend fast
      backend fast
        server s 127.0.0.1:ORIGIN
      backend slow
        server s 127.0.0.1:SLOW
      backend added-GENERATION
      backend seen
        stick-table type ip size 100 expire 10m store http_req_cnt,gpc0
      listen redis
        mode tcp
        bind 127.0.0.1:MONITOR
        server r 127.0.0.1:REDIS
      """;

  @TempDir Path folder;
  private final int web = Wait.freePort();
  private final int monitor = Wait.freePort();
  private final int redis = Wait.freePort();
  private final int origin = Wait.freePort();

  /** What was seen of one program. */
  private static final class Seen {
    final List<String> failures = new ArrayList<>();
    int lostCounters;
    int lostEntries;
    int lostSignals;
    int processes;
    long kibibytes;
    long millis;
    String requests = "";

    @Override
    public String toString() {
      return String.format(
          "%d reloads in %d ms, %s, lost counters %d, lost entries %d, lost signals %d, at most %d processes with %d"
              + " MiB, failed: %s",
          RELOADS,
          millis,
          requests,
          lostCounters,
          lostEntries,
          lostSignals,
          processes,
          kibibytes / 1024,
          failures);
    }
  }

  @Test
  void nothingIsLost() throws Exception {
    Seen ours = drive(Program.jhaproxy());
    System.out.println("reload under load: jhaproxy: " + ours);
    assertThat(ours.failures).isEmpty();
    assertThat(ours.lostCounters).isZero();
    assertThat(ours.lostEntries).isZero();
    assertThat(ours.lostSignals).isZero();
    assertThat(ours.processes).isEqualTo(1);
  }

  @Test
  void theReferenceIsShownBesideIt() throws Exception {
    System.out.println("reload under load: haproxy: " + drive(Program.reference()));
  }

  private void configure(Path file, int generation, int slow) throws IOException {
    String text =
        CONFIG
            .replace("SOCKET", folder.resolve("s").toString())
            .replace("GENERATION", "" + generation)
            .replace("WEB", "" + web)
            .replace("MONITOR", "" + monitor)
            .replace("REDIS", "" + redis)
            .replace("ORIGIN", "" + origin)
            .replace("SLOW", "" + slow);
    Path next = folder.resolve("next");
    Files.writeString(next, text);
    Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private Process helper(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Seen drive(Program program) throws Exception {
    Seen seen = new Seen();
    Path originFile = folder.resolve("origin.cfg");
    Files.writeString(
        originFile,
        "defaults\n mode http\n timeout client 60s\nlisten o\n bind 127.0.0.1:"
            + origin
            + "\n http-request return status 200 content-type text/plain string hello\n");
    Process answering = helper(Peer.require("haproxy"), "-db", "-f", originFile.toString());
    Process database =
        helper(
            Peer.require("redis-server"),
            "--port",
            "" + redis,
            "--save",
            "",
            "--dir",
            folder.toString());
    Path file = folder.resolve("a.cfg");
    try (Endless slow = new Endless()) {
      configure(file, 0, slow.port());
      try (Running running = program.start("-W", "-f", file.toString())) {
        Wait.until(
            () -> "up; said " + running.err(),
            () -> Wait.listens(web) && Wait.listens(origin) && Wait.listens(redis));
        run(running, seen, slow, file);
      }
    } finally {
      answering.destroy();
      database.destroy();
    }
    return seen;
  }

  private void run(Running running, Seen seen, Endless slow, Path file) throws Exception {
    Process keepAlive = wrk("");
    Process closing = wrk("Connection: close");
    try (Socket socket = new Socket("127.0.0.1", web);
        Socket tunnel = new Socket("127.0.0.1", monitor);
        Socket direct = new Socket("127.0.0.1", redis)) {
      InputStream echo =
          talk(
              socket,
              "GET /slow HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n");
      while (!Endless.line(echo).isEmpty()) {}
      InputStream heard = talk(tunnel, "MONITOR\r\n");
      assertThat(Endless.line(heard)).isEqualTo("+OK");
      CompletableFuture<String> download = CompletableFuture.supplyAsync(this::download);
      Wait.until(() -> "requests are counted", () -> requests() > 0);
      long began = System.nanoTime();
      long counted = 0;
      long tracked = 0;
      for (int generation = 1; generation <= RELOADS; generation++) {
        configure(file, generation, slow.port());
        reload(running, seen, generation);
        measure(running, seen);
        long now = requests();
        seen.lostCounters += now < counted ? 1 : 0;
        counted = now;
        long entry = trackedRequests();
        seen.lostEntries += entry < tracked ? 1 : 0;
        tracked = entry;
        String word = "word-" + generation;
        exchange(
            seen,
            "websocket",
            () -> {
              socket.getOutputStream().write((word + "\n").getBytes(US_ASCII));
              return Endless.line(echo).equals(word);
            });
        exchange(
            seen,
            "redis monitor",
            () -> {
              direct.getOutputStream().write(("ECHO " + word + "\r\n").getBytes(US_ASCII));
              return Endless.line(heard).contains(word);
            });
      }
      seen.millis = (System.nanoTime() - began) / 1_000_000;
      slow.finish();
      if (!download.get(20, TimeUnit.SECONDS).endsWith("0\r\n\r\n")) {
        seen.failures.add("download");
      }
    } finally {
      seen.requests = end(keepAlive, seen) + " and " + end(closing, seen);
    }
  }

  private static InputStream talk(Socket socket, String text) throws IOException {
    socket.setSoTimeout(5000);
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    return socket.getInputStream();
  }

  private interface Exchange {
    boolean works() throws IOException;
  }

  private static void exchange(Seen seen, String name, Exchange exchange) {
    boolean works;
    try {
      works = exchange.works();
    } catch (IOException broken) {
      works = false;
    }
    if (!works && !seen.failures.contains(name)) {
      seen.failures.add(name);
    }
  }

  /** The end of what a download brings. */
  private String download() {
    try (Socket socket = new Socket("127.0.0.1", web)) {
      InputStream in = talk(socket, "GET /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      byte[] buffer = new byte[65536];
      String last = "";
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        last = (last + new String(buffer, Math.max(0, count - 5), Math.min(5, count), US_ASCII));
        last = last.substring(Math.max(0, last.length() - 5));
      }
      return last;
    } catch (IOException broken) {
      return broken.toString();
    }
  }

  private Process wrk(String header) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("env", "--default-signal=INT", Peer.require("wrk"), "-t1", "-c6", "-d900"));
    if (!header.isEmpty()) {
      command.addAll(List.of("-H", header));
    }
    command.add("http://127.0.0.1:" + web + "/");
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Ends a load; the number of its requests. */
  private static String end(Process load, Seen seen) throws Exception {
    new ProcessBuilder("kill", "-INT", "" + load.pid()).start().waitFor();
    String said = Wait.readAll(load.getInputStream());
    Matcher errors = Pattern.compile("(Socket errors|Non-2xx).*").matcher(said);
    while (errors.find()) {
      seen.failures.add(errors.group());
    }
    Matcher requests = Pattern.compile("(\\d+ requests) in").matcher(said);
    assertThat(requests.find()).as(said).isTrue();
    return requests.group(1);
  }

  /** A signal that comes while the reference's master starts anew is lost: it gets another. */
  private void reload(Running running, Seen seen, int generation) {
    long[] sent = {0};
    Wait.until(
        () -> "generation " + generation + "; said " + running.err(),
        () -> {
          if (System.nanoTime() - sent[0] > 2_000_000_000L) {
            seen.lostSignals += sent[0] == 0 ? 0 : 1;
            running.signal("USR2");
            sent[0] = System.nanoTime();
          }
          return Wait.get(web, "/generation").endsWith("\r\n\r\n" + generation);
        });
  }

  private long requests() {
    String csv = ask("show stat web 1 -1");
    return csv.lines()
        .filter(line -> line.startsWith("web,FRONTEND"))
        .mapToLong(line -> Long.parseLong(line.split(",")[48]))
        .findFirst()
        .orElse(0);
  }

  private long trackedRequests() {
    Matcher count = Pattern.compile("http_req_cnt=(\\d+)").matcher(ask("show table seen"));
    return count.find() ? Long.parseLong(count.group(1)) : 0;
  }

  /** The socket of the reference is another one after each reload. */
  private String ask(String command) {
    String[] answer = {""};
    Wait.until(
        () -> command,
        () -> {
          try {
            answer[0] = ReloadIT.ask(folder.resolve("s"), command);
            return true;
          } catch (AssertionError notNow) {
            return false;
          }
        });
    return answer[0];
  }

  /** How many processes there are and what they hold. */
  private static void measure(Running running, Seen seen) {
    List<Long> processes =
        Stream.concat(Stream.of(running.process().toHandle()), running.process().descendants())
            .map(ProcessHandle::pid)
            .toList();
    seen.processes = Math.max(seen.processes, processes.size());
    long sum = 0;
    Pattern resident = Pattern.compile("VmRSS:\\s+(\\d+)");
    for (long pid : processes) {
      Matcher size = resident.matcher(Wait.proc(pid, "status"));
      sum += size.find() ? Long.parseLong(size.group(1)) : 0;
    }
    seen.kibibytes = Math.max(seen.kibibytes, sum);
  }
}
