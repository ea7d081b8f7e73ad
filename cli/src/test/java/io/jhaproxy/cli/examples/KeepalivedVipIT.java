package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The VIP document: its three failover tests, and the return of the traffic by itself. */
class KeepalivedVipIT {
  @TempDir Path folder;

  @Test
  void threeFailuresAndThreeReturns() throws Exception {
    ExampleRun run = ExampleRun.of("keepalived-vip", folder);

    assertThat(run.text())
        .containsSubsequence(
            "first test",
            "node2 has taken over",
            "node1 has the traffic back",
            "second test",
            "node2 has taken over",
            "node1 has the traffic back",
            "third test",
            "node2 has taken over",
            "node1 has the traffic back, by itself",
            "VI_1: MASTER",
            "interface eth1 down",
            "SHOWN");
  }
}
