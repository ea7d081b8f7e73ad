package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** jkeepalived's command line beside keepalived's: exit status and what is printed. */
class KeepalivedCommandLineIT {
  @TempDir Path folder;

  /** Same exit status, same standard output, same first line on standard error. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--bogus",
        "-Z",
        "-f",
        "--signum=STOP",
        "--signum=RELOAD",
        "--signum=DATA",
        "--signum=STATS",
        "--signum=STATS_CLEAR",
        "--signum=JSON",
        "--signum=FOO",
        "--sig=JSON",
        "-v",
        "--version",
        "--vers",
        "--dont",
        "-t -f /does/not/exist",
        "-tf /does/not/exist",
      })
  void sameAsTheReference(String arguments) {
    String[] words = arguments.split(" ");
    Program.Result reference = Program.keepalived().run(words);
    Program.Result ours = Program.jkeepalived().run(words);
    assertThat(ours.status()).as("status; printed: " + ours.err()).isEqualTo(reference.status());
    assertThat(ours.out()).isEqualTo(reference.out());
    assertThat(ours.err().lines().findFirst()).isEqualTo(reference.err().lines().findFirst());
  }

  /** Where the reference says nothing or names no option, we say more; the status is the same. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--use-file              , Missing parameter for option --use-file",
        "--signum                , Missing parameter for option --signum",
        "-n -f /does/not/exist   , \"Config files missing '/does/not/exist'.\"",
        "-nf/does/not/exist      , \"Config files missing '/does/not/exist'.\"",
      })
  void clearerThanTheReference(String arguments, String message) {
    String[] words = arguments.strip().split(" ");
    Program.Result ours = Program.jkeepalived().run(words);
    assertThat(ours.status()).isEqualTo(Program.keepalived().run(words).status());
    assertThat(ours.err()).isEqualTo(message + "\n");
  }

  @Test
  void helpNamesEveryOptionOfTheReference() {
    String reference = Program.keepalived().run("--help").err();
    Program.Result ours = Program.jkeepalived().run("--help");
    assertThat(ours.status()).isZero();
    List<String> letters =
        reference
            .lines()
            .filter(line -> line.matches("  -[a-zA-Z], .*"))
            .map(line -> line.substring(2, 4))
            .toList();
    assertThat(letters).hasSizeGreaterThan(20).allMatch(letter -> ours.err().contains(letter));
  }

  @Test
  void simulationPrintsTheTimeline() throws Exception {
    Path conf =
        Files.writeString(
            folder.resolve("node.conf"),
            "vrrp_instance VI_1 {\n  interface eth1\n  virtual_router_id 51\n  priority 100\n"
                + "  virtual_ipaddress {\n    192.168.100.250\n  }\n}\n");
    Path scenario =
        Files.writeString(
            folder.resolve("scenario"), "at 10s kill node1\nat 20s start node1\nduration 40s\n");
    Program.Result run =
        Program.jkeepalived()
            .run("--simulate", scenario.toString(), conf.toString(), conf.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).as(run.out()).isZero();
    assertThat(run.out()).contains("MASTER");
  }

  @Test
  void whyWithoutADaemonSaysSo() {
    Program.Result run =
        Program.jkeepalived().run("--why", "-p", folder.resolve("none.pid").toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("No running daemon found in ");
  }
}
