package io.jhaproxy.vrrp.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.vrrp.config.ConfigReader;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.state.Models;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scenario file, and a whole run with its report. */
class ScenarioReaderTest {
  @Test
  void everyStatement() throws ConfigException {
    Scenario scenario =
        ScenarioReader.read(
            "s",
            """
            seed 7          # comment
            duration 2min
            loss 1%
            delay 0.2ms..2ms
            start-spread 500ms
            copies 3
            neighbour-timeout 10
            interface node2 eth1 on lan 10.0.0.2 10.0.0.3

            at 20s heal
            at 1.5s partition node1 | node2 client
            at 10s script node1 chk timeout
            """,
            2);
    assertThat(scenario)
        .extracting(
            Scenario::seed,
            Scenario::duration,
            Scenario::loss,
            Scenario::minDelay,
            Scenario::maxDelay,
            Scenario::startSpread,
            Scenario::copies,
            Scenario::neighbourTimeout)
        .containsExactly(
            7L,
            Duration.ofMinutes(2),
            0.01,
            Duration.ofNanos(200_000),
            Duration.ofMillis(2),
            Duration.ofMillis(500),
            3,
            Duration.ofSeconds(10));
    assertThat(scenario.interfaces())
        .isEqualTo(
            Map.of("node2 eth1", new Scenario.Attachment("lan", List.of("10.0.0.2", "10.0.0.3"))));
    assertThat(scenario.actions().stream().map(Scenario.Action::text))
        .containsExactly("partition node1 | node2 client", "script node1 chk timeout", "heal");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          sed 7                     ! unknown statement 'sed'
          seed                      ! 'seed' is no statement, or has not exactly one value
          seed x                    ! 'x' is not a number
          loss 101%                 ! '101%' is not a share from 0 to 1 or 0% to 100%
          delay 3ms..1ms            ! '3ms..1ms' ends before it begins
          duration 1fortnight       ! '1fortnight' is not a time such as 10s, 200ms, 5min or 1h
          at 1s                     ! expected: at TIME ACTION ...
          at 1s explode node1       ! unknown action 'explode'
          at 1s kill node3          ! there is no node3: the configurations make node1 to node2
          at 1s kill                ! 'kill' has a wrong number of arguments
          at 1s kill node1 node2    ! 'kill' has a wrong number of arguments
          at 1s link node1 eth1 off ! 'off' is not one of up, down
          at 1s script node1 c bad  ! 'bad' is not one of ok, fail, timeout, kill
          interface node1 eth1 lan  ! expected: interface NODE INTERFACE on NETWORK [ADDRESS ...]
          """)
  void errors(String line, String message) {
    assertThatThrownBy(() -> ScenarioReader.read("file", "seed 1\n" + line, 2))
        .isInstanceOf(ConfigException.class)
        .hasMessage("(file: Line 2) " + message);
  }

  @Test
  void aRunWithItsReport(@TempDir Path directory) throws IOException {
    Path scenario = directory.resolve("scenario");
    Files.writeString(
        scenario,
        "delay 0.1ms..0.1ms\nat 10s stop node1\nat 15s restart node1\nat 30s reload node2 high\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = run(scenario, out, directory.resolve("200"), directory.resolve("100"));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
                   0.000  node1      VI_1 BACKUP  start
                   0.000  node2      VI_1 BACKUP  start
                   3.219  node1      VI_1 MASTER  no master was heard since the start
                  10.000  --         stop node1
                  10.000  node1      VI_1 STOP  the daemon stops
                  10.609  node2      VI_1 MASTER  master 198.18.0.2 said that it stops (priority 0)
                  15.000  --         restart node1
                  15.000  node1      VI_1 BACKUP  start
                  18.219  node1      VI_1 MASTER  master 198.18.0.3 has priority 100, ours is 200
                  18.219  node2      VI_1 BACKUP  198.18.0.2 advertises priority 200, ours is 100
                  30.000  --         reload node2 high
                  32.242  node2      VI_1 MASTER  master 198.18.0.2 has priority 200, ours is 250
                  32.242  node1      VI_1 BACKUP  198.18.0.3 advertises priority 250, ours is 200

            Outages, as a client sees them
              192.168.100.250  first reached at 3.219, 1 outages, 0.609 s in total
                10.000 .. 10.609 (0.609 s)

            Two masters
              VI_1 (VRID 51, IPv4, eth1)  18.219 .. 18.219 (0.000 s) [node2, node1]
              VI_1 (VRID 51, IPv4, eth1)  32.242 .. 32.242 (0.000 s) [node1, node2]

            At the end
              VI_1 (VRID 51, IPv4, eth1)  [node2]

            2 nodes, 60 s of virtual time, seed 1: 60 packets sent, 0 lost, 152 events
            """);
    assertThat(status).isEqualTo(Simulation.EXIT_OK);
  }

  @Test
  void exitStatus(@TempDir Path directory) throws IOException {
    Path scenario = directory.resolve("scenario");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Files.writeString(scenario, "at 10s partition node1 | node2\nat 20s loss 0");
    assertThat(run(scenario, out, Path.of("200"), Path.of("100")))
        .isEqualTo(Simulation.EXIT_NOT_ONE_MASTER);
    Files.writeString(scenario, "at 10s kill node9");
    assertThat(run(scenario, out, Path.of("200"))).isEqualTo(Simulation.EXIT_USAGE);
    assertThat(run(directory.resolve("none"), out, Path.of("200")))
        .isEqualTo(Simulation.EXIT_USAGE);
  }

  /** The real reader, the document's file, and a script that fails. */
  @Test
  void realConfigurations(@TempDir Path directory) throws IOException {
    Path scenario = directory.resolve("scenario");
    Files.writeString(
        scenario, "at 10s script node1 chk_haproxy fail\nat 30s reload node2 three\n");
    String text =
        """
        vrrp_script chk_haproxy {
            script "/only/there/check"
            interval 2
            weight 2
        }
        vrrp_instance VI_1 {
            interface eth1
            state MASTER
            virtual_router_id 51
            priority PRIORITY
            authentication {
                auth_type PASS
                auth_pass 1010
            }
            virtual_ipaddress {
                192.168.100.250
            }
            track_script {
                chk_haproxy
            }
        }
        """;
    Path one = Files.writeString(directory.resolve("one"), text.replace("PRIORITY", "101"));
    Path two = Files.writeString(directory.resolve("two"), text.replace("PRIORITY", "100"));
    Files.writeString(directory.resolve("three"), text.replace("PRIORITY", "50"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Simulation.run(
            scenario,
            List.of(one, two),
            file -> ConfigReader.readElsewhere(file, null, false).model(),
            print,
            print);
    assertThat(status).as(out::toString).isEqualTo(Simulation.EXIT_OK);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains(" MASTER ")))
        .map(l -> l.replaceAll(" +", " ").trim())
        .containsExactly(
            "3.598 node1 VI_1 MASTER no master was heard since the start; priority 103 = 101 + 2"
                + " (script chk_haproxy)",
            "13.199 node2 VI_1 MASTER master 198.18.0.2 has priority 101, ours is 102; priority 102"
                + " = 100 + 2 (script chk_haproxy)",
            "32.805 node1 VI_1 MASTER master 198.18.0.3 has priority 52, ours is 101");
  }

  private static int run(Path scenario, ByteArrayOutputStream out, Path... files) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Simulation.run(scenario, List.of(files), ScenarioReaderTest::model, print, print);
  }

  /** The file's name is the priority. */
  private static KeepalivedModel model(Path file) {
    String name = file.getFileName().toString();
    int priority = name.equals("high") ? 250 : Integer.parseInt(name);
    return Models.of(Models.instance("VI_1").priority(priority)).build();
  }
}
