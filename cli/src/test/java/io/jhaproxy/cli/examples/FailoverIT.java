package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The active-standby document's pair: killing the proxy moves the address, and a mail says so. */
class FailoverIT {
  @TempDir Path folder;

  @Test
  void killedProxyMovesTheAddressAndAMailArrives() throws Exception {
    ExampleRun run = ExampleRun.of("active-standby", "failover", folder);

    assertThat(run.text())
        .containsSubsequence(
            "node1 holds 10.0.0.10 and answers",
            "node2 holds 10.0.0.10 after",
            "From: loadb01@domain.ext",
            "Subject: [node2] VRRP Instance VI_1 - Entering MASTER state",
            "X-Mailer: Keepalived",
            "To: your@emailaddress.com",
            "=> VRRP Instance is now owning VRRP VIPs <=",
            "node1 has the traffic back",
            "SHOWN");
    assertThat(run.number("node2 holds 10.0.0.10 after (\\d+) ms")).isLessThan(8_000);
  }
}
