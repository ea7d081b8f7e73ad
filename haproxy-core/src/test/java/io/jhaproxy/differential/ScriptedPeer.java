package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A server that does the same with each connection: the steps of its script, which may change while
 * it runs. Steps are separated by blanks: {@code <} reads once, {@code .} closes, {@code !} resets,
 * everything else is sent, with {@code \r}, {@code \n}, {@code \s} for a blank and {@code \xNN} for
 * any byte. After the script it reads to the end.
 */
final class ScriptedPeer implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final List<String> dialogues = Collections.synchronizedList(new ArrayList<>());
  private volatile String script = "";
  private volatile int version;
  private volatile int complete;
  private volatile String heard = "";

  ScriptedPeer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What is done with connections from now on. */
  void script(String steps) {
    synchronized (this) {
      script = steps;
      version++;
      complete = 0;
      dialogues.clear();
    }
  }

  /** What came so far on the connection that sent something last. */
  String heard() {
    return heard;
  }

  /** Connections that ended since the script changed. */
  int complete() {
    return complete;
  }

  /** What came on the first connection that ended since the script changed, and how it ended. */
  String first() {
    return dialogues.isEmpty() ? "nothing" : dialogues.get(0);
  }

  /** What came on all connections that ended since the script changed. */
  List<String> all() {
    synchronized (dialogues) {
      return List.copyOf(dialogues);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket socket) {
    String steps;
    int own;
    synchronized (this) {
      steps = script;
      own = version;
    }
    StringBuilder seen = new StringBuilder();
    try (socket) {
      socket.setSoTimeout(10_000);
      for (String step : steps.isEmpty() ? new String[0] : steps.split(" ")) {
        switch (step) {
          case "<" -> {
            seen.append(read(socket.getInputStream()));
            heard = seen.toString();
          }
          case "." -> {
            socket.close();
            ended(own, seen + "<closed here>");
            return;
          }
          case "!" -> {
            socket.setSoLinger(true, 0);
            socket.close();
            ended(own, seen + "<reset here>");
            return;
          }
          default -> socket.getOutputStream().write(bytes(step));
        }
      }
      while (true) {
        String more = read(socket.getInputStream());
        if (more.isEmpty()) {
          break;
        }
        seen.append(more);
        heard = seen.toString();
      }
      seen.append("<end>");
    } catch (SocketTimeoutException silent) {
      seen.append("<silence>");
    } catch (SocketException reset) {
      seen.append("<reset>");
    } catch (IOException gone) {
      seen.append("<gone>");
    }
    ended(own, seen.toString());
  }

  private synchronized void ended(int own, String dialogue) {
    if (own == version) {
      dialogues.add(dialogue);
      complete++;
    }
  }

  private static String read(InputStream in) throws IOException {
    byte[] buffer = new byte[4096];
    int count = in.read(buffer);
    return count < 0 ? "" : shown(buffer, count);
  }

  /** Bytes as they are written in scripts. */
  static String shown(byte[] bytes, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int c = bytes[i] & 0xff;
      switch (c) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        default -> text.append(c < 32 || c > 126 ? "\\x%02x".formatted(c) : "" + (char) c);
      }
    }
    return text.toString();
  }

  static byte[] bytes(String step) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < step.length(); i++) {
      char c = step.charAt(i);
      if (c != '\\') {
        out.writeBytes(String.valueOf(c).getBytes(ISO_8859_1));
        continue;
      }
      i++;
      switch (step.charAt(i)) {
        case 'r' -> out.write('\r');
        case 'n' -> out.write('\n');
        case 's' -> out.write(' ');
        case 'x' -> {
          out.write(Integer.parseInt(step.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> throw new IllegalArgumentException(step);
      }
    }
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
