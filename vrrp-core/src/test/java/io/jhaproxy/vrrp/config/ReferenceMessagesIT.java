package io.jhaproxy.vrrp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded findings are those of the keepalived that is installed. */
class ReferenceMessagesIT {
  private static final Path KEEPALIVED = Path.of("/usr/sbin/keepalived");
  private static final String INSIDE =
      "hostname corpus; ip link set lo up; for i in eth0 eth1 eth2; do"
          + " ip link add name $i type bridge; ip link set $i up; done;"
          + " ip addr add 192.168.100.1/24 dev eth0; ip addr add 10.0.0.1/24 dev eth1;"
          + " mount -t tmpfs tmpfs /run; exec keepalived -t -f \"$0\"";

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.jhaproxy.vrrp.config.MessageCase#all")
  void keepalivedSaysIt(MessageCase example) throws Exception {
    if (!Files.isExecutable(KEEPALIVED) || !"root".equals(System.getProperty("user.name"))) {
      System.out.println("SKIPPED: keepalived is not installed, or not root: " + example.name());
      Assumptions.abort("no keepalived");
    }
    Process process =
        new ProcessBuilder(
                "unshare",
                "-n",
                "-m",
                "-u",
                "--propagation",
                "private",
                "sh",
                "-c",
                INSIDE,
                example.file().toString())
            .redirectErrorStream(true)
            .start();
    List<String> said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
            .lines()
            .map(line -> line.replaceFirst("^\\w{3} \\w{3} .\\d \\S+ \\d{4}: ", ""))
            .map(MessageCase::withoutFile)
            .filter(line -> !line.isEmpty())
            .distinct()
            .toList();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(said).containsExactlyInAnyOrderElementsOf(example.messages());
    assertThat(process.exitValue()).isEqualTo(example.exitStatus());
  }
}
