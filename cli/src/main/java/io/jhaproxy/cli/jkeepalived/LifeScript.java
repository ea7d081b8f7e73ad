package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.daemon.DaemonLog;
import io.jhaproxy.vrrp.kernel.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code startup_script} and {@code shutdown_script}: run to their end, or to their time limit. */
final class LifeScript {
  /** The limit where none is configured. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private LifeScript() {}

  static void run(String keyword, @Nullable Command command, Duration limit, DaemonLog log) {
    if (command == null) {
      return;
    }
    Duration most = limit.isZero() ? LIMIT : limit;
    try {
      int[] status = new int[1];
      ChildProcess child =
          ChildProcess.start(
              command.words(), command.user(), command.group(), exit -> status[0] = exit);
      if (!child.await(most.toNanos())) {
        child.kill();
        log.log(keyword + " did not end within " + most.toSeconds() + " s and was killed");
      } else if (status[0] != 0) {
        log.log(keyword + " exited with status " + status[0]);
      }
    } catch (IOException e) {
      log.log(keyword + ": " + e.getMessage());
    }
  }
}
