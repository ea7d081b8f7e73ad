package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.SocketOptions;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stats.TimeAverages;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One server at run time: its place in the backend, what checks and the administrator say of it,
 * its slots. Found by name on reload, so that its state outlives a generation.
 *
 * <p>State changes come from checks and the runtime API under the backend's lock; workers read
 * volatile fields.
 */
public final class Server {
  /** Weights are shown in steps of 1; HAProxy allows 0 to 256. */
  public static final int MAX_WEIGHT = 256;

  /** Parts of a unit of weight: how finely it can grow. */
  static final int PARTS = 16;

  private static final int WHOLE = 100;

  private final Backend backend;
  private final ServerSettings settings;
  private final int id;
  private final AtomicInteger served = new AtomicInteger();
  private final ServerQueue queue = new ServerQueue();
  private final IdleConnections[] idle;
  private final ServerCounters[] counters;
  private final EventRate sessionRate;
  private final TimeAverages averages;
  private final byte[] nameBytes;
  private final byte @Nullable [] cookie;
  private final List<ServerWatcher> watchers = new CopyOnWriteArrayList<>();
  private volatile SendProxy sendProxy = SendProxy.NONE;
  private volatile Destination destination = Destination.CONFIGURED;
  private volatile Source source = Source.SYSTEM;
  private @Nullable Server leader;
  private volatile Admin leaderAdmin = Admin.READY;
  private volatile long slowStart;
  private volatile long startingSince;
  private volatile int percent = WHOLE;
  private volatile boolean endsOwnSessions;
  private volatile boolean endsBackupSessions;
  private volatile byte @Nullable [] redirect;
  private volatile SocketAddress address;
  private volatile ServerState state = ServerState.RUNNING;
  private volatile Admin admin;
  private volatile int weight;
  private volatile int maxconn;
  private volatile boolean resolved;
  private volatile boolean usable;
  private volatile long lastChangeMillis;
  private volatile long downSinceMillis;
  private volatile long downtimeMillis;

  Server(Backend backend, ServerSettings settings, int id, int workers, long nowMillis) {
    this.backend = backend;
    this.settings = settings;
    this.id = id;
    this.nameBytes = settings.name().getBytes(StandardCharsets.UTF_8);
    this.address = settings.address();
    this.resolved = settings.resolved();
    this.maxconn = settings.maxconn();
    String value = settings.cookie();
    this.cookie = value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1);
    this.weight = settings.weight();
    this.admin = settings.disabled() ? Admin.MAINT : Admin.READY;
    this.lastChangeMillis = nowMillis;
    this.downSinceMillis = nowMillis;
    this.idle = new IdleConnections[workers];
    this.counters = new ServerCounters[workers];
    this.sessionRate = new EventRate(workers);
    this.averages = new TimeAverages(workers);
    for (int i = 0; i < workers; i++) {
      idle[i] = new IdleConnections(this);
      counters[i] = new ServerCounters();
    }
    refresh();
  }

  /** Name within the backend. */
  public String name() {
    return settings.name();
  }

  /** The backend that this server belongs to. */
  public Backend backend() {
    return backend;
  }

  /** What the configuration says. */
  public ServerSettings settings() {
    return settings;
  }

  /** Number shown as svid, from 1. */
  public int id() {
    return id;
  }

  /** Where traffic goes now. */
  public SocketAddress address() {
    return address;
  }

  /** Options for sockets to this server. */
  public SocketOptions socketOptions() {
    return settings.socketOptions();
  }

  /** The PROXY header ahead of its connections. */
  public SendProxy sendProxy() {
    return sendProxy;
  }

  /** Sets the PROXY header ahead of its connections; before traffic begins. */
  public void sendProxy(SendProxy header) {
    sendProxy = header;
  }

  /** How far its address is the client's. */
  public Destination destination() {
    return destination;
  }

  /** Sets how far its address is the client's; before traffic begins. */
  public void destination(Destination where) {
    destination = where;
  }

  /** Where its connections come from. */
  public Source source() {
    return source;
  }

  /** Sets where its connections come from; before traffic begins. */
  public void source(Source where) {
    source = where;
  }

  /** Where clients with a GET or HEAD request are sent instead (do not modify), or null. */
  public byte @Nullable [] redirect() {
    return redirect;
  }

  /** Sets the beginning of the address to which clients are sent; before traffic begins. */
  public void redirect(String prefix) {
    redirect = prefix.isEmpty() ? null : prefix.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Sets whose sessions end when it goes down or comes up; before traffic begins.
   *
   * @param endsOwn its own when it goes down
   * @param endsBackups those of all backup servers when it comes up
   */
  public void onMarked(boolean endsOwn, boolean endsBackups) {
    this.endsOwnSessions = endsOwn;
    this.endsBackupSessions = endsBackups && !settings.backup();
  }

  /** Whether its sessions end when it goes down ({@code on-marked-down}). */
  public boolean endsOwnSessions() {
    return endsOwnSessions;
  }

  /** Whether the sessions of backup servers end when it comes up ({@code on-marked-up}). */
  public boolean endsBackupSessions() {
    return endsBackupSessions;
  }

  /** Makes it follow another server from now on ({@code track}); before traffic begins. */
  public void track(Server other) {
    leader = other;
    state = other.state();
    leaderAdmin = other.effectiveAdmin();
    refresh();
  }

  /** The server that it follows, or null. */
  public @Nullable Server leader() {
    return leader;
  }

  /** Takes over what the server that it follows is. */
  public void follow(Server other, long nowMillis) {
    change(
        () -> {
          state = other.state() == ServerState.STARTING ? ServerState.RUNNING : other.state();
          leaderAdmin = other.effectiveAdmin();
        },
        nowMillis);
  }

  /** What the administrator says of it or of the server that it follows. */
  public Admin effectiveAdmin() {
    return admin == Admin.READY || leaderAdmin == Admin.MAINT ? leaderAdmin : admin;
  }

  /** Sets how long its weight and slots grow when it comes up; before traffic begins. */
  public void slowStart(long millis) {
    slowStart = millis;
  }

  /** How long its weight and slots grow when it comes up, milliseconds; 0: not at all. */
  public long slowStart() {
    return slowStart;
  }

  /** How much of its weight and slots it has, percent. */
  public int percent() {
    return percent;
  }

  /** Lets a server that starts grow to what it should have by now. */
  public void grow(long nowMillis) {
    if (state != ServerState.STARTING) {
      return;
    }
    long elapsed = Math.max(0, nowMillis - startingSince);
    if (elapsed >= slowStart) {
      percent = WHOLE;
      state(ServerState.RUNNING, nowMillis);
    } else {
      change(() -> percent = (int) Math.max(1, elapsed * WHOLE / slowStart), nowMillis);
    }
  }

  /** The weight for algorithms that heed its growth, in parts of a unit; at least 1. */
  int weightParts() {
    int full = weight * PARTS;
    return percent >= WHOLE ? full : Math.max(1, full * percent / WHOLE);
  }

  /** Whether its connections are the same for all clients. */
  public boolean isShareable() {
    return destination.isConfigured() && !source.isClients() && isListed();
  }

  /** Whether it stands on a server line; else it is where {@code dispatch} leads. */
  public boolean isListed() {
    return this != backend.dispatch();
  }

  /** Value of the persistence cookie (do not modify), or null. */
  public byte @Nullable [] cookie() {
    return cookie;
  }

  /** What the checks say. */
  public ServerState state() {
    return state;
  }

  /** What the administrator says. */
  public Admin admin() {
    return admin;
  }

  /** Whether it is known where the server is. */
  public boolean isResolved() {
    return resolved;
  }

  /** Whether new sessions may be balanced to this server. */
  public boolean isUsable() {
    return usable;
  }

  /** Whether a session that is bound to this server by a cookie may use it (also when draining). */
  public boolean acceptsPersistent() {
    return state != ServerState.STOPPED && effectiveAdmin() != Admin.MAINT && resolved;
  }

  /** The weight now, 0 to 256. */
  public int effectiveWeight() {
    return weight;
  }

  /** The weight of the configuration, 0 to 256. */
  public int initialWeight() {
    return settings.weight();
  }

  /** Sessions that are connected or connecting; one that pauses before a retry is not counted. */
  public long sessions() {
    long sum = 0;
    for (ServerCounters each : counters) {
      sum += each.scur;
    }
    return sum;
  }

  /** Sessions that hold a slot now. */
  public int served() {
    return served.get();
  }

  /** Streams waiting for this very server. */
  public int queueLength() {
    return queue.length();
  }

  /** The most streams that waited for this very server at once. */
  public int queueMax() {
    return queue.longest();
  }

  /** Wall clock of the last change between up and down, milliseconds. */
  public long lastChangeMillis() {
    return lastChangeMillis;
  }

  /** Milliseconds down in all, as of the given wall clock. */
  public long downtimeMillis(long nowMillis) {
    return downtimeMillis + (isDownForStatistics() ? nowMillis - downSinceMillis : 0);
  }

  /** Idle connections to this server that belong to a worker; use it on that worker only. */
  public IdleConnections idle(Worker worker) {
    return idle[worker.index()];
  }

  /** Counters of one worker; only that worker writes. */
  public ServerCounters counters(Worker worker) {
    return counters[worker.index()];
  }

  /** Sessions per second. */
  public EventRate sessionRate() {
    return sessionRate;
  }

  /** Average times of the last sessions. */
  public TimeAverages averages() {
    return averages;
  }

  /** Adds up the counters of all workers. */
  public void sumCounters(ServerCounters sum) {
    for (ServerCounters each : counters) {
      each.addTo(sum);
    }
  }

  /** Idle connections of all workers. */
  public int idleConnections() {
    int sum = 0;
    for (IdleConnections each : idle) {
      sum += each.size();
    }
    return sum;
  }

  /** The name as bytes, for log lines and samples. */
  public byte[] nameBytes() {
    return nameBytes;
  }

  /** The limit of slots as configured or set, 0 for none. */
  public int maxconn() {
    return maxconn;
  }

  /** Sets the limit of slots, 0 for none. */
  public void maxconn(int limit) {
    maxconn = limit;
    backend.wakeWaiters();
  }

  /** The limit of slots that holds now, or 0 for none (maxconn, or dynamic with minconn). */
  public int slotLimit() {
    int limit = wholeLimit();
    return limit == 0 || percent >= WHOLE ? limit : Math.max(1, limit * percent / WHOLE);
  }

  private int wholeLimit() {
    int minconn = settings.minconn();
    if (maxconn == 0 || minconn == 0 || minconn >= maxconn) {
      return maxconn;
    }
    long load = backend.served();
    int fullconn = Math.max(1, backend.fullconn());
    return load >= fullconn ? maxconn : (int) Math.max(minconn, load * maxconn / fullconn);
  }

  /** Whether no slot is free. */
  public boolean isFull() {
    int limit = slotLimit();
    return limit != 0 && served.get() >= limit;
  }

  /** Takes a slot if one is free; {@link Backend#release} gives it back. */
  public boolean tryTakeSlot() {
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
  void takeSlot() {
    served.incrementAndGet();
  }

  void giveSlot() {
    served.decrementAndGet();
  }

  ServerQueue queue() {
    return queue;
  }

  /** Changes what the checks say; the caller logs it. */
  public void state(ServerState next, long nowMillis) {
    change(() -> this.state = next, nowMillis);
  }

  /** Changes what the administrator says; the caller logs it. */
  public void admin(Admin next, long nowMillis) {
    change(() -> this.admin = next, nowMillis);
  }

  /** Changes the weight, 0 to 256. */
  public void weight(int next, long nowMillis) {
    if (next < 0 || next > MAX_WEIGHT) {
      throw new IllegalArgumentException("weight: " + next + " (expected: 0 to 256)");
    }
    change(() -> this.weight = next, nowMillis);
  }

  /** Changes where traffic goes from now on. */
  public void address(SocketAddress next, long nowMillis) {
    change(
        () -> {
          this.address = next;
          this.resolved = true;
        },
        nowMillis);
  }

  /** Whether statistics count the server as down: stopped, in maintenance or without an address. */
  public boolean isDownForStatistics() {
    return !acceptsPersistent();
  }

  private void change(Runnable what, long nowMillis) {
    synchronized (backend.lock()) {
      boolean wasDown = isDownForStatistics();
      what.run();
      boolean down = isDownForStatistics();
      if (down) {
        percent = WHOLE;
      } else if (wasDown && slowStart > 0 && state == ServerState.RUNNING) {
        state = ServerState.STARTING;
        startingSince = nowMillis;
        percent = 1;
      }
      if (wasDown != down) {
        lastChangeMillis = nowMillis;
        if (down) {
          downSinceMillis = nowMillis;
        } else {
          downtimeMillis += nowMillis - downSinceMillis;
        }
      }
      refresh();
      backend.reselect(nowMillis);
    }
    if (isUsable()) {
      backend.wakeWaiters();
    }
    watchers.forEach(each -> each.changed(this));
  }

  /** Hears of every change of the server from now on. */
  public void watch(ServerWatcher watcher) {
    watchers.add(watcher);
  }

  private void refresh() {
    usable =
        (state == ServerState.RUNNING || state == ServerState.STARTING)
            && effectiveAdmin() == Admin.READY
            && resolved
            && weight > 0;
  }

  @Override
  public String toString() {
    return backend.name() + "/" + name();
  }

  /** Waits for a slot of this very server. */
  void enqueue(Waiter waiter) {
    queue.add(waiter);
  }

  /** The next stream waiting here, or null. */
  @Nullable Waiter nextWaiter() {
    return queue.poll();
  }
}
