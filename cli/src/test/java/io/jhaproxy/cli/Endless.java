package io.jhaproxy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * A server whose exchanges last: a request with {@code Upgrade} gets an echo, any other a chunked
 * body that goes on until {@link #finish}.
 */
final class Endless implements AutoCloseable {
  private final ServerSocket listening;
  private volatile boolean finished;

  Endless() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Bodies end now, as they should. */
  void finish() {
    finished = true;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "endless");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        daemon(() -> serve(client));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      boolean upgrade = false;
      for (String line = lines.readLine();
          line != null && !line.isEmpty();
          line = lines.readLine()) {
        upgrade |= line.toLowerCase(java.util.Locale.ROOT).startsWith("upgrade:");
      }
      if (upgrade) {
        echo(lines, client.getOutputStream());
      } else {
        stream(client.getOutputStream());
      }
    } catch (IOException gone) {
      // Whoever reads notices.
    }
  }

  private static void echo(BufferedReader lines, OutputStream out) throws IOException {
    out.write(
        "HTTP/1.1 101 Switch\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n".getBytes(US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      out.write((line + "\n").getBytes(US_ASCII));
    }
  }

  private void stream(OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
    byte[] chunk = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(US_ASCII);
    while (!finished) {
      out.write(chunk);
      LockSupport.parkNanos(5_000_000);
    }
    out.write("0\r\n\r\n".getBytes(US_ASCII));
  }

  /** Reads one line. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    finished = true;
    listening.close();
  }
}
