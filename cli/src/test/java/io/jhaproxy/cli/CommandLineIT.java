package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Options, exit statuses and messages of the image, compared with the reference where it exists.
 */
class CommandLineIT {
  private static final String GOOD =
      """
      defaults
        mode http
        timeout client 5s
        timeout server 5s
        timeout connect 5s
      listen web
        bind 127.0.0.1:PORT
        server s1 127.0.0.1:9
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(
            folder.resolve(name), text.replace("PORT", Integer.toString(Wait.freePort())))
        .toString();
  }

  /** The words, with names of files in the folder for GOOD, BAD, WARNED, EMPTY, FOLDER, NONE. */
  private String[] words(String line) throws IOException {
    String good = file("good.cfg", GOOD);
    String bad = file("bad.cfg", GOOD.replace("timeout client", "timeut client"));
    String warned = file("warned.cfg", GOOD.replace("  timeout server 5s\n", ""));
    String empty = file("empty.cfg", "\n");
    return line.replace("GOOD", good)
        .replace("BAD", bad)
        .replace("WARNED", warned)
        .replace("EMPTY", empty)
        .replace("NONE", folder.resolve("none").toString())
        .trim()
        .split(" +");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -c -f GOOD                    | 0
          -f GOOD -c                    | 0
          -c -V -f GOOD                 | 0
          -c -q -f GOOD                 | 0
          -D -c -f GOOD                 | 0
          -W -c -f GOOD                 | 0
          -c -dMfail -dW -db -f GOOD    | 0
          -c -n 10 -N 5 -L me -f GOOD   | 0
          -c -- GOOD EMPTY              | 0
          -c -f GOOD -f EMPTY           | 0
          -c -f WARNED                  | 0
          -c -dW -f WARNED              | 1
          -c -f EMPTY                   | 2
          -f EMPTY                      | 1
          -c -f BAD                     | 1
          -f BAD                        | 1
          -c -q -f BAD                  | 1
          -c -f NONE                    | 1
          -C NONE -c -f GOOD            | 1
          -c                            | 1
          -f                            | 1
          -n                            | 1
          -h                            | 1
          GOOD                          | 1
          -v                            | 0
          -vv                           | 0
          -cc true                      | 0
          -cc 1                         | 0
          -cc !1                        | 1
          -cc version_atleast(2.6.0)    | 0
          -cc version_atleast(2.7)      | 1
          -cc feature(EPOLL)            | 0
          -cc streq(a,b)                | 1
          -cc nosuch(1)                 | 1
          """)
  void exitStatus(String line, int documented) throws IOException {
    String[] words = words(line);
    Program reference = Program.reference();
    int expected = reference.run(words).status();
    Result result = Program.jhaproxy().run(words);
    assertThat(result.status()).as("%s said %s", line, result).isEqualTo(expected);
    // Only where our column names the reference's status is the case understood.
    if (documented >= 0 && !line.startsWith("-cc")) {
      assertThat(expected).as("reference: %s", line).isEqualTo(documented);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-c -f GOOD", "-c -q -f GOOD", "-c -V -f GOOD", "-c -f EMPTY", "-c -f WARNED"})
  void sameStandardOutput(String line) throws IOException {
    String[] words = words(line);
    assertThat(Program.jhaproxy().run(words).out()).isEqualTo(Program.reference().run(words).out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-c -f BAD",
        "-f BAD",
        "-c -q -f BAD",
        "-c -f NONE",
        "-C NONE -c -f GOOD",
        "-f EMPTY",
        "-c -f WARNED"
      })
  void sameMessages(String line) throws IOException {
    String[] words = words(line);
    assertThat(Program.jhaproxy().run(words).messages())
        .isEqualTo(Program.reference().run(words).messages());
  }

  @Test
  void versionSaysWhichHaproxyItReplaces() {
    String out = Program.jhaproxy().run("-v").out();
    assertThat(out.split(" ")).startsWith("HAProxy", "version");
    assertThat(out.split(" ")[2]).startsWith("2.6.12-");
    String details = Program.jhaproxy().run("-vv").out();
    assertThat(details)
        .contains("\n  TARGET  = linux-glibc\n")
        .containsPattern("\nFeature list : .*\\+EPOLL")
        .contains("\nAvailable services : ");
  }

  @Test
  void filesOfADirectoryInOrderOfNames() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    String text = GOOD.replace("PORT", Integer.toString(Wait.freePort()));
    int cut = text.indexOf("listen");
    Files.writeString(parts.resolve("1.cfg"), text.substring(0, cut));
    Files.writeString(parts.resolve("2.cfg"), text.substring(cut));
    Files.writeString(parts.resolve("3.txt"), "nonsense\n");
    assertThat(Program.jhaproxy().run("-c", "-f", parts.toString()).status()).isZero();
  }

  @Test
  void environmentVariables() throws IOException {
    String config = file("env.cfg", GOOD.replace("127.0.0.1:PORT", "\"127.0.0.1:${DOOR}\""));
    Program program = Program.jhaproxy();
    Result set = program.run(Map.of("DOOR", "1234"), "-c", "-f", config);
    assertThat(set.status()).as(set.err()).isZero();
    assertThat(program.run("-c", "-f", config).status()).isEqualTo(1);
  }

  @Test
  void relativeNamesAreRelativeToTheGivenDirectory() throws IOException {
    file("good.cfg", GOOD);
    Result result = Program.jhaproxy().run("-C", folder.toString(), "-c", "-f", "good.cfg");
    assertThat(result.status()).as(result.err()).isZero();
  }

  @Test
  void theImageMayBeMoved() throws IOException, InterruptedException {
    Path moved = folder.resolve("else where");
    assertThat(
            new ProcessBuilder("cp", "-a", Program.IMAGE.toString(), moved.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    Result result = new Program(moved.resolve("bin/jhaproxy").toString()).run("-v");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
  }
}
