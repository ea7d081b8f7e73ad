package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that tells the number of its connection; {@code /wait} waits to be released. */
final class NumberedOrigin implements AutoCloseable {
  final AtomicInteger waiting = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final Semaphore released = new Semaphore(0);
  private final AtomicInteger accepted = new AtomicInteger();

  NumberedOrigin() throws IOException {}

  int port() {
    return socket.getLocalPort();
  }

  void start() {
    Thread thread = new Thread(this::accept, "origin");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets one that waits be answered. */
  void release() {
    released.release();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        int number = accepted.incrementAndGet();
        Thread thread = new Thread(() -> serve(client, number), "origin-" + number);
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException ended) {
      // The test is over.
      return;
    }
  }

  private void serve(Socket client, int number) {
    try (client) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String first = line;
        while (!line.isEmpty()) {
          line = in.readLine();
        }
        if (first.contains("/wait")) {
          waiting.incrementAndGet();
          released.acquire();
        }
        String body = "connection " + number;
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(ISO_8859_1));
      }
      closed.incrementAndGet();
    } catch (IOException gone) {
      closed.incrementAndGet();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
