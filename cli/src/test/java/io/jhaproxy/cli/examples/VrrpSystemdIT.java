package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** sd_notify: a parent named systemd hears of readiness, reload and stop. */
class VrrpSystemdIT {
  @TempDir Path folder;

  @Test
  void tellsTheServiceManager() throws Exception {
    Path script = Path.of("src/test/resources/vrrp-systemd");
    assertThat(ExampleRun.ofScript("vrrp-systemd", script, folder).text())
        .containsSubsequence("ended with 0", "READY=1", "MAINPID=N", "RELOADING=1", "STOPPING=1")
        .endsWith("SHOWN");
  }
}
