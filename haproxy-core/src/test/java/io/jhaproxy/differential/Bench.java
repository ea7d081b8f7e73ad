package io.jhaproxy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Runs a scenario with a program and records what is seen around it. */
final class Bench {
  /** After so long without a byte the proxy is taken to wait for the client. */
  private static final int QUIET_MILLIS = 250;

  /** The longest that is waited for an end that has to come, in milliseconds. */
  private static final int LIMIT_MILLIS = 8000;

  /** Columns that depend on the clock, on the process or on how reads fall together. */
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "pid",
          "rate",
          "rate_max",
          "lastsess",
          "lastchg",
          "downtime",
          "req_rate",
          "req_rate_max",
          "conn_rate",
          "conn_rate_max",
          "qtime",
          "ctime",
          "rtime",
          "ttime",
          "qtime_max",
          "ctime_max",
          "rtime_max",
          "ttime_max",
          "last_chk",
          "h1_open_streams",
          "idle_conn_cur",
          "safe_conn_cur",
          "used_conn_cur",
          "need_conn_est");

  private Bench() {}

  static Observation run(Program program, Scenario scenario) throws Exception {
    try (Origin origin = new Origin(scenario);
        Ports reserved = new Ports(3);
        DatagramSocket syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int[] ports = reserved.numbers();
      String configuration =
          scenario.configuration(
              ports[0], origin.port(), ports[1], ports[2], syslog.getLocalPort());
      try (AutoCloseable running = program.start(configuration)) {
        awaitListening(ports[2]);
        StringBuilder received = new StringBuilder();
        List<Socket> others = alongside(scenario, ports[0], ports[2]);
        String end = converse(scenario, ports[0], received);
        List<String> log = log(syslog, scenario, end.equals("open"));
        List<String> statistics = statistics(ports[2]);
        leave(others, ports[2]);
        String sent = String.join("", scenario.client).replace("¶", "\r\n");
        return new Observation(
            scenario.http ? Wire.answers(received.toString(), sent) : received.toString(),
            end,
            origin.received().stream()
                .map(text -> scenario.http ? Wire.requests(text) : Wire.proxyHeader(text))
                .toList(),
            log,
            statistics);
      }
    }
  }

  static void awaitListening(int port) throws Exception {
    long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
    while (true) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        probe.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
        if (probe.getInputStream().read() >= 0) {
          return;
        }
      } catch (IOException notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
        LockSupport.parkNanos(500_000);
      }
    }
  }

  /** The other clients, each with its request at a server or in a queue. */
  private static List<Socket> alongside(Scenario scenario, int port, int statistics)
      throws IOException {
    List<Socket> clients = new ArrayList<>();
    for (String text : scenario.alongside) {
      Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
      clients.add(client);
      client.getOutputStream().write(Wire.bytes(text));
      long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
      while (present(statistics(statistics)) < clients.size() && System.nanoTime() < end) {
        LockSupport.parkNanos(500_000);
      }
    }
    return clients;
  }

  /** Ends the other clients and waits until the proxy has nothing of them any more. */
  private static void leave(List<Socket> others, int statistics) throws IOException {
    for (Socket other : others) {
      other.close();
    }
    long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
    while (!others.isEmpty() && present(statistics(statistics)) > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(500_000);
    }
  }

  /** Requests at servers and in queues, as the statistics say. */
  private static long present(List<String> rows) {
    return rows.stream()
        .filter(row -> row.matches("b,.* qcur=\\d+|b,(?!BACKEND).* scur=\\d+"))
        .mapToLong(row -> Long.parseLong(row.substring(row.indexOf('=') + 1)))
        .sum();
  }

  /** Does what the client does; how the connection was left. */
  private static String converse(Scenario scenario, int port, StringBuilder received)
      throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setTcpNoDelay(true);
      String end = "open";
      for (String step : scenario.client) {
        try {
          switch (step) {
            case "<fin>" -> client.shutdownOutput();
            case "<read>" -> {}
            case "<reset>" -> client.setSoLinger(true, 0);
            default -> {
              client.getOutputStream().write(Wire.bytes(step.replace("<fin>", "")));
              if (step.endsWith("<fin>")) {
                client.shutdownOutput();
              }
            }
          }
        } catch (SocketException gone) {
          return "reset";
        }
        if (step.equals("<reset>")) {
          return "reset by the client";
        }
        end = read(client, received, step.endsWith("<fin>") ? LIMIT_MILLIS : QUIET_MILLIS);
        if (!end.equals("open")) {
          return end;
        }
      }
      return end;
    }
  }

  private static String read(Socket client, StringBuilder received, int quiet) throws IOException {
    byte[] buffer = new byte[65536];
    InputStream in = client.getInputStream();
    boolean any = false;
    while (true) {
      // The first byte may take a timeout of the proxy to come; after it, quiet is quiet.
      client.setSoTimeout(any ? quiet : Math.max(quiet, 3500));
      try {
        int count = in.read(buffer);
        if (count < 0) {
          return "closed";
        }
        any = true;
        received.append(new String(buffer, 0, count, ISO_8859_1));
      } catch (SocketTimeoutException silent) {
        return "open";
      } catch (SocketException reset) {
        return "reset";
      }
    }
  }

  private static List<String> log(DatagramSocket syslog, Scenario scenario, boolean open)
      throws IOException {
    List<String> lines = new ArrayList<>();
    byte[] buffer = new byte[65536];
    boolean lineComes = !(open && !scenario.http);
    while (true) {
      syslog.setSoTimeout(lines.isEmpty() && lineComes ? 2000 : 200);
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        syslog.receive(packet);
      } catch (SocketTimeoutException noMore) {
        return lines;
      }
      String text = new String(buffer, 0, packet.getLength(), ISO_8859_1);
      if (text.contains(" f ") || text.contains(" f~ ")) {
        lines.add(Wire.logLine(text));
      }
    }
  }

  /** {@code f,FRONTEND stot=1} and so on for the rows of the scenario's own proxies. */
  private static List<String> statistics(int port) throws IOException {
    String csv;
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write("GET /;csv HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      csv = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
    String[] lines = csv.substring(csv.indexOf("# pxname")).split("\r?\n");
    String[] names = lines[0].replace("# ", "").split(",", -1);
    List<String> rows = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      String[] values = lines[i].split(",", -1);
      if (!values[0].equals("f") && !values[0].equals("b")) {
        continue;
      }
      for (int column = 2; column < Math.min(names.length, values.length); column++) {
        if (!NOT_COMPARED.contains(names[column])) {
          rows.add(values[0] + "," + values[1] + " " + names[column] + "=" + values[column]);
        }
      }
    }
    return rows;
  }
}
