package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every exit status of the LSB's specification of init scripts, of both scripts of the package. */
class LsbStatusIT {
  @TempDir Path folder;

  @Test
  void everyStatus() throws Exception {
    Path script = Path.of("src/test/resources/lsb-statuses");
    assertThat(ExampleRun.ofScript("lsb-statuses", script, folder).text()).isEqualTo(EXPECTED);
  }

  private static final String EXPECTED =
      """
      jhaproxy: without a file: start -> 6
      jhaproxy: without a file: restart -> 6
      jhaproxy: without a file: checkconfig -> 6
      jhaproxy: without a file: status -> 3
      jhaproxy: bad file: checkconfig -> 1
      jhaproxy: bad file: start -> 1
      jhaproxy: bad file: status -> 3
      jhaproxy: stopped: status -> 3
      jhaproxy: stopped: checkconfig -> 0
      jhaproxy: stopped: reload -> 7
      jhaproxy: stopped: force-reload -> 7
      jhaproxy: stopped: try-restart -> 0
      jhaproxy: stopped: stop -> 0
      jhaproxy: called: nothing -> 2
      jhaproxy: called: unknown -> 2
      jhaproxy: stopped, not root: start -> 4
      jhaproxy: stopped, not root: stop -> 4
      jhaproxy: stopped, not root: status -> 3
      jhaproxy: started: start -> 0
      jhaproxy: started: status -> 0
      jhaproxy: running: start -> 0
      jhaproxy: running: reload -> 0
      jhaproxy: running: force-reload -> 0
      jhaproxy: running: the same process
      jhaproxy: running, not root: status -> 0
      jhaproxy: running, not root: reload -> 4
      jhaproxy: running, not root: stop -> 4
      jhaproxy: running, not root: restart -> 4
      jhaproxy: running, bad file: reload -> 1
      jhaproxy: running, bad file: status -> 0
      jhaproxy: running, bad file: the same process
      jhaproxy: running: try-restart -> 0
      jhaproxy: running: restart -> 0
      jhaproxy: running: status -> 0
      jhaproxy: restarted: another process
      jhaproxy: running, program away: status -> 0
      jhaproxy: running, program away: start -> 5
      jhaproxy: running, program away: stop -> 5
      jhaproxy: killed: status -> 1
      jhaproxy: killed: reload -> 7
      jhaproxy: started again: start -> 0
      jhaproxy: started again: status -> 0
      jhaproxy: started again: stop -> 0
      jhaproxy: started again: status -> 3
      jhaproxy: pid file of another process: status -> 1
      jhaproxy: pid file of another process: stop -> 0
      jhaproxy: pid file of another process: status -> 3
      jhaproxy: empty pid file: status -> 1
      jhaproxy: pid file that nobody may read, not root: status -> 4
      jkeepalived: without a file: start -> 6
      jkeepalived: without a file: restart -> 6
      jkeepalived: without a file: checkconfig -> 6
      jkeepalived: without a file: status -> 3
      jkeepalived: bad file: checkconfig -> 1
      jkeepalived: stopped: status -> 3
      jkeepalived: stopped: checkconfig -> 0
      jkeepalived: stopped: reload -> 7
      jkeepalived: stopped: force-reload -> 7
      jkeepalived: stopped: try-restart -> 0
      jkeepalived: stopped: stop -> 0
      jkeepalived: called: nothing -> 2
      jkeepalived: called: unknown -> 2
      jkeepalived: stopped, not root: start -> 4
      jkeepalived: stopped, not root: stop -> 4
      jkeepalived: stopped, not root: status -> 3
      jkeepalived: started: start -> 0
      jkeepalived: started: status -> 0
      jkeepalived: running: start -> 0
      jkeepalived: running: reload -> 0
      jkeepalived: running: force-reload -> 0
      jkeepalived: running: the same process
      jkeepalived: running, not root: status -> 0
      jkeepalived: running, not root: reload -> 4
      jkeepalived: running, not root: stop -> 4
      jkeepalived: running, not root: restart -> 4
      jkeepalived: running, bad file: reload -> 0
      jkeepalived: running, bad file: status -> 0
      jkeepalived: running, bad file: the same process
      jkeepalived: running: try-restart -> 0
      jkeepalived: running: restart -> 0
      jkeepalived: running: status -> 0
      jkeepalived: restarted: another process
      jkeepalived: running, program away: status -> 0
      jkeepalived: running, program away: start -> 5
      jkeepalived: running, program away: stop -> 5
      jkeepalived: killed: status -> 1
      jkeepalived: killed: reload -> 7
      jkeepalived: started again: start -> 0
      jkeepalived: started again: status -> 0
      jkeepalived: started again: stop -> 0
      jkeepalived: started again: status -> 3
      jkeepalived: pid file of another process: status -> 1
      jkeepalived: pid file of another process: stop -> 0
      jkeepalived: pid file of another process: status -> 3
      jkeepalived: empty pid file: status -> 1
      jkeepalived: pid file that nobody may read, not root: status -> 4
      SHOWN""";
}
