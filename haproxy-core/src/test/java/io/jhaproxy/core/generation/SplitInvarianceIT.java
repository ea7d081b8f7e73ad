package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However the network cuts what client and server send, the other side gets the same. (A body that
 * turns out to be broken when the head has been passed on is another thing: there the cut decides,
 * as in the reference.)
 */
@Timeout(60)
class SplitInvarianceIT {
  private static final int CUTS = 25;

  /** What a client sends and what the server answers; bars are ends of lines. */
  private record Exchange(String request, String response) {}

  static List<Exchange> exchanges() {
    String ok = "HTTP/1.1 200 OK|Content-Length: 5||hello";
    String chunks = "5|hello|3;x=y|abc|0||";
    return List.of(
        new Exchange("GET /a HTTP/1.1|Host: h|Connection: close||", ok),
        new Exchange("GET /a HTTP/1.0||", ok),
        new Exchange("GET /a HTTP/1.1|Host: h||GET /b HTTP/1.1|Host: h|Connection: close||", ok),
        new Exchange(
            "POST /a HTTP/1.1|Host: h|Content-Length: 10|Connection: close||0123456789", ok),
        new Exchange(
            "POST /a HTTP/1.1|Host: h|Transfer-Encoding: chunked|Connection: close||" + chunks, ok),
        new Exchange(
            "GET /a HTTP/1.1|Host: h|X: a| folded|Connection: close||",
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked||" + chunks),
        new Exchange(
            "GET /a HTTP/1.1|Host: h|Connection: close||",
            "HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|T: 1||"),
        new Exchange("HEAD /a HTTP/1.1|Host: h|Connection: close||", ok.replace("hello", "")),
        new Exchange("||GET /a HTTP/1.1|Host: h|Connection: close||", "HTTP/1.1 204 No||"),
        new Exchange("GET /a HTTP/1.1|Host: h|Host: i||", ok),
        new Exchange("GET /a b HTTP/1.1|Host: h||", ok),
        new Exchange("GET /a HTTP/1.1|Host: h|Connection: close||", "HTTP/1.1 2x0 OK||"));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void anyCutGivesTheSame(Exchange exchange) throws Exception {
    int port = EngineRun.freePort();
    try (ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        EngineRun run =
            new EngineRun(
                "defaults\n mode http\n timeout client 5s\n timeout server 5s\n"
                    + " timeout connect 5s\nfrontend f\n bind 127.0.0.1:"
                    + port
                    + "\n http-response set-header A b\n default_backend b\n"
                    + "backend b\n http-reuse never\n option http-server-close\n server s 127.0.0.1:"
                    + origin.getLocalPort()
                    + "\n")) {
      String whole = converse(port, origin, exchange, new Random(0), false);
      for (int seed = 1; seed <= CUTS; seed++) {
        String cut = converse(port, origin, exchange, new Random(seed), true);
        assertThat(cut).as("seed %d", seed).isEqualTo(whole);
      }
      assertThat(run.engine.workers().get(0).failures()).isZero();
    }
  }

  /** What the client and the server have got, one behind the other. */
  private static String converse(
      int port, ServerSocket origin, Exchange exchange, Random random, boolean cut)
      throws Exception {
    BlockingQueue<String> received = new ArrayBlockingQueue<>(8);
    Thread server = new Thread(() -> serve(origin, exchange, random, cut, received));
    server.setDaemon(true);
    server.start();
    StringBuilder seen = new StringBuilder();
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(10_000);
      send(client.getOutputStream(), bytes(exchange.request), random, cut);
      seen.append(read(client.getInputStream()));
    }
    server.interrupt();
    new Socket(InetAddress.getLoopbackAddress(), origin.getLocalPort()).close();
    server.join(10_000);
    for (String each = received.poll(); each != null; each = received.poll()) {
      seen.append("\n-- server --\n").append(each);
    }
    return seen.toString();
  }

  private static byte[] bytes(String written) {
    return written.replace("|", "\r\n").getBytes(ISO_8859_1);
  }

  private static String read(InputStream in) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (IOException reset) {
      return all.toString(ISO_8859_1);
    }
    return all.toString(ISO_8859_1);
  }

  /** Each piece in a segment of its own, as far as the system goes along. */
  private static void send(OutputStream out, byte[] bytes, Random random, boolean cut)
      throws IOException {
    int at = 0;
    while (at < bytes.length) {
      int count = cut ? 1 + random.nextInt(Math.min(12, bytes.length - at)) : bytes.length - at;
      try {
        out.write(bytes, at, count);
      } catch (IOException refusedAlready) {
        return;
      }
      at += count;
      for (int i = cut ? random.nextInt(2000) : 0; i > 0; i--) {
        Thread.onSpinWait();
      }
    }
  }

  /** Serves until a connection without a byte comes. */
  private static void serve(
      ServerSocket origin,
      Exchange exchange,
      Random random,
      boolean cut,
      BlockingQueue<String> received) {
    while (!Thread.currentThread().isInterrupted()) {
      try (Socket connection = origin.accept()) {
        connection.setTcpNoDelay(true);
        connection.setSoTimeout(10_000);
        String request = request(connection.getInputStream());
        if (!request.isEmpty()) {
          received.add(request);
          send(connection.getOutputStream(), bytes(exchange.response), random, cut);
        }
      } catch (IOException over) {
        return;
      }
    }
  }

  /** One request from a connection, or the empty text. */
  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int next;
    while (!isComplete(text.toString()) && (next = in.read()) >= 0) {
      text.append((char) next);
    }
    return text.toString();
  }

  private static boolean isComplete(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    if (text.contains("chunked")) {
      return text.indexOf("0\r\n\r\n", end + 4) >= 0;
    }
    return text.length() >= end + 4 + (text.contains("ength: 10") ? 10 : 0);
  }
}
