package io.jhaproxy.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.notify.Loop;
import io.jhaproxy.vrrp.state.ScriptResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracked scripts as real processes. */
class ScriptTrackerTest {
  private static ScriptModel script(String shell, long timeoutMillis) {
    return new ScriptModel(
        "chk",
        new Command(List.of("/bin/sh", "-c", shell), null, null, shell),
        Duration.ofMillis(100),
        Duration.ofMillis(timeoutMillis),
        0,
        false,
        1,
        1,
        false);
  }

  private static List<ScriptResult> results(ScriptModel script, int count, List<String> log)
      throws Exception {
    List<ScriptResult> results = new ArrayList<>();
    ScriptTracker[] tracker = new ScriptTracker[1];
    Loop.until(
        () -> results.size() >= count,
        loop -> tracker[0] = new ScriptTracker(script, loop, results::add, log::add));
    tracker[0].close();
    return results;
  }

  @ParameterizedTest
  @CsvSource({
    // script           , timeout, result
    "'exit 0'           ,       0, EXITED 0",
    "'exit 3'           ,       0, EXITED 3",
    "'kill -KILL $$'    ,       0, KILLED 9",
    "'sleep 60'         ,     100, TIMED_OUT 0",
    "'trap \"\" TERM; while :; do sleep 1; done', 100, TIMED_OUT 0",
  })
  void result(String shell, long timeoutMillis, String expected) throws Exception {
    ScriptResult result = results(script(shell, timeoutMillis), 1, new ArrayList<>()).get(0);
    assertThat(result.kind() + " " + result.value()).isEqualTo(expected);
  }

  @Test
  void missingExecutableIsAResult() throws Exception {
    ScriptModel missing =
        new ScriptModel(
            "chk",
            new Command(List.of("/nowhere/at/all"), null, null, ""),
            Duration.ofSeconds(1),
            Duration.ZERO,
            0,
            false,
            1,
            1,
            false);
    assertThat(results(missing, 1, new ArrayList<>()).get(0).kind())
        .isEqualTo(ScriptResult.Kind.NOT_STARTED);
  }

  @Test
  void runsThatTakeLongerThanTheIntervalAreNotDoubled() throws Exception {
    List<String> log = new ArrayList<>();
    results(script("sleep 0.35", 0), 2, log);
    assertThat(log)
        .isNotEmpty()
        .containsOnly("Track script chk is already running, expect idle - skipping run");
  }

  @Test
  void aHangingScriptFailsAtEveryInterval() throws Exception {
    long start = System.nanoTime();
    List<ScriptResult> results = results(script("exec sleep 60", 300), 3, new ArrayList<>());
    // After 300, 400 and 500 ms; one run after the other would need 1,100.
    assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis()).isBetween(450L, 1000L);
    assertThat(results).allMatch(result -> result.kind() == ScriptResult.Kind.TIMED_OUT);
  }
}
