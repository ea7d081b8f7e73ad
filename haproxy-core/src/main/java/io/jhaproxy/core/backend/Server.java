package io.jhaproxy.core.backend;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One server at run time: its place in the backend, what checks and the administrator say of it.
 * Its configuration is in {@link ServerRoute}, its slots and counters in {@link ServerTraffic}.
 * Found by name on reload, so that its state outlives a generation.
 *
 * <p>State changes come from checks and the runtime API under the backend's lock; workers read
 * volatile fields.
 */
public final class Server extends ServerTraffic {
  /** Weights are shown in steps of 1; HAProxy allows 0 to 256. */
  public static final int MAX_WEIGHT = 256;

  /** Parts of a unit of weight: how finely it can grow. */
  static final int PARTS = 16;

  private static final int WHOLE = 100;

  private final Backend backend;
  private final int id;
  private final boolean dynamic;
  private final Admin initialAdmin;
  private volatile boolean pinned;
  private final List<ServerWatcher> watchers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Server successor;
  private @Nullable Server leader;
  private volatile Admin leaderAdmin = Admin.READY;
  private volatile long slowStart;
  private volatile long startingSince;
  private volatile int percent = WHOLE;
  private volatile SocketAddress address;
  private volatile ServerState state = ServerState.RUNNING;
  private volatile Admin admin;
  private volatile int weight;
  private volatile int maxconn;
  private volatile boolean resolved;
  private volatile boolean usable;
  private boolean neverStored;
  private volatile long lastChangeMillis;
  private volatile long downSinceMillis;
  private volatile long downtimeMillis;

  Server(
      Backend backend,
      ServerSettings settings,
      int id,
      int workers,
      long nowMillis,
      @Nullable Admin added) {
    super(settings, workers);
    this.dynamic = added != null;
    this.backend = backend;
    this.id = id;
    this.address = settings.address();
    this.resolved = settings.resolved();
    this.maxconn = settings.maxconn();
    this.weight = settings.weight();
    this.initialAdmin = added != null ? added : settings.disabled() ? Admin.MAINT : Admin.READY;
    this.admin = initialAdmin;
    this.lastChangeMillis = nowMillis;
    this.downSinceMillis = nowMillis;
    refresh();
  }

  /**
   * Takes the place of a server of the same name. What checks and the administrator said of it
   * holds on, and what the administrator changed as long as the configuration does not change the
   * same thing. Under the backend's lock, before traffic begins.
   */
  void succeed(Server old) {
    ServerMemory memory = old.memory();
    recall(memory);
    share(old, isAt(memory) && hasRouteOf(old));
  }

  /** What is known of it besides its configuration. */
  ServerMemory memory() {
    return new ServerMemory(
        name(),
        settings().address(),
        settings().disabled(),
        initialWeight(),
        settings().maxconn(),
        address,
        resolved,
        state,
        admin == initialAdmin ? null : admin,
        weight,
        maxconn,
        percent,
        startingSince,
        lastChangeMillis,
        downSinceMillis,
        downtimeMillis);
  }

  /** Whether the configuration has it where the remembered one was. */
  public boolean isAt(ServerMemory old) {
    return settings().address().equals(old.place());
  }

  /** Goes on with what was known of the server of its name; as {@link #succeed}. */
  void recall(ServerMemory old) {
    if (old.admin() != null && settings().disabled() == old.disabled()) {
      admin = old.admin();
    }
    if (old.weight() != old.usualWeight() && initialWeight() == old.usualWeight()) {
      weight = old.weight();
    }
    if (old.maxconn() != old.usualMaxconn() && settings().maxconn() == old.usualMaxconn()) {
      maxconn = old.maxconn();
    }
    if (isAt(old)) {
      address = old.address() == null ? address : old.address();
      resolved = old.resolved();
      state = old.state();
      percent = slowStart > 0 ? old.percent() : WHOLE;
      startingSince = old.startingSince();
      if (state == ServerState.STARTING && slowStart == 0) {
        state = ServerState.RUNNING;
      }
    }
    lastChangeMillis = old.lastChange();
    downSinceMillis = old.downSince();
    downtimeMillis = old.downtime();
    refresh();
  }

  /** Tells those who follow it what it is. */
  void announce() {
    watchers.forEach(each -> each.changed(this));
  }

  /** Another server holds in place of this one, which is what that one is; null for none. */
  void replacedBy(@Nullable Server newest) {
    Mirror mirror = new Mirror(this);
    Server before = successor;
    if (before != null) {
      before.watchers.remove(mirror);
    }
    watchers.removeIf(watcher -> !watcher.staysWithReplaced());
    successor = newest;
    if (newest != null) {
      newest.watchers.add(mirror);
      mirror.changed(newest);
    }
  }

  /** Lets a server that this one has replaced be what this one is. */
  private record Mirror(Server old) implements ServerWatcher {
    @Override
    public void changed(Server now) {
      ServerState wanted = now.state == ServerState.STARTING ? ServerState.RUNNING : now.state;
      if (old.state == wanted && old.admin == now.admin && old.leaderAdmin == now.leaderAdmin) {
        return;
      }
      old.change(
          () -> {
            old.state = wanted;
            old.admin = now.admin;
            old.leaderAdmin = now.leaderAdmin;
          },
          now.lastChangeMillis);
    }

    @Override
    public boolean staysWithReplaced() {
      return false;
    }
  }

  /** The server that holds in place of this one, or null. */
  public @Nullable Server successor() {
    return successor;
  }

  /** No stream uses the server any more: the one in its place need not tell it anything. */
  public void retire() {
    Server newest = successor;
    if (newest != null) {
      newest.watchers.remove(new Mirror(this));
    }
  }

  /** Whether it was added while the process ran. */
  public boolean isDynamic() {
    return dynamic;
  }

  /** What the administrator was taken to say of it at first. */
  public Admin initialAdmin() {
    return initialAdmin;
  }

  /** Something in the configuration names it: it cannot be taken away while the process runs. */
  public void pin() {
    pinned = true;
  }

  /** Whether something in the configuration names it. */
  public boolean isPinned() {
    return pinned;
  }

  /** Whether any session, waiting stream or idle connection belongs to it. */
  public boolean hasConnections() {
    return served() > 0 || sessions() > 0 || queueLength() > 0 || idleConnections() > 0;
  }

  /** The backend that this server belongs to. */
  public Backend backend() {
    return backend;
  }

  /** Number shown as svid, from 1. */
  public int id() {
    return id;
  }

  /** Where traffic goes now. */
  public SocketAddress address() {
    return address;
  }

  /** Whether stick tables never remember it ({@code non-stick}). */
  public boolean isNeverStored() {
    return neverStored;
  }

  /** Sets whether stick tables never remember it; before traffic begins. */
  public void neverStored(boolean never) {
    neverStored = never;
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

  /** What the administrator says of the server that it follows. */
  public Admin leaderAdmin() {
    return leaderAdmin;
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
    return destination().isConfigured()
        && !source().isClients()
        && !inClientsNamespace()
        && isListed();
  }

  /** Whether it stands on a server line; else it is where {@code dispatch} leads. */
  public boolean isListed() {
    return this != backend.dispatch();
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

  @Override
  public boolean acceptsPersistent() {
    return state != ServerState.STOPPED && effectiveAdmin() != Admin.MAINT && resolved;
  }

  /** The weight now, 0 to 256. */
  public int effectiveWeight() {
    return weight;
  }

  /** Wall clock of the last change between up and down, milliseconds. */
  public long lastChangeMillis() {
    return lastChangeMillis;
  }

  /** Sets when it changed last, in milliseconds of the wall clock; before traffic begins. */
  public void restoreLastChange(long millis) {
    lastChangeMillis = millis;
  }

  /** Milliseconds down in all, as of the given wall clock. */
  public long downtimeMillis(long nowMillis) {
    return downtimeMillis + (isDownForStatistics() ? nowMillis - downSinceMillis : 0);
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

  @Override
  public int slotLimit() {
    int limit = wholeLimit();
    return limit == 0 || percent >= WHOLE ? limit : Math.max(1, limit * percent / WHOLE);
  }

  private int wholeLimit() {
    int minconn = settings().minconn();
    if (maxconn == 0 || minconn == 0 || minconn >= maxconn) {
      return maxconn;
    }
    long load = backend.served();
    int fullconn = Math.max(1, backend.fullconn());
    return load >= fullconn ? maxconn : (int) Math.max(minconn, load * maxconn / fullconn);
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
          refreshCookie(backend.dynamicCookies());
        },
        nowMillis);
  }

  /** Derives the cookie anew from the address, unless the line of the server has one. */
  void refreshCookie(DynamicCookies wanted) {
    if (settings().cookie() != null) {
      return;
    }
    boolean derived =
        wanted.enabled()
            && !wanted.key().isEmpty()
            && address instanceof InetSocketAddress inet
            && inet.getAddress() != null;
    cookie(derived ? DynamicCookie.value(wanted.key(), (InetSocketAddress) address) : null);
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
    announce();
  }

  /** Hears of every change of the server from now on. */
  public void watch(ServerWatcher watcher) {
    watchers.add(watcher);
  }

  /** Some hear no more of it. */
  public void unwatch(Predicate<ServerWatcher> which) {
    watchers.removeIf(which);
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
}
