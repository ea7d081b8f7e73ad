package io.jhaproxy.gates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.Worker;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes that the worker's thread allocates for one keep-alive request, log line included. The
 * limits are what was measured, rounded up; lower them when less is needed.
 */
@Timeout(60)
class AllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 5_000;

  private static final int ROUNDS = 8;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello".getBytes(ISO_8859_1);
  private static final byte[] REQUEST =
      "GET /path?query=1 HTTP/1.1\r\nHost: example.com\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n"
          .getBytes(ISO_8859_1);

  private static ResourceLeakDetector.Level level;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** Leak detection records every touch of a buffer; what is measured is the product. */
  @BeforeAll
  static void withoutLeakDetection() {
    level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @AfterAll
  static void withLeakDetection() {
    ResourceLeakDetector.setLevel(level);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "log-format x, 128",
    "option httplog, 128",
    "no log, 80",
    "option forwardfor, 384",
    "http-request set-header X-A %[src], 160",
    "http-request deny if { path_beg /secret }, 128",
    "log-format %fi, 208",
  })
  void allocatesPerRequestAtMost(String line, long limit) throws Exception {
    try (ServerSocket origin = origin();
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = freePort();
      Engine engine = start(port, origin.getLocalPort(), syslog.getLocalPort(), line);
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        client.setTcpNoDelay(true);
        requests(client, WARM_UP);
        // The steady state counts: a round in which the compiler was still busy is measured again.
        long perRequest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && perRequest > limit; round++) {
          long before = allocated(engine);
          requests(client, MEASURED);
          perRequest = Math.min(perRequest, (allocated(engine) - before) / MEASURED);
        }
        System.out.println(
            "allocated per keep-alive request, " + line + ": " + perRequest + " bytes");
        assertThat(perRequest).isLessThanOrEqualTo(limit);
      } finally {
        engine.stopNow();
      }
    }
    assertThat(failures).isEmpty();
  }

  private Engine start(int port, int origin, int syslog, String line) throws Exception {
    ConfigModel model =
        ConfigCheck.model(
            "global\n nbthread 1\n log 127.0.0.1:"
                + syslog
                + " local0\ndefaults\n mode http\n log global\n option httplog\n timeout client 10s\n"
                + " timeout server 10s\n timeout connect 10s\nfrontend f\n bind 127.0.0.1:"
                + port
                + "\n "
                + line
                + "\n default_backend b\nbackend b\n server s 127.0.0.1:"
                + origin
                + "\n");
    assertThat(model.hasErrors()).as("%s", model.diagnostics()).isFalse();
    Engine engine =
        Engine.start(
            model,
            new EngineOptions(1, 100, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add));
    engine.serve();
    return engine;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void requests(Socket client, int count) throws IOException {
    OutputStream out = client.getOutputStream();
    InputStream in = client.getInputStream();
    for (int i = 0; i < count; i++) {
      out.write(REQUEST);
      byte[] answer = in.readNBytes(ANSWER.length);
      assertThat(answer[answer.length - 1]).isEqualTo((byte) 'o');
    }
  }

  private static long allocated(Engine engine) throws Exception {
    Worker worker = engine.workers().get(0);
    CompletableFuture<Long> thread = new CompletableFuture<>();
    worker.execute(() -> thread.complete(Thread.currentThread().getId()));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(thread.get(5, TimeUnit.SECONDS));
  }

  /** Answers every request head on a connection with the same bytes. */
  private static ServerSocket origin() throws IOException {
    ServerSocket origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread accepting =
        new Thread(
            () -> {
              try {
                while (true) {
                  Socket socket = origin.accept();
                  Thread serving = new Thread(() -> serve(socket));
                  serving.setDaemon(true);
                  serving.start();
                }
              } catch (IOException closed) {
                return;
              }
            });
    accepting.setDaemon(true);
    accepting.start();
    return origin;
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      int last = 0;
      for (int value = in.read(); value >= 0; value = in.read()) {
        last = last << 8 | value;
        if (last == 0x0d0a0d0a) {
          out.write(ANSWER);
        }
      }
    } catch (IOException gone) {
      return;
    }
  }
}
