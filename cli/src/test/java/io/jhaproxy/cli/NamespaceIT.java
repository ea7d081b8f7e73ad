package io.jhaproxy.cli;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code namespace} on bind and server lines: clients in one network namespace, servers in another.
 */
class NamespaceIT {
  private static final String CONFIG =
      """
      global
        stats socket SOCKET level admin
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      frontend outside
        bind 127.0.0.1:8081 namespace ONE
        default_backend inside
      backend inside
        server s 127.0.0.1:8082 namespace TWO check inter 200ms
        server here 127.0.0.1:8082 check inter 200ms backup
      frontend server
        bind 127.0.0.1:8082 namespace TWO
        http-request return status 200 content-type text/plain string "two"
      """;

  @TempDir Path folder;
  private final String one = "jhone" + ProcessHandle.current().pid();
  private final String two = "jhtwo" + ProcessHandle.current().pid();

  private static String run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @AfterEach
  void removeNamespaces() throws IOException, InterruptedException {
    run("ip", "netns", "del", one);
    run("ip", "netns", "del", two);
  }

  private void makeNamespaces() throws IOException, InterruptedException {
    for (String name : List.of(one, two)) {
      assertThat(run("ip", "netns", "add", name)).isEmpty();
      assertThat(run("ip", "-n", name, "link", "set", "lo", "up")).isEmpty();
    }
  }

  @Test
  void clientsAndServersMayBeInOtherNamespaces() throws IOException, InterruptedException {
    Peer.requireRoot();
    Peer.require("ip");
    Peer.require("curl");
    makeNamespaces();
    Path socket = folder.resolve("s");
    Path file = folder.resolve("a.cfg");
    Files.writeString(
        file, CONFIG.replace("SOCKET", socket.toString()).replace("ONE", one).replace("TWO", two));
    for (Program program : List.of(Program.reference(), Program.jhaproxy())) {
      try (Running running = program.start("-db", "-f", file.toString())) {
        Wait.until(
            () -> "checks; said " + running.err(),
            () -> Files.exists(socket) && states(socket).equals("UP DOWN"));
        String answer = run("ip", "netns", "exec", one, "curl", "-s", "http://127.0.0.1:8081/");
        assertThat(answer).isEqualTo("two");
        assertThat(run("ip", "netns", "exec", two, "curl", "-s", "http://127.0.0.1:8081/"))
            .isEmpty();
        assertThat(run("curl", "-s", "http://127.0.0.1:8081/")).isEmpty();
      }
      Files.deleteIfExists(socket);
    }
  }

  private static final String RELAYED =
      """
      namespace_list
        namespace ONE
      global
        stats socket SOCKET level admin
      defaults
        mode tcp
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      listen there
        bind 127.0.0.1:8083 accept-proxy
        server s 127.0.0.1:ORIGIN namespace *
      listen told
        bind 127.0.0.1:8084 accept-proxy
        unique-id-format xx
        server s 127.0.0.1:ORIGIN namespace * send-proxy-v2 proxy-v2-options crc32c,unique-id
      listen inside
        bind 127.0.0.1:8085 accept-proxy namespace TWO
        server s 127.0.0.1:ORIGIN send-proxy-v2
      listen web
        bind 127.0.0.1:8086 accept-proxy
        mode http
        http-reuse always
        server s 127.0.0.1:ORIGIN namespace *
      """;

  /** Answers with its name and, in hexadecimal digits, what came until "hello" or a blank line. */
  private static final String ORIGIN =
      """
      import socket, sys, threading
      listener = socket.create_server(('127.0.0.1', int(sys.argv[2])))
      print('listening', flush=True)
      def serve(client):
          seen = b''
          while not (seen.endswith(b'hello') or seen.endswith(b'\\r\\n\\r\\n')):
              piece = client.recv(1000)
              if not piece:
                  return
              seen += piece
          text = sys.argv[1].encode() + b' got ' + seen.hex().encode()
          if seen.startswith(b'GET'):
              text = b'HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\n' + sys.argv[1].encode()
              client.sendall(text)
              serve(client)
          else:
              client.sendall(text)
              client.close()
      while True:
          threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
      """;

  /** A PROXY header: command and family, and the namespace that it names. */
  private byte[] header(int command, int family, @Nullable String namespace) {
    ByteBuffer out = ByteBuffer.allocate(200);
    out.put("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.ISO_8859_1));
    byte[] name = namespace == null ? null : namespace.getBytes(StandardCharsets.ISO_8859_1);
    int addresses = family == 0 ? 0 : 12;
    out.put((byte) command).put((byte) family);
    out.putShort((short) (addresses + (name == null ? 0 : 3 + name.length)));
    if (family != 0) {
      out.put(new byte[] {1, 2, 3, 4, 127, 0, 0, 1}).putShort((short) 1000).putShort((short) 80);
    }
    if (name != null) {
      out.put((byte) 0x30).putShort((short) name.length).put(name);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** What is answered to each header at a port; the port is in the namespace or here. */
  private List<String> answers(String namespace, int port, String text) throws Exception {
    List<String> answers = new ArrayList<>();
    for (byte[] header :
        List.of(
            header(0x21, 0x11, null),
            header(0x21, 0x11, one),
            header(0x21, 0x11, two),
            header(0x21, 0x11, "nowhere"),
            header(0x21, 0x11, ""),
            header(0x20, 0x11, one),
            header(0x21, 0, one),
            "PROXY TCP4 1.2.3.4 127.0.0.1 1000 80\r\n".getBytes(StandardCharsets.US_ASCII))) {
      Path sent = folder.resolve("sent");
      try (OutputStream out = Files.newOutputStream(sent)) {
        out.write(header);
        out.write(text.getBytes(StandardCharsets.US_ASCII));
      }
      List<String> command =
          new ArrayList<>(List.of("socat", "-t", "2", "-T", "5", "-", "TCP:127.0.0.1:" + port));
      if (!namespace.isEmpty()) {
        command.addAll(0, List.of("ip", "netns", "exec", namespace));
      }
      Process client =
          new ProcessBuilder(command).redirectInput(sent.toFile()).redirectError(DISCARD).start();
      answers.add(Wait.readAll(client.getInputStream()).replaceAll("(?s)HTTP.*\r\n\r\n", ""));
    }
    return answers;
  }

  @Test
  void theHeaderInFrontNamesTheClientsNamespace() throws Exception {
    Peer.requireRoot();
    Peer.require("ip");
    Peer.require("socat");
    String python = Peer.require("python3");
    makeNamespaces();
    int port = Wait.freePort();
    List<Process> origins = new ArrayList<>();
    try {
      for (String where : List.of("", one, two)) {
        List<String> command = new ArrayList<>(List.of(python, "-c", ORIGIN));
        command.addAll(List.of(where.isEmpty() ? "here" : where, Integer.toString(port)));
        if (!where.isEmpty()) {
          command.addAll(0, List.of("ip", "netns", "exec", where));
        }
        Process origin = new ProcessBuilder(command).redirectErrorStream(true).start();
        origins.add(origin);
        assertThat(origin.inputReader().readLine()).isEqualTo("listening");
      }
      List<List<String>> seen = new ArrayList<>();
      for (Program program : List.of(Program.reference(), Program.jhaproxy())) {
        seen.add(relayed(program, port));
      }
      assertThat(seen.get(0).get(1)).isEqualTo(one + " got 68656c6c6f");
      assertThat(seen.get(1)).isEqualTo(seen.get(0));
    } finally {
      origins.forEach(Process::destroy);
    }
  }

  private List<String> relayed(Program program, int origin) throws Exception {
    Path socket = folder.resolve("s");
    Path file = folder.resolve("a.cfg");
    Map<String, Integer> ports = new HashMap<>();
    String text = RELAYED.replace("ORIGIN", "" + origin).replace("SOCKET", socket.toString());
    for (String port : List.of("8083", "8084", "8085", "8086")) {
      ports.put(port, Wait.freePort());
      text = text.replace(port, "" + ports.get(port));
    }
    Files.writeString(file, text.replace("ONE", one).replace("TWO", two));
    List<String> seen = new ArrayList<>();
    try (Running running = program.start("-db", "-f", file.toString())) {
      Wait.until(() -> "start; said " + running.err(), () -> Files.exists(socket));
      seen.addAll(answers("", ports.get("8083"), "hello"));
      seen.addAll(answers("", ports.get("8084"), "hello"));
      seen.addAll(answers(two, ports.get("8085"), "hello"));
      String twice = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
      seen.addAll(answers("", ports.get("8086"), twice));
      seen.addAll(answers("", ports.get("8086"), twice));
    }
    Files.deleteIfExists(socket);
    // The ports of our own ends differ: what a header says of them, and its checksum.
    return seen.stream()
        .map(answer -> answer.replaceAll("(?<=7f0000017f000001)[0-9a-f]{8}", "PORTS"))
        .map(answer -> answer.contains("PORTS") ? answer.replaceAll("030004\\w{8}", "CRC") : answer)
        .toList();
  }

  /** What the checks say of the two servers. */
  private static String states(Path socket) {
    StringBuilder states = new StringBuilder();
    for (String line : ReloadIT.ask(socket, "show stat").split("\n")) {
      if (line.startsWith("inside,s,") || line.startsWith("inside,here,")) {
        states.append(line.split(",", -1)[17].split(" ")[0].toUpperCase(Locale.ROOT)).append(' ');
      }
    }
    return states.toString().strip();
  }
}
