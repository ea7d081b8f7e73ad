package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's init scripts drive the programs without a change. */
class DebianInitIT {
  @TempDir Path folder;

  @Test
  void theScriptsOfDebianStartReloadRestartAndStop() throws IOException, InterruptedException {
    Peer.requireRoot();
    for (String file : List.of("/etc/init.d/haproxy", "/etc/init.d/keepalived")) {
      Peer.requireFile(file);
    }
    Assumptions.assumeTrue(Files.exists(Path.of("/lib/lsb/init-functions")), "no LSB functions");
    for (String program : List.of("start-stop-daemon", "unshare", "ip", "curl")) {
      Peer.require(program);
    }
    Path output = folder.resolve("output");
    Process script =
        new ProcessBuilder(
                "unshare",
                "-mn",
                "bash",
                "src/test/resources/debian-init.sh",
                Program.IMAGE.toString(),
                folder.resolve("stage").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(script.waitFor(400, TimeUnit.SECONDS)).as("in time").isTrue();
    assertThat(Files.readAllLines(output))
        .containsExactly(
            "haproxy status -> 3",
            "haproxy start -> 0",
            "haproxy status -> 0",
            "served: one",
            "haproxy reload -> 0",
            "served: two",
            "first process: gone",
            "haproxy reload -> 1",
            "served: two",
            "haproxy restart -> 0",
            "served: three",
            "haproxy stop -> 0",
            "haproxy status -> 3",
            "keepalived start -> 0",
            "address: 1",
            "keepalived reload -> 0",
            "address: 1",
            "keepalived restart -> 0",
            "address: 1",
            "keepalived stop -> 0",
            "address: 0");
  }
}
