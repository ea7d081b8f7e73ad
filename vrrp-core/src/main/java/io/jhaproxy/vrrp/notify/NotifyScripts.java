package io.jhaproxy.vrrp.notify;

import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.NotifyOptions;
import io.jhaproxy.vrrp.kernel.ChildProcess;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.state.Notification;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs notify scripts. Those of one instance or group run one after the other in the order of the
 * events, the specific one ({@code notify_master}) before the general one ({@code notify}), so that
 * a script for BACKUP never overtakes one for MASTER. Different instances do not wait for each
 * other. Loop thread.
 */
final class NotifyScripts {
  /** A script that runs longer does not hold up the next one any more. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private record Run(Command command, List<String> appended) {}

  private final EventLoop loop;
  private final Consumer<String> log;
  private final Map<String, Deque<Run>> waiting = new HashMap<>();
  private final Map<String, ChildProcess> running = new HashMap<>();

  NotifyScripts(EventLoop loop, Consumer<String> log) {
    this.loop = loop;
    this.log = log;
  }

  void tell(Notification event) {
    NotifyOptions options = event.options();
    String key = event.kind() + " " + event.name();
    Deque<Run> queue = waiting.computeIfAbsent(key, k -> new ArrayDeque<>());
    Command specific = specific(options, event.event());
    if (specific != null) {
      queue.add(new Run(specific, List.of()));
    }
    if (options.any() != null && general(event.event())) {
      List<String> words =
          List.of(
              event.kind().name(),
              event.name(),
              event.event().name(),
              Integer.toString(event.priority()));
      queue.add(new Run(options.any(), words));
    }
    if (!running.containsKey(key)) {
      next(key);
    }
  }

  private static boolean general(Notification.Event event) {
    return switch (event) {
      case MASTER, BACKUP, FAULT, STOP, DELETED -> true;
      case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> false;
    };
  }

  private static @Nullable Command specific(NotifyOptions options, Notification.Event event) {
    return switch (event) {
      case MASTER -> options.master();
      case BACKUP -> options.backup();
      case FAULT -> options.fault();
      case STOP -> options.stop();
      case DELETED -> options.deleted();
      case MASTER_RX_LOWER_PRI -> options.masterReceivedLowerPriority();
      case MASTER_PRIORITY, BACKUP_PRIORITY -> null;
    };
  }

  private void next(String key) {
    Deque<Run> queue = waiting.get(key);
    Run run = queue == null ? null : queue.poll();
    if (run == null) {
      waiting.remove(key);
      return;
    }
    List<String> words = new ArrayList<>(run.command.words());
    words.addAll(run.appended);
    try {
      Once proceed = new Once(key);
      EventLoop.Timer patience =
          loop.after(
              PATIENCE_NANOS,
              () -> {
                log.accept("Notify script " + words.get(0) + " still runs, not waiting any longer");
                proceed.run();
              });
      ChildProcess child =
          ChildProcess.start(
              words,
              run.command.user(),
              run.command.group(),
              status ->
                  loop.post(
                      () -> {
                        patience.cancel();
                        proceed.run();
                      }));
      running.put(key, child);
    } catch (IOException e) {
      log.accept("Couldn't start notify script " + words.get(0) + ": " + e.getMessage());
      next(key);
    }
  }

  /** Whether anything runs or waits. */
  boolean idle() {
    return running.isEmpty() && waiting.isEmpty();
  }

  /** Starts the next script of a queue, at the first of two occasions. */
  private final class Once implements Runnable {
    private final String key;
    private boolean done;

    Once(String key) {
      this.key = key;
    }

    @Override
    public void run() {
      if (!done) {
        done = true;
        running.remove(key);
        next(key);
      }
    }
  }
}
