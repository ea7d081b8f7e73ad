package io.jhaproxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * jkeepalived beside itself, keepalived and FRR in the VRRP laboratory: a program of the reference
 * material ({@code -Dshared=FOLDER}) that plays failures between nodes in namespaces and measures
 * what a client sees. Skipped without it.
 */
class VrrpLabIT {
  private static final Pattern VERDICT =
      Pattern.compile("\"scenario\": \"([^\"]+)\", \"verdict\": \"([^\"]+)\"");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // node1, node2, scenarios
    "j, j, 'a_start,b_sigterm,d_carrier,f_track_weight2,i_v3_ipv6,k2_split_silent,l_notify'",
    "j, j, 'n_reload,o_vmac,r_signals,s_child_killed,t_bad_config,v_smtp_alert'",
    "k, j, 'b_sigterm,e_restart'",
    "j, k, 'b_sigterm,e_restart'",
    "j, f, u_v3_interop",
    "f, j, u_v3_interop",
  })
  void noScenarioFails(String node1, String node2, String scenarios) throws Exception {
    Path lab = lab();
    Peer.requireRoot();
    Path output = folder.resolve("lab.out");
    Process process =
        new ProcessBuilder(
                lab.toString(),
                "--daemon1",
                daemon(node1, lab),
                "--daemon2",
                daemon(node2, lab),
                "--scenario",
                scenarios,
                "--start-extra",
                "1.5",
                "--slack",
                "400",
                "--out",
                folder.resolve("evidence").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    List<String> verdicts = verdicts(output);
    verdicts.forEach(verdict -> System.out.println("lab " + node1 + node2 + " " + verdict));
    assertThat(verdicts).hasSameSizeAs(scenarios.split(","));
    assertThat(verdicts)
        .as(Files.readString(output))
        .allMatch(verdict -> verdict.endsWith(" pass") || verdict.endsWith(" warn"));
  }

  /** j is ours, k is keepalived, f is FRR's vrrpd by way of the laboratory's wrapper. */
  private static String daemon(String which, Path lab) {
    return switch (which) {
      case "j" -> Program.jkeepalived().path() + " -D -f {conf}";
      case "k" -> Program.keepalived().path() + " -D -f {conf}";
      default -> {
        Peer.requireFile("/usr/lib/frr/vrrpd");
        yield lab.resolveSibling("frr-vrrp-node") + " {conf}";
      }
    };
  }

  private static List<String> verdicts(Path output) throws IOException {
    try (Stream<String> lines = Files.lines(output)) {
      return lines
          .map(VERDICT::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1) + " " + found.group(2))
          .toList();
    }
  }

  private static Path lab() {
    String shared = System.getProperty("shared", "");
    Path lab = Path.of(shared.isEmpty() ? "nowhere" : shared, "lab", "vrrp-lab");
    if (!Files.isExecutable(lab)) {
      System.out.println("SKIPPED: no VRRP laboratory (-Dshared)");
      Assumptions.abort("no VRRP laboratory");
    }
    return lab.toAbsolutePath();
  }
}
