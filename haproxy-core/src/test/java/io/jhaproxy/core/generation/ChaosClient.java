package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Random;

/** A client that sends requests until a time, and misbehaves with many of them. */
final class ChaosClient extends Thread {
  private static final String[] REQUESTS = {
    "GET /a HTTP/1.1\r\nHost: h\r\n\r\n",
    "GET /cache HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n",
    "GET /a HTTP/1.0\r\n\r\n",
    "HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
    "POST /wait HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\nhello",
    "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n",
    "GET /tarpit HTTP/1.1\r\nHost: h\r\n\r\n",
    "GET /up HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n",
    "this is no HTTP\r\n\r\n",
    "abc",
  };

  private final int port;
  private final Random random;
  private final long end;
  private long answers;

  /** A client that stops at a {@link System#nanoTime}. */
  ChaosClient(int port, Random random, long end) {
    super("chaos client");
    this.port = port;
    this.random = random;
    this.end = end;
    setDaemon(true);
  }

  /** How many reads have found something. */
  long answers() {
    return answers;
  }

  @Override
  public void run() {
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(700);
        talk(socket);
      } catch (IOException over) {
        continue;
      }
    }
  }

  private void talk(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String request = REQUESTS[random.nextInt(REQUESTS.length)];
      switch (random.nextInt(12)) {
        case 0 -> {
          out.write(bytes(request.substring(0, random.nextInt(request.length()))));
          socket.setSoLinger(true, 0);
          return;
        }
        case 1 -> {
          out.write(bytes(request.substring(0, random.nextInt(request.length()))));
          socket.shutdownOutput();
          read(in);
          return;
        }
        case 2 -> {
          out.write(bytes(request));
          return;
        }
        case 3 -> {
          out.write(bytes(request));
          socket.shutdownOutput();
          read(in);
          return;
        }
        case 4 -> {
          out.write(bytes(request + request));
          read(in);
        }
        case 5 -> {
          for (byte each : bytes(request)) {
            out.write(each);
          }
          read(in);
        }
        default -> {
          out.write(bytes(request));
          read(in);
        }
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Reads once; what comes later stays unread. */
  private void read(InputStream in) throws IOException {
    try {
      if (in.read(new byte[1 + random.nextInt(4000)]) > 0) {
        answers++;
      }
    } catch (SocketTimeoutException silence) {
      return;
    }
  }
}
