package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -sf}, {@code -st} and {@code -x}: what they do to old processes and to the start. */
class OldProcessesIT {
  private static final String CONFIG =
      """
      global
        stats socket SOCKET level admin EXPOSE
      defaults
        mode http
        timeout client 10s
        timeout server 10s
        timeout connect 5s
      listen web
        bind 127.0.0.1:PORT
        http-request return status 200
      """;

  @TempDir Path folder;

  private String config(String name, int port, String expose) throws IOException {
    String text =
        CONFIG
            .replace("SOCKET", folder.resolve(name).toString())
            .replace("PORT", "" + port)
            .replace("EXPOSE", expose);
    return Files.writeString(folder.resolve(name + ".cfg"), text).toString();
  }

  private static Program program(String name) {
    return name.equals("reference") ? Program.reference() : Program.jhaproxy();
  }

  /** A and B are running processes, NOBODY is none; the last of the two options holds for all. */
  @ParameterizedTest
  @CsvSource({
    // options, how A ends, how B ends
    "-sf A,            0,   ",
    "-st A,            143, ",
    "-sf A B,          0,   0",
    "-st A B,          143, 143",
    "-st A -sf B,      0,   0",
    "-sf A -st B,      143, 143",
    "-sf NOBODY A,     0,   ",
    "-W -sf A B,       0,   0",
    "-W -st A,         143, ",
    "-x /dev/null -sf A, 0, ",
  })
  void oldOnesEnd(String options, int ofA, Integer ofB) throws Exception {
    for (String name : List.of("reference", "jhaproxy")) {
      int port = Wait.freePort();
      String config = config("new", port, "");
      try (Running a = Program.reference().start("-db", "-f", config("a", port, ""));
          Running b = Program.reference().start("-db", "-f", config("b", port, ""))) {
        Wait.until(() -> "both run", () -> exists("a") && exists("b"));
        List<String> words = new ArrayList<>(List.of("-f", config));
        for (String word : options.split(" ")) {
          String pid = word.equals("A") ? "" + a.pid() : word.equals("B") ? "" + b.pid() : word;
          words.add(pid.equals("NOBODY") ? "999999999" : pid);
        }
        try (Running next = program(name).start(words.toArray(new String[0]))) {
          assertThat(a.await().status()).as(name).isEqualTo(ofA);
          if (ofB == null) {
            assertThat(b.process().isAlive()).as(name).isTrue();
          } else {
            assertThat(b.await().status()).as(name).isEqualTo(ofB);
          }
          Wait.until(() -> name + " serves; said " + next.err(), () -> Wait.listens(port));
        }
      }
    }
  }

  private boolean exists(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** What cannot be had where {@code -x} says it is ends the start. */
  @ParameterizedTest
  @CsvSource({
    // options, what is said
    "-x FOLDER/nothing,   Failed to connect to the old process socket 'FOLDER/nothing'",
    "-x FOLDER/old.cfg,   Failed to connect to the old process socket 'FOLDER/old.cfg'",
    "-x FOLDER/old,       Failed to get the number of sockets to be transferred !",
    "-x FOLDER/old -sf A, Failed to get the number of sockets to be transferred !",
  })
  void startIsRefused(String options, String said) throws Exception {
    int port = Wait.freePort();
    try (Running old = Program.reference().start("-db", "-f", config("old", port, ""))) {
      Wait.until(() -> "it runs", () -> exists("old"));
      for (String name : List.of("reference", "jhaproxy")) {
        List<String> words = new ArrayList<>(List.of("-db", "-f", config("new", port, "")));
        for (String word : options.split(" ")) {
          words.add(word.equals("A") ? "" + old.pid() : word.replace("FOLDER", folder.toString()));
        }
        Program.Result result = program(name).run(words.toArray(new String[0]));
        assertThat(result.status()).as(name).isEqualTo(1);
        assertThat(result.err()).as(name).contains(said.replace("FOLDER", folder.toString()));
        assertThat(result.err()).contains("Failed to get the sockets from the old process!");
        assertThat(old.process().isAlive()).as(name).isTrue();
      }
    }
  }
}
