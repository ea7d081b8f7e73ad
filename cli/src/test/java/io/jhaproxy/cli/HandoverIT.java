package io.jhaproxy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second process takes the place of a running one under load and loses no client. */
class HandoverIT {
  private static final String CONFIG =
      """
      global
        stats socket SOCKET level admin expose-fd listeners
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      listen web
        bind 127.0.0.1:PORT
        http-request return status 200 content-type text/plain string "TEXT"
      """;

  @TempDir Path folder;
  private final int port = Wait.freePort();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger answers = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile String last = "";

  private String config(String text) throws IOException {
    Path file = folder.resolve(text + ".cfg");
    String config =
        CONFIG.replace("SOCKET", folder.resolve("s").toString()).replace("PORT", "" + port);
    return Files.writeString(file, config.replace("TEXT", text)).toString();
  }

  private static Program program(String name) {
    return name.equals("haproxy") ? Program.reference() : Program.jhaproxy();
  }

  @ParameterizedTest
  @CsvSource({
    "haproxy,  jhaproxy, true",
    "jhaproxy, haproxy,  true",
    "jhaproxy, jhaproxy, true",
    "jhaproxy, jhaproxy, false",
  })
  void noConnectionIsLost(String from, String to, boolean named) throws Exception {
    try (Running old = program(from).start("-db", "-f", config("one"))) {
      Wait.until(() -> "listening; said " + old.err(), () -> Wait.listens(port));
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Thread client = new Thread(this::ask);
        client.start();
        clients.add(client);
      }
      Wait.until(() -> "traffic " + failures, () -> answers.get() > 50 || !failures.isEmpty());
      List<String> words = new ArrayList<>(List.of("-db", "-f", config("two")));
      if (named) {
        words.addAll(List.of("-x", folder.resolve("s").toString()));
      }
      words.addAll(List.of("-sf", "" + old.pid()));
      try (Running next = program(to).start(words.toArray(new String[0]))) {
        assertThat(old.await().status()).isZero();
        Wait.until(() -> "new answers, not " + last + "; said " + next.err(), this::isNew);
        over.set(true);
        for (Thread client : clients) {
          client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(next.err()).doesNotContain("Failed to get the sockets");
      }
    }
  }

  private boolean isNew() {
    return last.endsWith("two") || !failures.isEmpty();
  }

  /** Asks over one connection after the other. */
  private void ask() {
    while (!over.get() && failures.isEmpty()) {
      try (Socket client = new Socket("127.0.0.1", port)) {
        client.setSoTimeout(10_000);
        client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        String answer = Wait.readAll(client.getInputStream());
        if (answer.startsWith("HTTP/1.1 200") || answer.startsWith("HTTP/1.0 200")) {
          last = answer;
          answers.incrementAndGet();
        } else {
          failures.add("answer " + answer);
        }
      } catch (IOException lost) {
        failures.add(lost.toString());
      }
    }
  }
}
