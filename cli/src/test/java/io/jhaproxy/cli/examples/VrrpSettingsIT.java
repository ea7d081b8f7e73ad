package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a keepalived.conf may ask of the process and the kernel, on a real node. */
class VrrpSettingsIT {
  @TempDir Path folder;

  @Test
  void processAndKernelAreAsTheFileAsks() throws Exception {
    Path script = Path.of("src/test/resources/vrrp-settings");
    assertThat(ExampleRun.ofScript("vrrp-settings", script, folder).text()).endsWith("SHOWN");
  }
}
