package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stats.TimeAverages;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server's traffic: slots, the queue for them, idle connections, counters. Counters and idle
 * connections belong to one worker each; slots are the whole process's.
 */
public abstract class ServerTraffic extends ServerRoute {
  private AtomicInteger served = new AtomicInteger();
  private ServerQueue queue = new ServerQueue();
  private @Nullable IdleConnections[] idle;

  /** One for each worker, and behind them what another process has counted. */
  private @Nullable ServerCounters[] counters;

  private EventRate sessionRate;
  private TimeAverages averages;

  ServerTraffic(ServerSettings settings, int workers) {
    super(settings);
    this.idle = new @Nullable IdleConnections[workers];
    this.counters = new @Nullable ServerCounters[workers + 1];
    this.sessionRate = new EventRate(workers);
    this.averages = new TimeAverages(workers);
  }

  /**
   * Goes on with the slots, the queue and the counters of the server that this one replaces, and
   * with its idle connections if they lead to the same place; before traffic begins.
   */
  final void share(ServerTraffic old, boolean samePlace) {
    served = old.served;
    queue = old.queue;
    counters = old.counters;
    sessionRate = old.sessionRate;
    averages = old.averages;
    if (samePlace) {
      idle = old.idle;
      for (IdleConnections each : idle) {
        if (each != null) {
          each.serve(this);
        }
      }
    }
  }

  /** Whether a connection that was made for the other server may be used for this one. */
  public final boolean sharesConnections(ServerTraffic other) {
    return idle == other.idle;
  }

  /** Whether a session that is bound to this server by a cookie may use it (also when draining). */
  public abstract boolean acceptsPersistent();

  /** The limit of slots that holds now, or 0 for none (maxconn, or dynamic with minconn). */
  public abstract int slotLimit();

  /** Idle connections to this server that belong to a worker; use it on that worker only. */
  public final IdleConnections idle(Worker worker) {
    IdleConnections mine = idle[worker.index()];
    if (mine == null) {
      mine = new IdleConnections(this);
      idle[worker.index()] = mine;
    }
    return mine;
  }

  /** Idle connections of all workers. */
  public final int idleConnections() {
    int sum = 0;
    for (IdleConnections each : idle) {
      sum += each == null ? 0 : each.size();
    }
    return sum;
  }

  /** Counters of one worker; only that worker writes. */
  public final ServerCounters counters(Worker worker) {
    ServerCounters mine = counters[worker.index()];
    if (mine == null) {
      mine = new ServerCounters();
      counters[worker.index()] = mine;
    }
    return mine;
  }

  /** What another process has counted before; one thread writes. */
  public final ServerCounters inherited() {
    ServerCounters before = counters[counters.length - 1];
    if (before == null) {
      before = new ServerCounters();
      counters[counters.length - 1] = before;
    }
    return before;
  }

  /** Adds up the counters of all workers. */
  public final void sumCounters(ServerCounters sum) {
    for (ServerCounters each : counters) {
      if (each != null) {
        each.addTo(sum);
      }
    }
  }

  /** Sessions that are connected or connecting; one that pauses before a retry is not counted. */
  public final long sessions() {
    long sum = 0;
    for (ServerCounters each : counters) {
      sum += each == null ? 0 : each.scur;
    }
    return sum;
  }

  /** Sessions per second. */
  public final EventRate sessionRate() {
    return sessionRate;
  }

  /** Average times of the last sessions. */
  public final TimeAverages averages() {
    return averages;
  }

  /** Sessions that hold a slot now. */
  public final int served() {
    return served.get();
  }

  /** Whether no slot is free. */
  public final boolean isFull() {
    int limit = slotLimit();
    return limit != 0 && served.get() >= limit;
  }

  /** Takes a slot if one is free; {@link Backend#release} gives it back. */
  public final boolean tryTakeSlot() {
    int limit = slotLimit();
    if (limit == 0) {
      served.incrementAndGet();
      return true;
    }
    for (int now = served.get(); now < limit; now = served.get()) {
      if (served.compareAndSet(now, now + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Takes a slot even beyond the limit (persistence to a full server, unlimited). */
  final void takeSlot() {
    served.incrementAndGet();
  }

  final void giveSlot() {
    served.decrementAndGet();
  }

  /** Streams waiting for this very server. */
  public final int queueLength() {
    return queue.length();
  }

  /** The most streams that waited for this very server at once. */
  public final int queueMax() {
    return queue.longest();
  }

  final ServerQueue queue() {
    return queue;
  }

  /** Waits for a slot of this very server. */
  final void enqueue(Waiter waiter) {
    queue.add(waiter);
  }

  /** The next stream waiting here, or null. */
  final @Nullable Waiter nextWaiter() {
    return queue.poll();
  }
}
