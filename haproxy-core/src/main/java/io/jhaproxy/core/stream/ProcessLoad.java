package io.jhaproxy.core.stream;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections and requests of the whole process. Each worker counts for itself; the sums are read.
 */
public final class ProcessLoad {
  /** One cache line between the workers' numbers. */
  private static final int STRIDE = 16;

  /** Workers, and one for what another process has counted. */
  private final int accounts;

  private volatile int maxconn;
  private final long[] connections;
  private final long[] accepted;
  private final long[] requests;
  private final EventRate rate;
  private volatile int rateLimit;
  private final AtomicLong invalid = new AtomicLong();
  private final List<Frontend> waiting = new CopyOnWriteArrayList<>();

  /** Counts for so many workers, with the global maxconn. */
  public ProcessLoad(int workers, int maxconn) {
    this.accounts = workers + 1;
    this.maxconn = maxconn;
    this.connections = new long[accounts * STRIDE];
    this.accepted = new long[accounts * STRIDE];
    this.requests = new long[accounts * STRIDE];
    this.rate = new EventRate(workers);
  }

  /**
   * Limits the new connections of all frontends in a second; from any thread.
   *
   * @param limit maxconnrate or maxsessrate, 0 for none
   */
  public void limitRate(int limit) {
    rateLimit = limit;
  }

  /** Counts a message that could not be read; how many there were before. */
  public long nextInvalid() {
    return invalid.getAndIncrement();
  }

  /** Messages so far that could not be read. */
  public long invalid() {
    return invalid.get();
  }

  /** New connections of all frontends per second. */
  public EventRate rate() {
    return rate;
  }

  /** Another process has counted so many before; one thread calls it. */
  public void inherit(long connectionsBefore, long requestsBefore, long invalidBefore) {
    accepted[(accounts - 1) * STRIDE] += connectionsBefore;
    requests[(accounts - 1) * STRIDE] += requestsBefore;
    invalid.addAndGet(invalidBefore);
  }

  boolean isTooFast(long wallMillis) {
    return rate.isAt(rateLimit, wallMillis);
  }

  /** Changes the global maxconn; from any thread. */
  public void maxconn(int limit) {
    maxconn = limit;
    resumeWaiting();
  }

  /** Client connections so far, of one worker. */
  public long accepted(int worker) {
    return accepted[worker * STRIDE];
  }

  /** Client connections now, of one worker. */
  public long connections(int worker) {
    return connections[worker * STRIDE];
  }

  /** The global maxconn. */
  public int maxconn() {
    return maxconn;
  }

  /** Client connections now (%ac). */
  public int connections() {
    return (int) sum(connections);
  }

  /** Client connections so far. */
  public long accepted() {
    return sum(accepted);
  }

  /** Requests so far (%rt). */
  public long requests() {
    return sum(requests);
  }

  boolean isFull() {
    return connections() >= maxconn;
  }

  void opened(Worker worker) {
    connections[worker.index() * STRIDE]++;
    accepted[worker.index() * STRIDE]++;
    rate.count(worker.index(), worker.wallMillis());
  }

  void closed(Worker worker) {
    connections[worker.index() * STRIDE]--;
    resumeWaiting();
  }

  private void resumeWaiting() {
    if (!waiting.isEmpty()) {
      List<Frontend> resumed = List.copyOf(waiting);
      waiting.clear();
      resumed.forEach(Frontend::resumeListeners);
    }
  }

  /** Counts a request and returns its number (%rt); on the worker. */
  public long nextRequest(Worker worker) {
    requests[worker.index() * STRIDE]++;
    return requests();
  }

  void listenerWaits(Frontend frontend) {
    if (!waiting.contains(frontend)) {
      waiting.add(frontend);
    }
  }

  private long sum(long[] perWorker) {
    long sum = 0;
    for (int i = 0; i < accounts; i++) {
      sum += perWorker[i * STRIDE];
    }
    return sum;
  }
}
