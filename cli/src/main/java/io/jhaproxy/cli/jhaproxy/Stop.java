package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.ServiceManager;
import io.jhaproxy.cli.process.Signals;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.Proxy;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How a running process ends. INT: at once, status 0 (130 in master-worker mode). TERM: at once, by
 * the signal itself, which is what HAProxy's parent sees (with status 0 in master-worker mode).
 * USR1: when the last client has left or hard-stop-after is over, status 0.
 */
final class Stop {
  /** 128 + SIGTERM, where the process could not be ended by the signal itself. */
  private static final int TERMINATED = 143;

  /** 128 + SIGINT. */
  private static final int INTERRUPTED = 130;

  private final Engine engine;
  private final Console console;
  private final boolean masterWorker;
  private final ServiceManager manager;
  private final Programs programs;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicBoolean leaving = new AtomicBoolean();
  private volatile @Nullable String deadly;
  private volatile int status;

  Stop(
      Engine engine,
      Console console,
      boolean masterWorker,
      ServiceManager manager,
      Programs programs) {
    this.engine = engine;
    this.console = console;
    this.manager = manager;
    this.masterWorker = masterWorker;
    this.programs = programs;
  }

  /**
   * Reacts to signals from now on.
   *
   * @param reloader what USR2 and HUP ask; null: HUP prints the state of all servers
   */
  void listen(@Nullable Reloader reloader) {
    programs.onFailure(this::now);
    Signals.on(
        "TERM",
        () -> {
          deadly = masterWorker ? null : "TERM";
          now(masterWorker ? 0 : TERMINATED);
        });
    Signals.on("INT", () -> now(masterWorker ? INTERRUPTED : 0));
    Signals.on("USR1", this::softly);
    Signals.ignore("PIPE");
    if (reloader == null) {
      Signals.on("HUP", new ServerStates(engine, console)::print);
      Signals.on("USR2", () -> console.print(Severity.WARNING, "SIGUSR2 reloads with -W only."));
    } else {
      Signals.on("HUP", reloader::request);
      Signals.on("USR2", reloader::request);
    }
    Signals.on("TTOU", () -> tellEach("Paused ", engine.pauseFrontends()));
    Signals.on("TTIN", () -> tellEach("Resumed ", engine.resumeFrontends()));
  }

  private void tellEach(String what, List<String> frontends) {
    frontends.forEach(name -> console.print(Severity.WARNING, what + name + "."));
  }

  /** Ends at once; a second signal changes nothing. */
  private void now(int exitStatus) {
    if (ending.compareAndSet(false, true)) {
      manager.stopping();
      status = exitStatus;
      engine.stopNow();
    }
  }

  private void softly() {
    if (!leaving.compareAndSet(false, true)) {
      return;
    }
    manager.stopping();
    programs.signal("USR1");
    long grace = engine.generation().model().global().get(GlobalKeys.GRACE);
    if (grace == 0) {
      depart();
      return;
    }
    // The listeners stay open; what asks the process whether it stops is told so.
    engine.announceEnd();
    console.print(Severity.NOTICE, "Scheduling a soft-stop in " + grace + " ms.");
    engine.later(
        grace,
        () -> {
          console.print(Severity.NOTICE, "Grace period expired, proceeding with soft-stop now.");
          depart();
        });
  }

  private void depart() {
    engine.stopSoftly(engine::end);
    List<Proxy> proxies = engine.generation().proxies();
    proxies.stream().filter(proxy -> proxy.frontend() != null).forEach(this::printStopped);
    proxies.stream().filter(proxy -> proxy.frontend() == null).forEach(this::printStopped);
    long limit = engine.generation().model().global().get(GlobalKeys.HARD_STOP_AFTER);
    if (limit != 0) {
      engine.later(limit, this::hardly);
    }
  }

  /** A soft stop that takes too long (manual 3.1, hard-stop-after): whoever is left is closed. */
  private void hardly() {
    console.print(Severity.WARNING, "soft-stop running for too long, performing a hard-stop.");
    for (Proxy proxy : engine.generation().proxies()) {
      Frontend frontend = proxy.frontend();
      if (frontend != null && frontend.sessions() > 0) {
        console.print(
            Severity.WARNING,
            "Proxy "
                + proxy.model().name()
                + " hard-stopped ("
                + frontend.sessions()
                + " remaining conns will be closed).");
      }
    }
    engine.killSessions();
  }

  private void printStopped(Proxy proxy) {
    long front = 0;
    long back = 0;
    if (proxy.frontend() != null) {
      ProxyCounters sum = new ProxyCounters();
      proxy.frontend().sumCounters(sum);
      front = sum.connTot;
    }
    if (proxy.backend() != null) {
      ProxyCounters sum = new ProxyCounters();
      proxy.backend().sumCounters(sum);
      back = sum.stot;
    }
    console.print(
        Severity.WARNING,
        "Proxy "
            + proxy.model().name()
            + " stopped (cumulated conns: FE: "
            + front
            + ", BE: "
            + back
            + ").");
  }

  /**
   * Waits for the end.
   *
   * @return the status to end with
   */
  int await() throws InterruptedException {
    engine.awaitEnd();
    programs.end();
    String signal = deadly;
    if (signal != null) {
      Signals.dieBy(signal);
    }
    return status;
  }
}
