package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Pacemaker document on two machines with real corosync and Pacemaker: the proxy is killed and
 * comes back with its resources, its machine is killed and all four go to the other.
 */
class PacemakerIT {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ocf,     ocf:jhaproxy:haproxy, lsb:memcached",
    "lsb,     lsb:haproxy,          lsb:memcached",
    "systemd, systemd:haproxy,      systemd:memcached",
  })
  void allFourGoTogether(String kind, String proxy, String sessions) throws Exception {
    ExampleRun run = ExampleRun.of("pacemaker", folder, kind);
    String four =
        "(?s)"
            + " \\* PU-VIP\t\\(ocf:heartbeat:IPaddr2\\):\t Started (\\S+)\n"
            + " +\\* PR-VIP\t\\(ocf:heartbeat:IPaddr2\\):\t Started \\1\n"
            + (" +\\* HAPROXY\t\\(" + proxy + "\\):\t Started \\1\n")
            + (" +\\* MEMCACHED\t\\(" + sessions + "\\):\t Started \\1\n");
    assertThat(run.text())
        .containsPattern(
            four
                + "started in this order: PU-VIP PR-VIP HAPROXY MEMCACHED\n"
                + "client: page of web[12]; session stored, user is blue\n"
                + "== kill -9 of the proxy.*"
                + four.substring(4).replace("\\1", "\\2")
                + ".*HAPROXY 5s-interval monitor on \\2 returned 'not running'.*"
                + "== the machine loses its power.*session stored, user is green.*"
                + four.substring(4).replace("\\1", "\\3")
                + "started in this order: PU-VIP PR-VIP HAPROXY MEMCACHED\n"
                + "== it comes back.*"
                + "Online: \\[ haproxy-master haproxy-slave \\].*"
                + four.substring(4).replace("\\1", "\\4"))
        .endsWith("SHOWN");
    // Corosync's token and consensus of 2.2 s, the start of the proxy, and a machine that is busy.
    assertThat(run.number("all four on the other machine after (\\d+) ms")).isLessThan(20_000);
    assertThat(run.number("restarted: the client heard nothing for (\\d+) ms")).isLessThan(15_000);
  }
}
