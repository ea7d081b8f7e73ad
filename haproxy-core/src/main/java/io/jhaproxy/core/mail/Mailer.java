package io.jhaproxy.core.mail;

import io.jhaproxy.core.check.CheckMethod;
import io.jhaproxy.core.check.CheckPlan;
import io.jhaproxy.core.check.CheckRun;
import io.jhaproxy.core.net.Worker;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One mail server: mails go to it one after the other, each in a dialogue of its own. A mail that
 * it does not take is lost. It lives on one worker.
 */
public final class Mailer {
  /** Mails that may wait; older ones are told of by later ones. */
  private static final int MOST_WAITING = 1000;

  private final Worker worker;
  private final SocketAddress address;
  private final long timeout;
  private final ArrayDeque<List<CheckPlan.Step>> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * Makes a mailer.
   *
   * @param timeout milliseconds for a whole dialogue
   */
  public Mailer(Worker worker, SocketAddress address, long timeout) {
    this.worker = worker;
    this.address = address;
    this.timeout = timeout;
  }

  /** Sends a mail when those before it are done; from any thread. */
  void send(List<CheckPlan.Step> dialogue) {
    worker.execute(
        () -> {
          if (waiting.size() < MOST_WAITING) {
            waiting.add(dialogue);
            next();
          }
        });
  }

  private void next() {
    List<CheckPlan.Step> dialogue = busy ? null : waiting.poll();
    if (dialogue == null) {
      return;
    }
    busy = true;
    CheckPlan plan =
        new CheckPlan(
            CheckMethod.CONNECT,
            address,
            null,
            CheckPlan.Via.NOTHING,
            dialogue,
            timeout,
            0,
            timeout,
            timeout,
            timeout,
            1,
            1,
            false,
            null);
    new CheckRun(
            worker,
            plan,
            result -> {
              busy = false;
              next();
            })
        .start();
  }
}
