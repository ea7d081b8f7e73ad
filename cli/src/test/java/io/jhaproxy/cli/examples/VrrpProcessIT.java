package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals, dead processes, pid files, questions and fifty reloads of a real daemon. */
class VrrpProcessIT {
  @TempDir Path folder;

  @Test
  void endsAndAnswersAsOperatorsExpect() throws Exception {
    Path script = Path.of("src/test/resources/vrrp-process");
    ExampleRun run = ExampleRun.ofScript("vrrp-process", script, folder);

    assertThat(run.text())
        .containsSubsequence(
            "Only root may ask",
            "is not a running jkeepalived",
            "fifty reloads",
            "Cannot write pid file",
            "SHOWN");
  }

  @Test
  void surroundingsOfAnInstance() throws Exception {
    Path script = Path.of("src/test/resources/vrrp-surroundings");
    ExampleRun run = ExampleRun.ofScript("vrrp-surroundings", script, folder);

    assertThat(run.text()).contains("adverts to each peer", "SHOWN");
    assertThat(run.number("stopped after (\\d+) ms")).isLessThan(1200);
  }
}
