package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Servers that are checked, asked and watched, through one program. A case is {@code name | lines
 * of backend b | steps}, lines and steps separated by semicolons. Peers are {@code ${check}},
 * {@code ${agent}} and {@code ${origin}}, see {@link ScriptedPeer}; {@code ${dead}} is a port on
 * which nobody listens.
 *
 * <p>Steps: {@code PEER script} changes what a peer does, {@code again PATH} does it at a second
 * frontend, {@code end} ends the program, {@code heard PEER TEXT} waits until a peer got a text,
 * {@code first PEER script} does it before the program starts, {@code get PATH} sends a request,
 * {@code cli COMMAND} shows the answer to a command, {@code await ROW COLUMN VALUE} waits for a
 * statistic, {@code show ROW COLUMN...} shows some, {@code dialogue PEER} waits for a connection to
 * end and shows what came on it, {@code dialogues PEER N} waits for several, {@code settle ROW}
 * waits until it was checked, {@code ask PEER} waits for two more connections, {@code rdp COOKIE}
 * sends a Remote Desktop request.
 */
final class HealthScene implements AutoCloseable {
  private static final long LIMIT_NANOS = 15_000_000_000L;

  private final Map<String, ScriptedPeer> peers = new TreeMap<>();
  private final Ports ports = new Ports(3);
  private final DatagramSocket syslog;
  private final Path directory;
  private final AutoCloseable program;
  private final List<String> seen = new ArrayList<>();
  private boolean stopped;

  private HealthScene(Program program, String lines, String[] steps) throws Exception {
    for (String name : List.of("check", "agent", "origin")) {
      peers.put(name, new ScriptedPeer());
    }
    peers.get("check").script("< HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .");
    peers.get("agent").script("up\\n .");
    peers.get("origin").script("< HTTP/1.0\\s200\\sOK\\r\\n\\r\\n .");
    for (String step : steps) {
      if (step.startsWith("first ")) {
        String[] words = step.split(" ", 3);
        peers.get(words[1]).script(words[2]);
      }
    }
    syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    directory = Files.createTempDirectory("health");
    this.program = program.start(configuration(lines));
  }

  private String configuration(String lines) {
    String mode = lines.contains("mode tcp") ? "tcp" : "http";
    String text =
        "global\n nbthread 1\n stats socket DIR/a.sock level admin\n log 127.0.0.1:"
            + syslog.getLocalPort()
            + " local0\ndefaults\n mode "
            + mode
            + "\n log global\n timeout client 5s\n timeout server 600ms\n timeout connect 600ms\n"
            + " timeout check 400ms\n retries 0\n"
            + "frontend f\n no log\n bind 127.0.0.1:${port}\n default_backend b\nbackend b\n "
            + lines.replace(";", "\n ")
            + "\n";
    text =
        text.replace("DIR", directory.toString())
            .replace("${port}", Integer.toString(ports.numbers()[0]))
            .replace("${second}", Integer.toString(ports.numbers()[2]))
            .replace("${dead}", Integer.toString(ports.numbers()[1]));
    for (Map.Entry<String, ScriptedPeer> peer : peers.entrySet()) {
      text = text.replace("${" + peer.getKey() + "}", Integer.toString(peer.getValue().port()));
    }
    return text;
  }

  /** What is seen of a case. */
  static String run(Program program, String line) throws Exception {
    String[] parts = line.split(" \\| ", 3);
    String[] steps = parts[2].split(";");
    try (HealthScene scene = new HealthScene(program, parts[1], steps)) {
      scene.until("it listens", () -> !scene.ask("show info").isEmpty());
      for (String step : steps) {
        scene.take(step);
      }
      scene.log();
      return String.join("\n", scene.seen)
          .replaceAll("Date: [^\\\\]*", "Date: D")
          .replaceAll("duration: \\d+ms", "duration: Nms");
    }
  }

  private void take(String step) throws IOException {
    String[] words = step.split(" ", 2);
    switch (words[0]) {
      case "heard" -> {
        String[] what = words[1].split(" ", 2);
        until(step, () -> peers.get(what[0]).heard().contains(what[1]));
      }
      case "first" -> {}
      case "get" -> seen.add(step + ": " + get(words[1], 0));
      case "again" -> seen.add(step + ": " + get(words[1], 2));
      case "end" -> stop();
      case "rdp" -> seen.add(step + ": " + rdp(words[1]));
      case "cli" -> seen.add(step + ": " + ask(words[1]).strip());
      case "await" -> {
        String[] what = words[1].split(" ", 3);
        until(
            step + " but " + statistics(what[0]).get(what[1]),
            () -> statistics(what[0]).getOrDefault(what[1], "").equals(what[2]));
      }
      case "settle" ->
          until(
              step,
              () -> {
                Map<String, String> now = statistics(words[1]);
                return !now.get("check_status").equals("INI")
                    && now.get("status").equals(statistics(words[1]).get("status"));
              });
      case "show" -> show(words[1]);
      case "dialogue" -> {
        until(step, () -> peers.get(words[1]).complete() > 0);
        seen.add(step + ": " + peers.get(words[1]).first());
      }
      case "dialogues" -> {
        String[] what = words[1].split(" ");
        int count = Integer.parseInt(what[1]);
        until(step, () -> peers.get(what[0]).complete() >= count);
        seen.add(step + ":\n" + String.join("\n", peers.get(what[0]).all()));
      }
      case "ask" -> {
        int before = peers.get(words[1]).complete();
        until(step, () -> peers.get(words[1]).complete() >= before + 2);
      }
      default -> peers.get(words[0]).script(words.length > 1 ? words[1] : "");
    }
  }

  private void show(String what) {
    String[] words = what.split(" ");
    Map<String, String> row = statistics(words[0]);
    StringBuilder text = new StringBuilder("show " + words[0] + ":");
    for (int i = 1; i < words.length; i++) {
      text.append(' ').append(words[i]).append('=').append(row.get(words[i]));
    }
    seen.add(text.toString());
  }

  private String get(String path, int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), ports.numbers()[port])) {
      client.setSoTimeout(8000);
      client
          .getOutputStream()
          .write(("GET " + path + " HTTP/1.0\r\nHost: h\r\n\r\n").getBytes(ISO_8859_1));
      byte[] answer = client.getInputStream().readNBytes(12);
      client.getInputStream().readAllBytes();
      return answer.length < 12 ? "closed" : new String(answer, ISO_8859_1).substring(9);
    } catch (IOException gone) {
      return "reset";
    }
  }

  /** Sends a Remote Desktop connection request; TOKEN is that of the origin. */
  private String rdp(String written) throws IOException {
    int port = peers.get("origin").port();
    String token = "16777343." + ((port & 0xff) << 8 | port >> 8) + ".0000";
    byte[] cookie = ScriptedPeer.bytes(written.replace("TOKEN", token));
    byte[] request = new byte[11 + cookie.length];
    request[0] = 3;
    request[3] = (byte) request.length;
    request[4] = (byte) (request.length - 5);
    request[5] = (byte) 0xe0;
    System.arraycopy(cookie, 0, request, 11, cookie.length);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), ports.numbers()[0])) {
      client.setSoTimeout(8000);
      client.getOutputStream().write(request);
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "reset";
    }
  }

  private String ask(String command) {
    try {
      return CliClient.ask(directory.resolve("a.sock"), command + "\n").replace("<closed>", "");
    } catch (IOException notYet) {
      return "";
    }
  }

  /** A row of backend b, without the star of a check that runs at this moment. */
  private Map<String, String> statistics(String row) {
    String[] lines = ask("show stat").split("\n");
    Map<String, String> values = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith("b," + row + ",")) {
        List<String> cells = cells(line);
        String[] names = lines[0].substring(2).split(",");
        for (int i = 0; i < names.length; i++) {
          values.put(names[i], cells.get(i).replace("* ", ""));
        }
      }
    }
    return values;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }

  private void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: %s, after %s", what, seen).isLessThan(end);
      LockSupport.parkNanos(500_000);
    }
  }

  private void log() throws IOException {
    byte[] buffer = new byte[65536];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      syslog.setSoTimeout(300);
      try {
        syslog.receive(packet);
      } catch (SocketTimeoutException noMore) {
        return;
      }
      String line = new String(buffer, 0, packet.getLength(), ISO_8859_1).strip();
      if (line.contains("]: CLI change #")) {
        // Only ours tells in the log what was commanded.
        continue;
      }
      seen.add(
          line.replaceFirst("^(<\\d+>).*?\\]: ", "$1")
              .replaceAll("duration: \\d+ms", "duration: Nms")
              .replaceAll("\\d+ sessions active", "N sessions active"));
    }
  }

  private void stop() throws IOException {
    try {
      stopped = true;
      program.close();
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public void close() throws Exception {
    if (!stopped) {
      program.close();
    }
    for (ScriptedPeer peer : peers.values()) {
      peer.close();
    }
    ports.close();
    syslog.close();
  }
}
