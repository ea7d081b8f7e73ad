package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows when servers go down, come up and are administered, through both programs. */
@Timeout(120)
class ServerLifeDifferenceIT {
  private static final long LIMIT_NANOS = 10_000_000_000L;

  /** Checks of a server whose health the test steers. */
  private static final String CHECKED =
      "127.0.0.1:${origin} check port ${check} inter 100 fastinter 100 downinter 100 fall 2 rise 2";

  /**
   * Name | lines of backend b (; between) | steps. Steps: {@code down} and {@code up} change what
   * checks find, {@code open} sends a request that is not answered whole, {@code end} waits for its
   * end, {@code await ROW COLUMN VALUE} waits until the statistics show it, {@code show ROW COLUMN}
   * compares it, {@code do SERVER ACTION} is done on the statistics page.
   */
  private static final String[] CASES = {
    "marked down, wait | server s "
        + CHECKED
        + " on-marked-down shutdown-sessions"
        + " | open silent;down;end;show s eresp;show BACKEND eresp;show s srv_abrt",
    "marked down, body | server s "
        + CHECKED
        + " on-marked-down shutdown-sessions"
        + " | open body;down;end;show s eresp;show s srv_abrt;show FRONTEND srv_abrt",
    "marked down, kept | server s " + CHECKED + " | open body;down;await s status DOWN;show s scur",
    "marked down, tcp | mode tcp;server s "
        + CHECKED
        + " on-marked-down shutdown-sessions"
        + " | open body;down;end;show s srv_abrt",
    "marked down by hand | server s "
        + CHECKED
        + " on-marked-down shutdown-sessions"
        + " | open body;do b s maint;end;show s status",
    "ended by hand | server s " + CHECKED + " | open body;do b s shutdown;end;show s status",
    "marked up | server s "
        + CHECKED
        + " on-marked-up shutdown-backup-sessions"
        + ";server z 127.0.0.1:${origin} backup"
        + " | down;await s status DOWN;open body;show z scur;up;end;show s status",
    "marked up, kept | server s "
        + CHECKED
        + ";server z 127.0.0.1:${origin} backup"
        + " | down;await s status DOWN;open body;up;await s status UP;show z scur",
    "track | server s "
        + CHECKED
        + ";server t 127.0.0.1:${origin} track s"
        + ";server u 127.0.0.1:${origin} track b/t"
        + " | await s check_status L7OK;show t status;show t tracked;show u tracked;down"
        + ";await u status DOWN;show t status;show t chkfail;show t check_status"
        + ";await BACKEND status DOWN;show BACKEND status;up;await u status UP;show t status;await BACKEND act 3;show BACKEND act",
    "track, by hand | server s "
        + CHECKED
        + ";server t 127.0.0.1:${origin} track s"
        + " | await s check_status L7OK;do b s maint;await t status MAINT (via b/s)"
        + ";show s status;do b s ready;await s check_status L7OK;await t status UP",
    "slowstart | server s "
        + CHECKED
        + " slowstart 60s;server t 127.0.0.1:${origin}"
        + " | show s throttle;down;await s status DOWN;show s throttle;up;await s status UP"
        + ";show s weight",
  };

  private static final Map<String, String> ANSWERS =
      Map.of("silent", "", "body", "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi");

  private final Map<String, List<String>> seen = new ConcurrentHashMap<>();

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  static List<String> cases() {
    return Arrays.asList(CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void bothDoTheSame(String line) throws Exception {
    String[] parts = line.split(" \\| ");
    seen.put("reference", new ArrayList<>());
    seen.put("ours", new ArrayList<>());
    run(Program.executable(Program.REFERENCE), parts, seen.get("reference"));
    run(Program.engine(), parts, seen.get("ours"));
    assertThat(String.join("\n", seen.get("ours")))
        .isEqualTo(String.join("\n", seen.get("reference")));
  }

  private static void run(Program program, String[] parts, List<String> seen) throws Exception {
    try (Peer origin = new Peer();
        Peer check = new Peer();
        Ports reserved = new Ports(2);
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      check.answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
      int[] ports = reserved.numbers();
      String mode = parts[1].contains("mode tcp") ? "tcp" : "http";
      String text =
          "global\n nbthread 1\n log 127.0.0.1:"
              + syslog.getLocalPort()
              + " local0\ndefaults\n mode "
              + mode
              + "\n option "
              + mode
              + "log\n log global\n timeout client 20s\n timeout server 20s\n timeout connect 5s\n timeout check 5s\n"
              + "frontend f\n bind 127.0.0.1:"
              + ports[0]
              + "\n default_backend b\nbackend b\n option httpchk\n "
              + parts[1].replace(";", "\n ")
              + "\nlisten statistics\n mode http\n no log\n bind 127.0.0.1:"
              + ports[1]
              + "\n stats uri /\n stats admin if TRUE\n";
      try (AutoCloseable running =
          program.start(
              text.replace("${origin}", Integer.toString(origin.port()))
                  .replace("${check}", Integer.toString(check.port())))) {
        Bench.awaitListening(ports[1]);
        await(ports[1], "s", "check_status", "L7OK");
        Steps steps = new Steps(ports[0], ports[1], origin, check, seen);
        for (String step : parts[2].split(";")) {
          steps.take(step);
        }
        log(syslog, seen);
        steps.leave();
      }
    }
  }

  /** Does the steps of one case with one program. */
  private record Steps(int port, int statistics, Peer origin, Peer check, List<String> seen) {
    private static final ThreadLocal<Socket> OPEN = new ThreadLocal<>();

    void take(String step) throws IOException {
      String[] words = step.split(" ", 4);
      switch (words[0]) {
        case "down" -> check.answer = "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n";
        case "up" -> check.answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        case "open" -> open(ANSWERS.get(words[1]));
        case "end" -> end();
        case "await" ->
            ServerLifeDifferenceIT.await(
                statistics, words[1], words[2], words.length > 3 ? words[3] : "");
        case "show" ->
            seen.add(step + ": " + statistic(statistics, words[1], words[2]).replace("L7OKC", ""));
        case "do" -> administer(words[1], words[2], words[3]);
        default -> throw new IllegalArgumentException(step);
      }
    }

    private void open(String answer) throws IOException {
      origin.answer = answer;
      int before = origin.requests;
      Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
      OPEN.set(client);
      client.setSoTimeout(8000);
      client.getOutputStream().write("GET /a HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(ISO_8859_1));
      until("the request comes, " + seen, () -> origin.requests > before);
      if (!answer.isEmpty()) {
        client.getInputStream().readNBytes(20);
      }
    }

    private void end() throws IOException {
      Socket client = OPEN.get();
      StringBuilder text = new StringBuilder();
      byte[] buffer = new byte[4096];
      client.setSoTimeout(3000);
      try {
        for (int n = client.getInputStream().read(buffer);
            n >= 0;
            n = client.getInputStream().read(buffer)) {
          text.append(new String(buffer, 0, n, ISO_8859_1));
        }
        text.append("<end>");
      } catch (SocketTimeoutException open) {
        text.append("<open>");
      }
      seen.add(
          "client: "
              + text.toString().toLowerCase(Locale.ROOT).replaceFirst("(?s)\r\n.*(?=<)", " "));
    }

    private void administer(String backend, String server, String action) throws IOException {
      String body = "s=" + server + "&action=" + action + "&b=" + backend;
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), statistics)) {
        client
            .getOutputStream()
            .write(
                ("POST / HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(ISO_8859_1));
        client.getInputStream().readAllBytes();
      }
    }

    void leave() throws IOException {
      Socket client = OPEN.get();
      if (client != null) {
        client.close();
        OPEN.remove();
        origin.close();
        ServerLifeDifferenceIT.await(statistics, "FRONTEND", "scur", "0");
        ServerLifeDifferenceIT.await(statistics, "BACKEND", "scur", "0");
      }
    }
  }

  private static void until(String what, java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: %s", what).isLessThan(end);
      LockSupport.parkNanos(500_000);
    }
  }

  private static void await(int port, String row, String column, String value) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    String now = statistic(port, row, column);
    while (!now.equals(value)) {
      assertThat(System.nanoTime())
          .as("%s %s is %s, not %s", row, column, now, value)
          .isLessThan(end);
      now = statistic(port, row, column);
    }
  }

  private static String statistic(int port, String row, String column) throws IOException {
    String csv;
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write("GET /;csv HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      csv = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
    String[] lines = csv.substring(csv.indexOf("# ") + 2).split("\r?\n");
    int index = List.of(lines[0].split(",")).indexOf(column);
    String proxy = row.equals("FRONTEND") ? "f" : "b";
    return Arrays.stream(lines)
        .filter(line -> line.startsWith(proxy + "," + row + ","))
        .map(line -> line.split(",", -1)[index])
        .collect(Collectors.joining())
        .replace("* ", "");
  }

  private static void log(DatagramSocket syslog, List<String> seen) throws IOException {
    byte[] buffer = new byte[65536];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      syslog.setSoTimeout(400);
      try {
        syslog.receive(packet);
      } catch (SocketTimeoutException noMore) {
        return;
      }
      String text = new String(buffer, 0, packet.getLength(), ISO_8859_1);
      seen.add(
          Wire.logLine(text)
              .replaceAll("check duration: \\d+ms", "check duration: Nms")
              .replaceAll(", reason: .*?\\. (?=\\d)", ". "));
    }
  }

  /** A server that answers every request with the text of the moment. */
  private static final class Peer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> sockets = java.util.Collections.synchronizedList(new ArrayList<>());
    volatile String answer = "";
    volatile int requests;

    Peer() throws IOException {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      daemon(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    private static void daemon(Runnable work) {
      Thread thread = new Thread(work, "peer");
      thread.setDaemon(true);
      thread.start();
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = listening.accept();
          sockets.add(socket);
          daemon(() -> serve(socket));
        }
      } catch (IOException closed) {
        return;
      }
    }

    private void serve(Socket socket) {
      byte[] buffer = new byte[4096];
      try {
        while (socket.getInputStream().read(buffer) >= 0) {
          socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
          synchronized (this) {
            requests++;
          }
        }
        socket.close();
      } catch (IOException gone) {
        return;
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
      synchronized (sockets) {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
    }
  }
}
