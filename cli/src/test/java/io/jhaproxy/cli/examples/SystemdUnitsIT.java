package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The units under a real systemd: a start that returns when the service serves, a reload that
 * checks first, a restart after SIGKILL, a stop; and Debian's own units with the programs switched.
 */
class SystemdUnitsIT {
  @TempDir Path folder;

  @Test
  void unitsDoWhatTheySay() throws Exception {
    Path script = Path.of("src/test/resources/systemd-units");
    assertThat(ExampleRun.ofScript("systemd-units", script, folder).text()).isEqualTo(EXPECTED);
  }

  private static final String EXPECTED =
      """
      == jhaproxy.service
      start jhaproxy -> 0, active
      serves at once: Type=notify
      the pid file names it
      reload jhaproxy -> 0, active
      the same process
      reload jhaproxy -> 1, active
      the journal says why
      the same process
      restarted after KILL
      stop jhaproxy -> 0, inactive
      result: success
      start jhaproxy -> 1, activating
      stop jhaproxy -> 0, inactive
      == jkeepalived.service
      start jkeepalived -> 0, active
      reload jkeepalived -> 0, active
      the same process
      reload jkeepalived -> 0, active
      the same process
      restarted after KILL
      stop jkeepalived -> 0, inactive
      result: success
      == Debian's units with the programs switched
      start haproxy -> 0, active
      reload haproxy -> 0, active
      the same process
      start keepalived -> 0, active
      reload keepalived -> 0, active
      the same process
      serves
      has the address
      stop haproxy -> 0, inactive
      stop keepalived -> 0, inactive
      SHOWN""";
}
