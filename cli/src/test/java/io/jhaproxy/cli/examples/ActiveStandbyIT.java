package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The active-standby document: two TCP services, one dies under load, logs split by rsyslogd. */
class ActiveStandbyIT {
  @TempDir Path folder;

  @Test
  void noNewConnectionFailsAfterTheFallTime() throws Exception {
    ExampleRun run = ExampleRun.of("active-standby", folder);

    assertThat(run.text())
        .contains("the daemon belongs to uid 99")
        .containsPattern("from then on: +service_01=0 service_02=\\d+ FAILED=0")
        .containsPattern("after its return: +service_01=\\d+ service_02=\\d+ FAILED=0")
        .containsPattern(" tcp_service_a tcp_service_a/tcp_service_a_0[12] \\d+/\\d+/\\d+ \\d+ -- ")
        .containsPattern(" stats stats/<STATS> 0/0/0/0/\\d+ 200 \\d+ - - LR-- ")
        .containsPattern(
            "(?m)^ Server tcp_service_a/tcp_service_a_01 is DOWN, reason: Layer4 connection"
                + " problem, info: \"Connection refused at initial connection step of"
                + " tcp-check\", check duration: \\d+ms\\. 1 active and 0 backup servers left\\.")
        .containsPattern(
            "(?m)^ Server tcp_service_a/tcp_service_a_01 is UP, reason: Layer4 check passed,"
                + " check duration: \\d+ms\\. 2 active and 0 backup servers online\\.")
        .endsWith("SHOWN");
    // inter 2s, fall 3: the third failing check comes 4 to 6 s after the end of the service.
    assertThat(run.number("found dead after (\\d+) ms")).isBetween(3_500L, 7_500L);
    assertThat(run.number("nothing else: (\\d+) ms per second")).isLessThan(200);
  }
}
