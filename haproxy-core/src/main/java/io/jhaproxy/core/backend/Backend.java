package io.jhaproxy.core.backend;

import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.stats.EventRate;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.TimeAverages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one proxy at run time and how a stream gets one of them: by balance algorithm,
 * waiting in a queue where limits say so.
 */
public class Backend {
  private final BackendSettings settings;
  private final byte[] nameBytes;
  private final Balancer balancer;

  /** One for each worker, and behind them what another process has counted. */
  private @Nullable ProxyCounters[] counters;

  private EventRate sessionRate;
  private TimeAverages averages;
  private volatile ServerList servers = ServerList.of(List.of());
  private ServerQueue queue = new ServerQueue();
  private @Nullable Server dispatch;
  private Object lock = new Object();
  private volatile @Nullable Backend successor;
  private volatile Affinity affinity = Affinity.NONE;
  private DynamicCookies configuredCookies = DynamicCookies.NONE;
  private volatile DynamicCookies dynamicCookies = DynamicCookies.NONE;
  private volatile @Nullable Selection selection;
  private volatile long lastChangeMillis;
  private volatile long downSinceMillis;
  private volatile long downtimeMillis;
  private volatile int downTransitions;

  /** Makes a backend without servers; {@code nowMillis} is the wall clock. */
  public Backend(BackendSettings settings, Balancer balancer, int workers, long nowMillis) {
    this.lastChangeMillis = nowMillis;
    this.settings = settings;
    this.nameBytes = settings.name().getBytes(StandardCharsets.UTF_8);
    this.balancer = balancer;
    this.counters = new @Nullable ProxyCounters[workers + 1];
    this.sessionRate = new EventRate(workers);
    this.averages = new TimeAverages(workers);
  }

  /**
   * Takes the place of a backend of the same name: its queue, counters and times go on here, and
   * each server goes on with the state of the one of its name. Before traffic begins; streams of
   * the old one may go on with it.
   *
   * @param nowMillis the wall clock
   */
  public void succeed(Backend old, long nowMillis) {
    counters = old.counters;
    sessionRate = old.sessionRate;
    averages = old.averages;
    queue = old.queue;
    lock = old.lock;
    synchronized (lock) {
      for (Server server : servers.list()) {
        Server before = old.server(server.name());
        if (before != null) {
          server.succeed(before);
        }
      }
      Server before = old.dispatch;
      if (dispatch != null && before != null) {
        dispatch.succeed(before);
      }
      if (!old.dynamicCookies.equals(old.configuredCookies)
          && configuredCookies.equals(old.configuredCookies)) {
        dynamicCookies = old.dynamicCookies;
      }
      servers.list().forEach(server -> server.refreshCookie(dynamicCookies));
      lastChangeMillis = old.lastChangeMillis;
      downSinceMillis = old.downSinceMillis;
      downtimeMillis = old.downtimeMillis;
      downTransitions = old.downTransitions;
      boolean wasUp = old.selection != null || old.servers.list().isEmpty();
      select();
      if (wasUp && selection == null && !servers.list().isEmpty()) {
        downSinceMillis = nowMillis;
      } else if (!wasUp && selection != null) {
        downtimeMillis += nowMillis - downSinceMillis;
      }
    }
  }

  /** What is known of it and its servers besides configuration and counters. */
  public BackendMemory memory() {
    synchronized (lock) {
      List<ServerMemory> all = servers.list().stream().map(Server::memory).toList();
      return new BackendMemory(
          name(), all, lastChangeMillis, downSinceMillis, downtimeMillis, downTransitions);
    }
  }

  /**
   * Goes on with what was known of the backend of its name in another process, as {@link #succeed}
   * does in the same; before traffic begins.
   */
  public void recall(BackendMemory old) {
    synchronized (lock) {
      for (ServerMemory memory : old.servers()) {
        Server server = server(memory.name());
        if (server != null) {
          server.recall(memory);
          server.refreshCookie(dynamicCookies);
        }
      }
      Selection before = selection;
      select();
      balancer.changed(before, selection);
      lastChangeMillis = old.lastChange();
      downSinceMillis = old.downSince();
      downtimeMillis = old.downtime();
      downTransitions = old.downTransitions();
    }
    servers.list().forEach(Server::announce);
  }

  /**
   * Another backend holds in place of this one from now on: it gives the slots, and each server
   * here is what the one of its name there is. Streams that are here go on.
   *
   * @param newest null if there is none of its name any more
   */
  public void replacedBy(@Nullable Backend newest) {
    successor = newest;
    for (Server server : servers.list()) {
      server.replacedBy(newest == null ? null : newest.server(server.name()));
    }
  }

  /**
   * Makes a server, which {@link #begin} or {@link #join} lets be seen.
   *
   * @param admin its state, or null for the one that its line says
   */
  public Server makeServer(
      ServerSettings serverSettings, int id, @Nullable Admin admin, long nowMillis) {
    return new Server(this, serverSettings, id, counters.length - 1, nowMillis, admin);
  }

  /** Gives the backend the servers of its configuration, in order; before traffic begins. */
  public void begin(List<Server> configured, long nowMillis) {
    synchronized (lock) {
      servers = ServerList.of(configured);
      reselect(nowMillis);
      lastChangeMillis = nowMillis;
      downtimeMillis = 0;
    }
  }

  /** A server of {@link #makeServer} belongs to the backend from now on. */
  public void join(Server server, long nowMillis) {
    synchronized (lock) {
      List<Server> more = new ArrayList<>(servers.list());
      more.add(server);
      servers = ServerList.of(more);
      if (server.isUsable()) {
        reselect(nowMillis);
      }
    }
  }

  /**
   * Takes a server away that is in maintenance.
   *
   * @return false if something still belongs to it
   */
  public boolean leave(Server server, long nowMillis) {
    synchronized (lock) {
      if (server.hasConnections()) {
        return false;
      }
      List<Server> fewer = new ArrayList<>(servers.list());
      fewer.remove(server);
      servers = ServerList.of(fewer);
      reselect(nowMillis);
      return true;
    }
  }

  /** The lowest number that no server has. */
  public int freeId() {
    BitSet taken = new BitSet();
    servers.list().forEach(server -> taken.set(server.id()));
    return taken.nextClearBit(1);
  }

  /**
   * Adds the place that everybody goes to whom no cookie or rule leads to a server ({@code
   * dispatch}, {@code option transparent}); before traffic begins.
   */
  public Server addDispatch(ServerSettings serverSettings, long nowMillis) {
    Server made = new Server(this, serverSettings, 0, counters.length - 1, nowMillis, null);
    dispatch = made;
    return made;
  }

  /** Where everybody goes whom no cookie or rule leads to a server; null: servers are balanced. */
  public @Nullable Server dispatch() {
    return dispatch;
  }

  /** The proxy's name. */
  public String name() {
    return settings.name();
  }

  /** The name as bytes, for log lines and samples. */
  public byte[] nameBytes() {
    return nameBytes;
  }

  /** Timeouts and options. */
  public BackendSettings settings() {
    return settings;
  }

  /** Whether requests stay with their client's last server. */
  public Affinity affinity() {
    return affinity;
  }

  /** Sets whether requests stay with their client's last server; before traffic begins. */
  public void affinity(Affinity configured) {
    affinity = configured;
  }

  /** Whether servers get cookies that follow from their addresses. */
  public DynamicCookies dynamicCookies() {
    return dynamicCookies;
  }

  /** Sets whether servers get cookies that follow from their addresses. */
  public void dynamicCookies(DynamicCookies wanted) {
    synchronized (lock) {
      dynamicCookies = wanted;
      servers.list().forEach(server -> server.refreshCookie(wanted));
    }
  }

  /** Sets the same as the configuration has it; before traffic begins. */
  public void configureCookies(DynamicCookies configured) {
    configuredCookies = configured;
    dynamicCookies(configured);
  }

  /** The algorithm. */
  public Balancer balancer() {
    return balancer;
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

  /** Sessions per second. */
  public EventRate sessionRate() {
    return sessionRate;
  }

  /** Average times of the last sessions. */
  public TimeAverages averages() {
    return averages;
  }

  /** Adds up the counters of all workers. */
  public void sumCounters(ProxyCounters sum) {
    for (ProxyCounters each : counters) {
      if (each != null) {
        each.addTo(sum);
      }
    }
  }

  /** Sessions now, over all workers. */
  public long sessions() {
    long sum = 0;
    for (ProxyCounters each : counters) {
      sum += each == null ? 0 : each.scur;
    }
    return sum;
  }

  /** All servers in configuration order, as they are now; the list never changes. */
  public List<Server> servers() {
    return servers.list();
  }

  /** The server of that name, or null. */
  public @Nullable Server server(String serverName) {
    return servers.named(serverName);
  }

  /** The usable servers now, or null if there is none. */
  public @Nullable Selection selection() {
    return selection;
  }

  /** Slots taken on all servers. */
  public int served() {
    int sum = 0;
    for (Server server : servers.list()) {
      sum += server.served();
    }
    return sum;
  }

  /** Streams waiting for any server of this backend. */
  public int queueLength() {
    return queue.length();
  }

  /** The most streams that waited for any server at once. */
  public int queueMax() {
    return queue.longest();
  }

  int fullconn() {
    return settings.fullconn();
  }

  Object lock() {
    return lock;
  }

  /**
   * Picks a server and takes a slot of it.
   *
   * @param avoid a server that just failed for this stream, or null
   * @return null if none is usable ({@link #selection()} is null) or all are full: then {@link
   *     #enqueue} waits
   */
  public @Nullable Server assign(BalanceKey key, @Nullable Server avoid) {
    Selection usable = selection;
    return usable == null ? null : balancer.pick(usable, key, avoid);
  }

  /**
   * Waits for a slot: of the server that the key leads to, or of any.
   *
   * @return the server waited for or this stream's grant at once, as {@link Waiting}
   */
  public Waiting enqueue(Waiter waiter, BalanceKey key) {
    synchronized (lock) {
      Selection usable = selection;
      if (usable == null) {
        return Waiting.IMPOSSIBLE;
      }
      Server bound = balancer.isDeterministic() ? balancer.choice(usable, key) : null;
      if (bound != null) {
        return enqueue(waiter, bound);
      }
      queue.add(waiter);
    }
    wakeWaiters();
    return Waiting.QUEUED;
  }

  /** The server that a deterministic algorithm leads to, full or not; else null. */
  public @Nullable Server bound(BalanceKey key) {
    Selection usable = selection;
    return usable != null && balancer.isDeterministic() ? balancer.choice(usable, key) : null;
  }

  /** Waits for a slot of one server (persistence). */
  public Waiting enqueue(Waiter waiter, Server server) {
    synchronized (lock) {
      int maxqueue = server.settings().maxqueue();
      if (maxqueue > 0 && server.queueLength() >= maxqueue) {
        return Waiting.IMPOSSIBLE;
      }
      server.enqueue(waiter);
    }
    wakeWaiters();
    return Waiting.QUEUED;
  }

  /** Whether a stream may wait now. */
  public enum Waiting {
    /** It is in a queue and will be granted a slot or time out. */
    QUEUED,
    /** There is nothing to wait for. */
    IMPOSSIBLE
  }

  /** Takes a stream out of the queues; false if it was granted meanwhile. */
  public boolean cancel(Waiter waiter) {
    synchronized (lock) {
      if (queue.remove(waiter)) {
        return true;
      }
      for (Server server : servers.list()) {
        if (server.queue().remove(waiter)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Gives back a slot, which goes to the next stream that waits. */
  public void release(Server server) {
    server.giveSlot();
    if (server.queueLength() > 0 || queue.length() > 0) {
      wakeWaiters();
    }
  }

  /**
   * Gives free slots to waiting streams: the server's own queue first. Where another backend has
   * taken this one's place, it gives them; only servers that are not there any more are left here.
   */
  void wakeWaiters() {
    Backend next = successor;
    List<Runnable> grants = new ArrayList<>();
    synchronized (lock) {
      for (Server server : servers.list()) {
        if (next != null && server.successor() != null) {
          continue;
        }
        boolean balanced = next == null && server.isUsable();
        while (server.acceptsPersistent()
            && (server.queueLength() > 0 || (balanced && queue.length() > 0))
            && server.tryTakeSlot()) {
          Waiter waiter = server.queueLength() > 0 ? server.nextWaiter() : queue.poll();
          if (waiter == null) {
            server.giveSlot();
            break;
          }
          grants.add(() -> waiter.worker().execute(() -> waiter.granted(server)));
        }
      }
    }
    grants.forEach(Runnable::run);
    if (next != null) {
      next.wakeWaiters();
    }
  }

  /** Wall clock of the last change between up and down, milliseconds. */
  public long lastChangeMillis() {
    return lastChangeMillis;
  }

  /** How often the last usable server was lost. */
  public int downTransitions() {
    return downTransitions;
  }

  /** Milliseconds without a usable server, as of the given wall clock. */
  public long downtimeMillis(long nowMillis) {
    boolean down = selection == null && !servers.list().isEmpty();
    return downtimeMillis + (down ? nowMillis - downSinceMillis : 0);
  }

  /** Recomputes the usable servers; under the lock. */
  void reselect(long nowMillis) {
    Selection before = selection;
    boolean wasUp = before != null;
    select();
    balancer.changed(before, selection);
    boolean up = selection != null;
    if (wasUp == up) {
      return;
    }
    lastChangeMillis = nowMillis;
    if (up) {
      downtimeMillis += nowMillis - downSinceMillis;
    } else {
      downSinceMillis = nowMillis;
      downTransitions++;
    }
  }

  private void select() {
    List<Server> active = new ArrayList<>();
    List<Server> backups = new ArrayList<>();
    for (Server server : servers.list()) {
      if (server.isUsable()) {
        (server.settings().backup() ? backups : active).add(server);
      }
    }
    if (!active.isEmpty()) {
      selection = new Selection(active, false, balancer);
    } else if (!backups.isEmpty()) {
      List<Server> chosen = settings.allBackups() ? backups : backups.subList(0, 1);
      selection = new Selection(chosen, true, balancer);
    } else {
      selection = null;
    }
  }
}
