package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package: installed, driven by its init scripts and cluster agent, switched, removed.
 */
class PackagesIT {
  @TempDir Path folder;

  @Test
  void thePackageInstallsRunsAndGoes() throws IOException, InterruptedException {
    Peer.requireRoot();
    for (String program :
        List.of("dpkg", "unshare", "ip", "curl", "haproxy", "start-stop-daemon", "man")) {
      Peer.require(program);
    }
    Assumptions.assumeTrue(
        Files.readString(Path.of("/proc/filesystems")).contains("overlay"), "no overlay");
    Path output = folder.resolve("output");
    Process script =
        new ProcessBuilder(
                "unshare",
                "-mnpf",
                "bash",
                "src/test/resources/packages.sh",
                deb().toString(),
                folder.resolve("stage").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(script.waitFor(600, TimeUnit.SECONDS)).as("in time").isTrue();
    assertThat(Files.readAllLines(output)).containsExactly(EXPECTED.split("\n"));
  }

  private static Path deb() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("packages")))) {
      return files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
  }

  private static final String EXPECTED =
      """
      dpkg install -> 0
      man man1/jhaproxy.1 -> 0, 0 warnings, readable
      man man8/jhaproxy.8 -> 0, 0 warnings, readable
      man man8/jkeepalived.8 -> 0, 0 warnings, readable
      man man5/jhaproxy.cfg.5 -> 0, 0 warnings, readable
      jhaproxy status -> 3
      jhaproxy checkconfig -> 0
      jhaproxy start -> 0
      jhaproxy status -> 0
      served: one
      jhaproxy reload -> 0
      served: two
      same process
      jhaproxy checkconfig -> 1
      jhaproxy reload -> 1
      served: two
      jhaproxy restart -> 0
      served: three
      jhaproxy status -> 1
      jhaproxy stop -> 0
      jhaproxy status -> 3
      jkeepalived start -> 0
      jkeepalived status -> 0
      jkeepalived reload -> 0
      1
      jkeepalived stop -> 0
      jkeepalived status -> 3
      agent monitor -> 7
      agent validate-all -> 0
      agent start -> 0
      agent monitor -> 0
      agent reload -> 0
      agent stop -> 0
      agent monitor -> 7
      agent meta-data -> 0
      haproxy: the C program
      keepalived: the C program
      switch on -> 0
      haproxy: jhaproxy
      keepalived: jkeepalived
      1
      haproxy start -> 0
      served: three
      haproxy stop -> 0
      dpkg remove -> 0
      1
      0""";
}
