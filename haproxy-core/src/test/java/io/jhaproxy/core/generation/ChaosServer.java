package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/** A server that answers most requests and does something bad with the others. */
final class ChaosServer implements AutoCloseable {
  private static final String[] ANSWERS = {
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: max-age=1\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 204 No Content\r\n\r\n",
    "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
  };
  private static final String[] LIES = {
    "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "HTTP/1.1 200 OK\r\nContent-Len",
    "this is no HTTP\r\n\r\n",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\n\r\nuntil the end",
  };

  private final ServerSocket listening;

  ChaosServer() throws IOException {
    listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    daemon(this::accept, 0);
  }

  int port() {
    return listening.getLocalPort();
  }

  private static void daemon(Runnable work, int number) {
    Thread thread = new Thread(work, "chaos server " + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    for (int i = 1; !listening.isClosed(); i++) {
      try {
        Socket socket = listening.accept();
        Random random = new Random(i);
        daemon(() -> serve(socket, random), i);
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void serve(Socket socket, Random random) {
    try (socket) {
      socket.setSoTimeout(3_000);
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] buffer = new byte[8192];
      if (random.nextInt(40) == 0) {
        socket.setSoLinger(true, 0);
        return;
      }
      int count;
      while ((count = in.read(buffer)) > 0) {
        if (!act(socket, out, random, new String(buffer, 0, count, ISO_8859_1))) {
          return;
        }
      }
    } catch (IOException over) {
      return;
    }
  }

  /** False if the connection is over. */
  private static boolean act(Socket socket, OutputStream out, Random random, String got)
      throws IOException {
    switch (random.nextInt(24)) {
      case 0 -> {
        socket.setSoLinger(true, 0);
        return false;
      }
      case 1 -> {
        return false;
      }
      case 2 -> {
        return true;
      }
      case 3 -> {
        write(out, LIES[random.nextInt(LIES.length)]);
        return false;
      }
      case 4 -> write(out, LIES[random.nextInt(LIES.length)]);
      case 5 -> {
        write(out, ANSWERS[0].substring(0, random.nextInt(ANSWERS[0].length())));
        socket.shutdownOutput();
      }
      case 6 -> {
        socket.shutdownInput();
        write(out, ANSWERS[0]);
      }
      case 7 -> {
        write(out, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
        out.write(new byte[random.nextBoolean() ? 300_000 : 200_000]);
      }
      case 8 -> {
        for (byte each : ANSWERS[2].getBytes(ISO_8859_1)) {
          out.write(each);
        }
      }
      default -> {
        String answer = ANSWERS[random.nextInt(ANSWERS.length)];
        boolean head = got.startsWith("HEAD");
        write(out, head ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : answer);
      }
    }
    return true;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
