package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connections routed by what a real TLS client says first, without ending TLS: {@code mode tcp},
 * {@code tcp-request inspect-delay} and {@code use_backend if { req.ssl_sni ... }}.
 */
@Timeout(60)
class ClientHelloIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       log 127.0.0.1:%d local0
      defaults
       mode tcp
       timeout client 5s
       timeout server 5s
       timeout connect 5s
      frontend f
       bind 127.0.0.1:%d
       log global
       log-format "%%b type=%%[var(sess.type)] ver=%%[var(sess.ver)] sni=%%[var(sess.sni)] alpn=%%[var(sess.alpn)] ec=%%[var(sess.ec)] st=%%[var(sess.st)] len=%%[var(sess.len)]"
       tcp-request inspect-delay 3s
       tcp-request content set-var(sess.type) req.ssl_hello_type
       tcp-request content set-var(sess.ver) req.ssl_ver
       tcp-request content set-var(sess.sni) req.ssl_sni
       tcp-request content set-var(sess.alpn) req.ssl_alpn
       tcp-request content set-var(sess.ec) req.ssl_ec_ext
       tcp-request content set-var(sess.st) req.ssl_st_ext
       tcp-request content set-var(sess.len) req.len
       tcp-request content accept if { req.ssl_hello_type 1 }
       tcp-request content reject if WAIT_END
       use_backend one if { req_ssl_sni -i one.example }
       use_backend two if { req.ssl_sni -m end .two.example }
       use_backend old if { req.ssl_ver lt 3.3 }
       default_backend other
      backend one
       server s 127.0.0.1:%d
      backend two
       server s 127.0.0.1:%d
      backend old
       server s 127.0.0.1:%d
      backend other
       server s 127.0.0.1:%d
      """;

  /** A client hello as the platform's TLS makes it. */
  private static byte[] hello(String name, String protocols) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    if (!name.isEmpty()) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    if (!protocols.isEmpty()) {
      parameters.setApplicationProtocols(protocols.split(" "));
    }
    engine.setSSLParameters(parameters);
    engine.beginHandshake();
    ByteBuffer out = ByteBuffer.allocate(32_768);
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** What a program did with the first bytes: who greeted the client, and the line of the log. */
  private static String run(Program program, byte[] bytes, int split) throws Exception {
    ServerSocket[] servers = new ServerSocket[4];
    try (Ports ports = new Ports(1);
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = ports.numbers()[0];
      for (int i = 0; i < servers.length; i++) {
        servers[i] = greeter("one two old other".split(" ")[i]);
      }
      String config =
          String.format(
              CONFIG,
              syslog.getLocalPort(),
              port,
              servers[0].getLocalPort(),
              servers[1].getLocalPort(),
              servers[2].getLocalPort(),
              servers[3].getLocalPort());
      try (AutoCloseable running = program.start(config)) {
        awaitAccepting(port);
        String greeting;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
          client.setTcpNoDelay(true);
          client.setSoTimeout(10_000);
          client.getOutputStream().write(bytes, 0, split);
          client.getOutputStream().flush();
          client.getOutputStream().write(bytes, split, bytes.length - split);
          greeting = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
        }
        return greeting + " | " + logged(syslog);
      }
    } finally {
      for (ServerSocket server : servers) {
        if (server != null) {
          server.close();
        }
      }
    }
  }

  private static void awaitAccepting(int port) throws Exception {
    long end = System.nanoTime() + 8_000_000_000L;
    while (true) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        probe.setSoLinger(true, 0);
        return;
      } catch (java.io.IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        LockSupport.parkNanos(500_000);
      }
    }
  }

  /** The line of the connection that sent something. */
  private static String logged(DatagramSocket syslog) throws Exception {
    syslog.setSoTimeout(8000);
    byte[] buffer = new byte[4096];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      syslog.receive(packet);
      String line = new String(buffer, 0, packet.getLength(), ISO_8859_1).strip();
      String text = line.substring(line.indexOf("]: ") + 3);
      if (!text.contains("len=0") && !text.contains("len=-")) {
        return text;
      }
    }
  }

  /** A server that names itself and closes. */
  private static ServerSocket greeter(String name) throws Exception {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  if (socket.getInputStream().read() >= 0) {
                    socket.getOutputStream().write(name.getBytes(ISO_8859_1));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                  }
                } catch (java.io.IOException closed) {
                  continue;
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "one.example; ; one",
        "ONE.example; h2 http/1.1; one",
        "www.two.example; http/1.1; two",
        "three.example; ; other",
        "''; ; other",
      })
  void connectionsGoWhereTheirNameSays(String name, String protocols, String backend)
      throws Exception {
    byte[] bytes = hello(name, protocols == null ? "" : protocols);
    String ours = run(Program.engine(), bytes, bytes.length / 2);
    assertThat(ours).startsWith(backend + " | " + backend + " type=1 ");
    Comparison.assumeReference();
    assertThat(ours).isEqualTo(run(Program.executable(Program.REFERENCE), bytes, bytes.length / 2));
  }

  @Test
  void whatIsNoTlsIsRejectedWhenTheDelayIsOver() throws Exception {
    byte[] bytes = "GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1);
    String ours = run(Program.engine(), bytes, 3);
    assertThat(ours).startsWith(" | ");
    Comparison.assumeReference();
    assertThat(ours).isEqualTo(run(Program.executable(Program.REFERENCE), bytes, 3));
  }
}
