package io.jhaproxy.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * One configuration, what the client sends and how the origin behaves. In texts ¶ is CR LF. The
 * configuration is a template: {@code ${port}} is the proxy's port, {@code ${origin}} the origin's,
 * {@code ${dead}} one on which nobody listens.
 */
final class Scenario {
  final String name;
  final boolean http;
  final List<String> global = new ArrayList<>();
  final List<String> defaults = new ArrayList<>();
  final List<String> frontend = new ArrayList<>();
  final List<String> backend = new ArrayList<>();
  final List<String> alongside = new ArrayList<>();
  final List<String> client = new ArrayList<>();
  final List<String> replies = new ArrayList<>();
  String server = "127.0.0.1:${origin}";
  String banner = "";
  String bind = "";

  private Scenario(String name, boolean http) {
    this.name = name;
    this.http = http;
  }

  static Scenario http(String name) {
    return new Scenario(name, true);
  }

  static Scenario tcp(String name) {
    return new Scenario(name, false);
  }

  /** Lines of the global section. */
  Scenario global(String... lines) {
    global.addAll(List.of(lines));
    return this;
  }

  /** Lines of the defaults section. */
  Scenario defaults(String... lines) {
    defaults.addAll(List.of(lines));
    return this;
  }

  /** Lines of the frontend. */
  Scenario frontend(String... lines) {
    frontend.addAll(List.of(lines));
    return this;
  }

  /** Lines of the backend. */
  Scenario backend(String... lines) {
    backend.addAll(List.of(lines));
    return this;
  }

  /** Options of the bind line. */
  Scenario bind(String options) {
    bind = " " + options;
    return this;
  }

  /** Address and options of the server line. */
  Scenario server(String text) {
    server = text;
    return this;
  }

  /**
   * What the client does, one after the other: a text is sent, and everything that comes until it
   * is quiet or closed is read; {@code <read>} sends nothing, {@code <fin>}, alone or after a text,
   * ends its sending, {@code <reset>} resets.
   */
  Scenario client(String... steps) {
    client.addAll(List.of(steps));
    return this;
  }

  /**
   * What other clients send before, each on a connection of its own that stays open. The next one
   * begins when the proxy has it at a server or in a queue.
   */
  Scenario alongside(String... texts) {
    alongside.addAll(List.of(texts));
    return this;
  }

  /** One request without a body. */
  Scenario get(String path) {
    return client("GET " + path + " HTTP/1.1¶Host: h¶¶");
  }

  /**
   * What the origin answers to the first, second ... request of each connection, the last one again
   * and again. {@code <close>} at the end closes after it, {@code <reset>} resets, {@code <silent>}
   * says nothing.
   */
  Scenario origin(String... texts) {
    replies.addAll(List.of(texts));
    return this;
  }

  /** What the origin sends as soon as it is connected. */
  Scenario banner(String text) {
    banner = text;
    return this;
  }

  String configuration(int port, int origin, int dead, int statistics, int syslog) {
    String text =
        "global\n nbthread 1\n maxconn 2000\n log 127.0.0.1:"
            + syslog
            + " local0\n"
            + lines(global)
            + "defaults\n mode "
            + (http ? "http\n option httplog" : "tcp\n option tcplog")
            + "\n log global\n timeout client 1s\n timeout server 1s\n timeout connect 1s\n"
            + lines(defaults)
            + "frontend f\n bind 127.0.0.1:${port}"
            + bind
            + "\n"
            + lines(frontend)
            + " default_backend b\nbackend b\n"
            + lines(backend)
            + (server.isEmpty() ? "" : " server s " + server + "\n")
            + "listen statistics\n mode http\n no log\n bind 127.0.0.1:"
            + statistics
            + "\n stats uri /\n";
    return text.replace("${port}", Integer.toString(port))
        .replace("${origin}", Integer.toString(origin))
        .replace("${dead}", Integer.toString(dead));
  }

  private static String lines(List<String> written) {
    StringBuilder lines = new StringBuilder();
    written.forEach(line -> lines.append(' ').append(line).append('\n'));
    return lines.toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
