package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stalls, broken reloads, reloads of one node, private dumps, quick stops: on two real nodes. */
class VrrpBetterIT {
  @TempDir Path folder;

  @Test
  void betterThanKeepalived() throws Exception {
    Path script = Path.of("src/test/resources/vrrp-better");
    ExampleRun run = ExampleRun.ofScript("vrrp-better", script, folder);

    assertThat(run.text())
        .containsSubsequence(
            "Pauses over 100 ms: ",
            "the running one is kept",
            "nonsense",
            "an address added on one node",
            "dumps do not follow",
            "VI_1: MASTER",
            "because: no master was heard since the start",
            "There is no VRRP instance NOBODY",
            "SHOWN");
    assertThat(run.number("node1 stopped after (\\d+) ms")).isLessThan(1000);
    assertThat(run.number("node2 stopped after (\\d+) ms")).isLessThan(1000);
  }
}
