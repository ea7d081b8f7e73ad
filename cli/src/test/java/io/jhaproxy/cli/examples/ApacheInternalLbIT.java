package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The internal load balancer document: three Apache servers in turn, a proxy that is restarted. */
class ApacheInternalLbIT {
  @TempDir Path folder;

  @Test
  void threeServersInTurnAndAServiceThatComesBack() throws Exception {
    ExampleRun run = ExampleRun.of("apache-internal-lb", folder);

    assertThat(run.text())
        .containsPattern(
            "(This is apache1\\sThis is apache2\\sThis is apache3\\s){2}"
                + "|This is apache3\\s(This is apache1\\sThis is apache2\\sThis is apache3\\s){2}")
        .contains("10.0.0.1 close GET / HTTP/1.1")
        .containsPattern("requests went to (131313|313131)")
        .containsPattern("requests went to (123123|231231|312312)")
        .endsWith("SHOWN");
    assertThat(run.number("answers again after (\\d+) ms")).isLessThan(20_000);
  }
}
