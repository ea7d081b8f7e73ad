package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.ProxyCounters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accepting side of a proxy at run time. */
public class Frontend {
  private final FrontendSettings settings;
  private final byte[] nameBytes;
  private final ProxyCounters[] counters;
  private final long[] logLines;
  private final EventRate sessionRate;
  private final EventRate requestRate;
  private final AccessLog accessLog;
  private final Routing routing;
  private final FrontendRules rules;
  private final List<Listener> listeners = Collections.synchronizedList(new ArrayList<>());
  private byte @Nullable [] defaultBackendName;
  private volatile boolean waiting;
  private volatile int maxconn;
  private volatile Accepting accepting = Accepting.OPEN;

  /** Makes a frontend without listeners. */
  public Frontend(
      FrontendSettings settings,
      AccessLog accessLog,
      Routing routing,
      FrontendRules rules,
      int workers) {
    this.settings = settings;
    this.maxconn = settings.maxconn();
    this.nameBytes = settings.name().getBytes(StandardCharsets.UTF_8);
    this.accessLog = accessLog;
    this.routing = routing;
    this.rules = rules;
    this.logLines = new long[workers];
    this.sessionRate = new EventRate(workers);
    this.requestRate = new EventRate(workers);
    this.counters = new ProxyCounters[workers];
    for (int i = 0; i < workers; i++) {
      counters[i] = new ProxyCounters();
    }
  }

  /** Timeouts and options. */
  public FrontendSettings settings() {
    return settings;
  }

  /** The name as bytes, for log lines and samples. */
  public byte[] nameBytes() {
    return nameBytes;
  }

  /** Notes the name of the default backend; empty for none. Before the first connection only. */
  public void defaultBackend(String name) {
    defaultBackendName = name.isEmpty() ? null : name.getBytes(StandardCharsets.UTF_8);
  }

  /** Name of the default backend, or null if there is none. */
  public byte @Nullable [] defaultBackendName() {
    return defaultBackendName;
  }

  /** Where access lines go. */
  public AccessLog accessLog() {
    return accessLog;
  }

  /** How the backend is chosen. */
  public Routing routing() {
    return routing;
  }

  /** Its transport rules. */
  public FrontendRules rules() {
    return rules;
  }

  /** Counters of one worker; only that worker writes. */
  public ProxyCounters counters(Worker worker) {
    return counters[worker.index()];
  }

  /** Adds up the counters of all workers. */
  public void sumCounters(ProxyCounters sum) {
    for (ProxyCounters each : counters) {
      each.addTo(sum);
    }
  }

  /** Connections now, over all workers. */
  public long sessions() {
    long sum = 0;
    for (ProxyCounters each : counters) {
      sum += each.scur;
    }
    return sum;
  }

  /** Sessions per second. */
  public EventRate sessionRate() {
    return sessionRate;
  }

  /** HTTP requests per second. */
  public EventRate requestRate() {
    return requestRate;
  }

  /** Whether maxconn is reached. */
  public boolean isFull() {
    int limit = maxconn;
    return limit > 0 && sessions() >= limit;
  }

  /** Connections at once, 0 for the process's limit only. */
  public int maxconn() {
    return maxconn;
  }

  /** Changes the limit of connections, 0 for the process's limit only; from any thread. */
  public void maxconn(int limit) {
    maxconn = limit;
    resumeListeners();
  }

  /** Whether {@code rate-limit sessions} is reached at that wall clock. */
  boolean isTooFast(long wallMillis) {
    return sessionRate.isAt(settings.sessionRateLimit(), wallMillis);
  }

  /** Takes the next log line number; on a worker. */
  long nextLogLine(Worker worker) {
    long sum = ++logLines[worker.index()];
    for (int i = 0; i < logLines.length; i++) {
      if (i != worker.index()) {
        sum += logLines[i];
      }
    }
    return sum;
  }

  /** All sockets that accept for this frontend. */
  public List<Listener> listeners() {
    return listeners;
  }

  /** What its sockets do. */
  public enum Accepting {
    /** They take clients as far as limits allow. */
    OPEN,
    /** They refuse clients for the time being. */
    PAUSED,
    /** They are closed. */
    STOPPED
  }

  /** What its sockets do. */
  public Accepting accepting() {
    return accepting;
  }

  /** Refuses clients until {@link #unpause}; from any thread. */
  public void pause() {
    accepting = Accepting.PAUSED;
    forEachListener(Listener::pause);
  }

  /** Takes clients again; from any thread. */
  public void unpause(int backlog) {
    accepting = Accepting.OPEN;
    forEachListener(listener -> listener.unpause(backlog));
  }

  /** Closes its sockets; sessions go on. From any thread. */
  public void stop() {
    accepting = Accepting.STOPPED;
    forEachListener(Listener::close);
  }

  private void forEachListener(Consumer<Listener> change) {
    for (Listener listener : List.copyOf(listeners)) {
      listener.worker().execute(() -> change.accept(listener));
    }
  }

  /** Notes that a listener stopped because a limit is reached. */
  void listenerWaits() {
    waiting = true;
  }

  /** Lets listeners that stopped at a limit go on. */
  void resumeListeners() {
    if (waiting) {
      waiting = false;
      for (Listener listener : listeners) {
        listener.worker().execute(listener::resume);
      }
    }
  }
}
