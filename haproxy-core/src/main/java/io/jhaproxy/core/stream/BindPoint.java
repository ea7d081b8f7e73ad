package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.ProxyCounters;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One address of a {@code bind} line at run time; several workers may listen for it. */
public final class BindPoint {
  private final int id;
  private final byte @Nullable [] nameBytes;
  private final String address;
  private final int maxconn;

  /** One for each worker, and behind them what another process has counted. */
  private @Nullable ProxyCounters[] counters;

  private volatile @Nullable BindPoint successor;
  private volatile boolean acceptsProxy;
  private volatile int netScalerMagic;
  private volatile String namespace = "";

  /**
   * Makes a bind point.
   *
   * @param id number within the frontend, from 1
   * @param address what it is bound to, as statistics show it
   * @param maxconn connections at once, 0 for no limit
   */
  public BindPoint(int id, @Nullable String name, String address, int maxconn, int workers) {
    this.address = address;
    this.id = id;
    this.nameBytes = name == null ? null : name.getBytes(StandardCharsets.UTF_8);
    this.maxconn = maxconn;
    this.counters = new @Nullable ProxyCounters[workers + 1];
  }

  /** Takes the place of the bind point of the same address, whose counters go on here. */
  public void succeed(BindPoint old) {
    counters = old.counters;
    old.successor = this;
  }

  /** The bind point that took this one's place, or null. */
  @Nullable BindPoint successor() {
    return successor;
  }

  /** Number within the frontend. */
  public int id() {
    return id;
  }

  /** Configured name, or null. */
  public byte @Nullable [] nameBytes() {
    return nameBytes;
  }

  /** What it is bound to, as statistics show it. */
  public String address() {
    return address;
  }

  /** Whether clients begin with a PROXY header. */
  public boolean acceptsProxy() {
    return acceptsProxy;
  }

  /** Sets whether clients begin with a PROXY header; before traffic begins. */
  public void acceptsProxy(boolean accepts) {
    acceptsProxy = accepts;
  }

  /** The name of the network namespace it listens in; empty: the process's own. */
  String namespace() {
    return namespace;
  }

  /** Sets the network namespace it listens in; before traffic begins. */
  public void namespace(String name) {
    namespace = name;
  }

  /** The number that NetScaler's header begins with; 0: there is no such header. */
  int netScalerMagic() {
    return netScalerMagic;
  }

  /** Sets the number that NetScaler's header begins with; before traffic begins. */
  public void netScalerMagic(int magic) {
    netScalerMagic = magic;
  }

  /** Limit of connections, 0 for none. */
  public int maxconn() {
    return maxconn;
  }

  /** Counters of one worker. */
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

  /** Whether its own maxconn is reached. */
  public boolean isFull() {
    if (maxconn == 0) {
      return false;
    }
    return sessions() >= maxconn;
  }

  /** Connections at this moment. */
  public long sessions() {
    long sum = 0;
    for (ProxyCounters each : counters) {
      sum += each == null ? 0 : each.scur;
    }
    return sum;
  }

  void opened(Worker worker) {
    ProxyCounters mine = counters(worker);
    mine.scur++;
    mine.stot++;
    mine.connTot++;
    mine.smax = Math.max(mine.smax, sessions());
  }

  void closed(Worker worker) {
    counters(worker).scur--;
  }
}
