package io.jhaproxy.core.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendSettings;
import io.jhaproxy.core.backend.RoundRobin;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerSettings;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.sample.Variables;
import io.jhaproxy.core.stream.AccessLog;
import io.jhaproxy.core.stream.BindPoint;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.FrontendAcceptor;
import io.jhaproxy.core.stream.FrontendRules;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.ProcessLoad;
import io.jhaproxy.core.stream.TcpStream;
import io.jhaproxy.core.stream.WorkerTools;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes through the engine on one worker, with a scripted server behind it. */
@Timeout(20)
class ForwardingTest {
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Worker worker;
  private ServerSocket origin;
  private int port;

  /** What the scripted server does with one connection. */
  private interface Script {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  @BeforeEach
  void open() throws IOException {
    worker = new Worker(0, 16384, fd -> {}, Clock.SYSTEM, failures::add);
    origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private volatile boolean broken;
  private Backend backend;
  private Frontend frontend;

  private Backend route(Object stream) {
    if (broken) {
      throw new IllegalStateException("broken on purpose");
    }
    return backend;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUnexpectedFailureCostsOneConnectionAndNothingStays(boolean http) throws Exception {
    origin(
        (in, out) -> {
          if (in.read() >= 0) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(ISO_8859_1));
          }
        });
    proxy(http);
    for (boolean now : new boolean[] {true, false}) {
      broken = now;
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.setSoTimeout(5000);
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
        String answer = answer(client);
        assertThat(answer.endsWith("ok")).isEqualTo(!now);
      }
    }
    assertThat(failures).hasSize(1);
    failures.clear();
    long end = System.nanoTime() + 5_000_000_000L;
    while (frontend.sessions() != 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(frontend.sessions()).isZero();
    assertThat(logged.get(0)).contains(" I");
  }

  private static String answer(Socket client) throws IOException {
    try {
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException reset) {
      return "";
    }
  }

  @AfterEach
  void close() throws IOException {
    origin.close();
    worker.stop();
    assertThat(failures).isEmpty();
  }

  private void origin(Script script) {
    Thread accepting =
        new Thread(
            () -> {
              while (!origin.isClosed()) {
                try {
                  Socket socket = origin.accept();
                  Thread serving =
                      new Thread(
                          () -> {
                            try (socket) {
                              script.serve(socket.getInputStream(), socket.getOutputStream());
                            } catch (IOException gone) {
                              // The proxy has closed; the test looks at what the client got.
                              return;
                            }
                          });
                  serving.setDaemon(true);
                  serving.start();
                } catch (IOException closed) {
                  return;
                }
              }
            });
    accepting.setDaemon(true);
    accepting.start();
  }

  private void proxy(boolean http) throws Exception {
    BackendSettings settings =
        new BackendSettings(
            "b",
            2,
            http,
            "roundrobin",
            false,
            100,
            3,
            0,
            1000,
            1000,
            0,
            0,
            0,
            false,
            false,
            false,
            BackendSettings.Reuse.SAFE,
            BackendSettings.ConnectionMode.KEEP_ALIVE);
    backend =
        http
            ? new HttpBackend(settings, HttpSettings.PLAIN, new RoundRobin(), 1, 0)
            : new Backend(settings, new RoundRobin(), 1, 0);
    Server server =
        backend.makeServer(
            new ServerSettings(
                "s",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.getLocalPort()),
                true,
                1,
                false,
                false,
                0,
                0,
                0,
                null,
                null,
                -1,
                5000,
                -1,
                SocketOptions.PLAIN),
            1,
            null,
            0);
    backend.join(server, 0);

    FrontendSettings front =
        new FrontendSettings(
            "f",
            1,
            http,
            0,
            0,
            false,
            false,
            1000,
            0,
            1000,
            1000,
            100,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            false,
            BackendSettings.ConnectionMode.KEEP_ALIVE,
            1024,
            HttpHead.MAX_HEADERS,
            0,
            0);
    AccessLog log =
        (source, worker, error) ->
            logged.add(
                ""
                    + source.status()
                    + " "
                    + (char) source.terminationCause()
                    + (char) source.terminationPhase()
                    + " "
                    + source.bytesToClient());
    frontend =
        http
            ? new HttpFrontend(front, HttpSettings.PLAIN, log, this::route, FrontendRules.NONE, 1)
            : new Frontend(front, log, this::route, FrontendRules.NONE, 1);
    LinuxSocket socket = LinuxSocket.newSocketStream(SocketProtocolFamily.INET);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.listen(100);
    port = socket.localAddress().getPort();
    WorkerTools tools = new WorkerTools(worker, new ProcessLoad(1, 1000), new Variables());
    Listener listener =
        new Listener(
            worker,
            socket,
            new FrontendAcceptor(
                frontend,
                new BindPoint(1, null, "", 0, 1),
                tools,
                http ? HttpStream::start : TcpStream::start));
    CountDownLatch started = new CountDownLatch(1);
    worker.execute(
        () -> {
          listener.start();
          started.countDown();
        });
    started.await();
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int value = in.read();
      if (value < 0) {
        throw new IOException("end after: " + head);
      }
      head.append((char) value);
    }
    return head.toString();
  }

  private String exchange(String request) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void forwardsRequestAndAnswer() throws Exception {
    StringBuffer seen = new StringBuffer();
    origin(
        (in, out) -> {
          seen.append(readHead(in));
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(ISO_8859_1));
          in.read();
        });
    proxy(true);
    assertThat(exchange("GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nconnection: close\r\n\r\nhi");
    assertThat(seen.toString()).isEqualTo("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
    assertThat(logged).containsExactly("200 -- 51");
  }

  @Test
  void keepsBothSidesOpenForPipelinedRequests() throws Exception {
    StringBuffer seen = new StringBuffer();
    origin(
        (in, out) -> {
          seen.append("[");
          while (true) {
            seen.append(readHead(in).split(" ")[1]);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(ISO_8859_1));
          }
        });
    proxy(true);
    String answer =
        exchange(
            "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n"
                + "GET /c HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assertThat(answer.split("hi", -1)).hasSize(4);
    assertThat(seen.toString()).isEqualTo("[/a/b/c");
  }

  @Test
  void passesBodiesBothWays() throws Exception {
    int size = 3_000_000;
    origin(
        (in, out) -> {
          readHead(in);
          byte[] body = in.readNBytes(size);
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
          out.write(body);
          in.read();
        });
    proxy(true);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] body = new byte[size];
      new java.util.Random(1).nextBytes(body);
      OutputStream out = client.getOutputStream();
      out.write(
          ("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
                  + size
                  + "\r\n\r\n")
              .getBytes(ISO_8859_1));
      out.write(body);
      readHead(client.getInputStream());
      ByteArrayOutputStream got = new ByteArrayOutputStream();
      client.getInputStream().transferTo(got);
      assertThat(got.toByteArray()).isEqualTo(body);
    }
  }

  @Test
  void passesChunksAndTrailers() throws Exception {
    String chunked = "5\r\nhello\r\n0\r\nX-T: 1\r\n\r\n";
    origin(
        (in, out) -> {
          readHead(in);
          byte[] body = in.readNBytes(chunked.length());
          out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
          out.write(body);
          in.read();
        });
    proxy(true);
    assertThat(
            exchange(
                "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + chunked))
        .endsWith("\r\n\r\n" + chunked);
  }

  @Test
  void passesInterimAnswersAndUpgrades() throws Exception {
    origin(
        (in, out) -> {
          readHead(in);
          out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
          out.write(
              "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nhello "
                  .getBytes(ISO_8859_1));
          in.transferTo(out);
        });
    proxy(true);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = client.getOutputStream();
      out.write(
          "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"
              .getBytes(ISO_8859_1));
      InputStream in = client.getInputStream();
      assertThat(readHead(in)).startsWith("HTTP/1.1 100");
      assertThat(readHead(in)).startsWith("HTTP/1.1 101");
      out.write("world".getBytes(ISO_8859_1));
      client.shutdownOutput();
      assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo("hello world");
    }
  }

  @Test
  void answersForAServerThatFails() throws Exception {
    origin((in, out) -> readHead(in));
    proxy(true);
    assertThat(exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 502 Bad Gateway\r\n");
    assertThat(logged).containsExactly("502 SH 209");
  }

  @Test
  void answersWhenTheServerIsSilent() throws Exception {
    origin(
        (in, out) -> {
          readHead(in);
          in.read();
        });
    proxy(true);
    assertThat(exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.1 504 ");
    assertThat(logged).containsExactly("504 sH 198");
  }

  @Test
  void refusesWhatIsNotHttp() throws Exception {
    proxy(true);
    assertThat(exchange("BAD\r\n\r\n"))
        .startsWith("HTTP/1.1 400 Bad request\r\nContent-length: 90");
    assertThat(logged).containsExactly("400 PR 0");
  }

  @Test
  void tellsASlowClient() throws Exception {
    proxy(true);
    assertThat(exchange("GET / HTT")).startsWith("HTTP/1.1 408 ");
    assertThat(logged).containsExactly("408 cR 0");
  }

  @Test
  void refusesWhenNobodyListens() throws Exception {
    origin.close();
    proxy(true);
    assertThat(exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n");
    assertThat(logged).containsExactly("503 SC 217");
  }

  @Test
  void tunnelsBytesAndHalfClose() throws Exception {
    origin(
        (in, out) -> {
          byte[] all = in.readAllBytes();
          out.write(("got " + all.length).getBytes(ISO_8859_1));
        });
    proxy(false);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(new byte[2_000_000]);
      client.shutdownOutput();
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("got 2000000");
    }
    awaitLog();
    assertThat(logged).containsExactly("0 -- 11");
  }

  private void awaitLog() throws InterruptedException {
    long end = System.nanoTime() + 5_000_000_000L;
    while (logged.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
