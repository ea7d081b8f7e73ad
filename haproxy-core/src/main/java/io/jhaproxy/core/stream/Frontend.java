package io.jhaproxy.core.stream;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.InvalidMessage;
import io.jhaproxy.core.stats.ProxyCounters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The accepting side of a proxy at run time. */
public class Frontend {
  private final FrontendSettings settings;
  private final byte[] nameBytes;

  /** One for each worker, and behind them what another process has counted. */
  private @Nullable ProxyCounters[] counters;

  private long[] logLines;
  private EventRate sessionRate;
  private EventRate requestRate;

  /** Sessions that go by this very object, one number per worker. */
  private final int[] attached;

  private volatile @Nullable Frontend successor;
  private volatile boolean replaced;
  private final AccessLog accessLog;
  private final Routing routing;
  private final FrontendRules rules;
  private final List<Listener> listeners = Collections.synchronizedList(new ArrayList<>());
  private byte @Nullable [] defaultBackendName;
  private @Nullable Backend own;
  private @Nullable Consumer<Session> upgrader;
  private @Nullable Supplier<RequestPeek> peeks;
  private volatile @Nullable InvalidMessage lastInvalid;
  private volatile Namespaces namespaces = Namespaces.NONE;
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
    this.logLines = new long[workers + 1];
    this.sessionRate = new EventRate(workers);
    this.requestRate = new EventRate(workers);
    this.counters = new @Nullable ProxyCounters[workers + 1];
    this.attached = new int[workers];
  }

  /**
   * Takes the place of a frontend of the same name, whose counters go on here; before traffic
   * begins.
   */
  public void succeed(Frontend old) {
    counters = old.counters;
    logLines = old.logLines;
    sessionRate = old.sessionRate;
    requestRate = old.requestRate;
    if (old.maxconn != old.settings.maxconn() && settings.maxconn() == old.settings.maxconn()) {
      maxconn = old.maxconn;
    }
    accepting = old.accepting == Accepting.PAUSED ? Accepting.PAUSED : Accepting.OPEN;
  }

  /**
   * Goes on with what the administrator said of the frontend of its name in another process; before
   * traffic begins.
   *
   * @param usualMaxconn the limit of the other configuration
   * @param limit what the limit was
   * @param paused whether it refused clients
   */
  public void recall(int usualMaxconn, int limit, boolean paused) {
    if (limit != usualMaxconn && settings.maxconn() == usualMaxconn) {
      maxconn = limit;
    }
    accepting = paused ? Accepting.PAUSED : Accepting.OPEN;
  }

  /** Another frontend holds in place of this one from now on; null: none of its name does. */
  public void replacedBy(@Nullable Frontend newest) {
    successor = newest;
    replaced = true;
  }

  /** Whether it belongs to a configuration that holds no longer. */
  public final boolean isReplaced() {
    return replaced;
  }

  /** The frontend that holds in place of this one, or null. */
  public final @Nullable Frontend successor() {
    return successor;
  }

  /** Sessions that go by this very object, over all workers. */
  public int attached() {
    int sum = 0;
    for (int each : attached) {
      sum += each;
    }
    return sum;
  }

  void attach(Worker worker, int change) {
    attached[worker.index()] += change;
  }

  /** Sets the backend of the same {@code listen} section; before traffic begins. */
  public void own(@Nullable Backend backend) {
    own = backend;
  }

  /**
   * Where bytes of a stream count: in the backend it has entered, or as long as it has entered none
   * in that of the same {@code listen} section; null if there is neither.
   */
  public final @Nullable Backend countsInto(@Nullable Backend entered) {
    return entered != null ? entered : own;
  }

  /** Timeouts and options. */
  public FrontendSettings settings() {
    return settings;
  }

  /** The name as bytes, for log lines and samples. */
  public byte[] nameBytes() {
    return nameBytes;
  }

  /** Says who takes clients of a TCP frontend that turn out to speak HTTP. */
  public void upgrader(Consumer<Session> wanted) {
    upgrader = wanted;
  }

  /** Network namespaces that clients may be in. */
  Namespaces namespaces() {
    return namespaces;
  }

  /** Sets the network namespaces that clients may be in; before traffic begins. */
  public void namespaces(Namespaces known) {
    namespaces = known;
  }

  /** Who takes clients that turn out to speak HTTP, or null. */
  @Nullable Consumer<Session> upgrader() {
    return upgrader;
  }

  /** Says how content rules look at the first bytes of a TCP client as at an HTTP request. */
  public void peeks(Supplier<RequestPeek> wanted) {
    peeks = wanted;
  }

  /** A new look at the first bytes of a client, or null. */
  @Nullable RequestPeek newPeek() {
    Supplier<RequestPeek> make = peeks;
    return make == null ? null : make.get();
  }

  /** Notes the name of the default backend; empty for none. Before the first connection only. */
  public void defaultBackend(String name) {
    defaultBackendName = name.isEmpty() ? null : name.getBytes(StandardCharsets.UTF_8);
  }

  /** Name of the default backend, or null if there is none. */
  public byte @Nullable [] defaultBackendName() {
    return defaultBackendName;
  }

  /** Keeps the last request that could not be read. */
  public void invalid(InvalidMessage request) {
    lastInvalid = request;
  }

  /** The last request that could not be read, or null. */
  public @Nullable InvalidMessage lastInvalid() {
    return lastInvalid;
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
    ProxyCounters mine = counters[worker.index()];
    if (mine == null) {
      mine = new ProxyCounters();
      counters[worker.index()] = mine;
    }
    return mine;
  }

  /** What another process has counted before; one thread writes. */
  public ProxyCounters inherited() {
    ProxyCounters before = counters[counters.length - 1];
    if (before == null) {
      before = new ProxyCounters();
      counters[counters.length - 1] = before;
    }
    return before;
  }

  /** Adds up the counters of all workers. */
  public void sumCounters(ProxyCounters sum) {
    for (ProxyCounters each : counters) {
      if (each != null) {
        each.addTo(sum);
      }
    }
  }

  /** Connections now, over all workers. */
  public long sessions() {
    long sum = 0;
    for (ProxyCounters each : counters) {
      sum += each == null ? 0 : each.scur;
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
