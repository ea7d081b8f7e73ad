package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The server behind the proxy: records what it receives and answers by script. */
final class Origin implements AutoCloseable {
  private final Scenario scenario;
  private final ServerSocket listening;
  private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  Origin(Scenario scenario) throws IOException {
    this.scenario = scenario;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "origin");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Everything received so far, one text per connection that sent something. */
  List<String> received() {
    List<String> texts = new ArrayList<>();
    for (ByteArrayOutputStream each : received) {
      synchronized (each) {
        if (each.size() > 0) {
          texts.add(each.toString(ISO_8859_1));
        }
      }
    }
    return texts;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        received.add(record);
        sockets.add(socket);
        daemon(() -> serve(socket, record));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(Socket socket, ByteArrayOutputStream record) {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      out.write(Wire.bytes(scenario.banner));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[65536];
      int answered = 0;
      int count;
      while ((count = in.read(buffer)) >= 0) {
        int complete;
        synchronized (record) {
          record.write(buffer, 0, count);
          String all = record.toString(ISO_8859_1);
          complete = scenario.http ? Wire.completeRequests(all) : 1;
        }
        while (answered < complete) {
          if (!reply(socket, out, answered)) {
            return;
          }
          answered++;
        }
      }
    } catch (IOException gone) {
      return;
    }
  }

  /** False if the connection is over. */
  private boolean reply(Socket socket, OutputStream out, int number) throws IOException {
    if (scenario.replies.isEmpty()) {
      return true;
    }
    String text = scenario.replies.get(Math.min(number, scenario.replies.size() - 1));
    out.write(Wire.bytes(text.replaceAll("<(close|reset|silent)>$", "")));
    if (text.endsWith("<reset>")) {
      socket.setSoLinger(true, 0);
    }
    return !text.endsWith("<close>") && !text.endsWith("<reset>");
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
