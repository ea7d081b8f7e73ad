package io.jhaproxy.cli.jkeepalived;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** When somebody called the program; its processes pass it on, as each starts a machine anew. */
final class CallTime {
  private static final String VARIABLE = "JKEEPALIVED_CALLED";

  private CallTime() {}

  /** Tells a process that is about to be started; one that is started again is told nothing. */
  static void passOn(Map<String, String> environment, boolean again) {
    if (again) {
      environment.remove(VARIABLE);
      return;
    }
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(start -> environment.putIfAbsent(VARIABLE, "" + start.toEpochMilli()));
  }

  /** Nanoseconds since the call; 0 where it is not known or the clock was set meanwhile. */
  static long elapsedNanos() {
    String called = System.getenv(VARIABLE);
    if (called == null || !called.matches("[0-9]{1,15}")) {
      return 0;
    }
    Duration elapsed =
        Duration.between(Instant.ofEpochMilli(Long.parseLong(called)), Instant.now());
    return elapsed.isNegative() || elapsed.toMinutes() > 0 ? 0 : elapsed.toNanos();
  }
}
