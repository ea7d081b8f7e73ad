package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.HttpStream;
import io.jhaproxy.core.net.KeepAlive;
import io.jhaproxy.core.net.Listener;
import io.jhaproxy.core.stream.BindKeys;
import io.jhaproxy.core.stream.BindModel;
import io.jhaproxy.core.stream.BindPoint;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.FrontendAcceptor;
import io.jhaproxy.core.stream.Session;
import io.jhaproxy.core.stream.StreamKeys;
import io.jhaproxy.core.stream.TcpStream;
import io.jhaproxy.core.stream.WorkerTools;
import io.netty.channel.epoll.LinuxSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that clients connect to. They outlive generations: the next one takes over what it
 * binds in the same way, so that no client is refused meanwhile. Not thread safe; the engine calls
 * under its lock.
 */
final class Listening {
  /** Connections that wait for accept at most where nothing is configured. */
  private static final int DEFAULT_BACKLOG = 4096;

  private final List<WorkerTools> tools;
  private final ListenSockets sockets;
  private final List<Place> open = new ArrayList<>();

  Listening(List<WorkerTools> tools, EngineOptions.Descriptors descriptors) {
    this.tools = tools;
    this.sockets = new ListenSockets(tools.size(), descriptors);
  }

  /** What must be the same, so that a socket may stay as it is. */
  private record Key(Address address, List<Object> options) {}

  /** One bound address and who listens there. */
  private static final class Place {
    final Key key;
    final ListenSockets.Bound bound;
    final String device;
    final List<Listener> listeners = new ArrayList<>();
    @Nullable BindPoint point;
    @Nullable String frontend;

    Place(Key key, ListenSockets.Bound bound, String device) {
      this.key = key;
      this.bound = bound;
      this.device = device;
    }

    /** Whether the administrator has closed it. */
    boolean isGone() {
      return !listeners.isEmpty() && listeners.stream().allMatch(Listener::isClosed);
    }
  }

  /** A place that a generation listens at. */
  private record Claim(Proxy proxy, Frontend frontend, BindModel bind, Place place) {}

  /** What a generation needs, with all addresses bound; {@link #commit} or {@link #abort} it. */
  static final class Plan {
    private final List<Claim> claims = new ArrayList<>();
    private final List<Place> claimed = new ArrayList<>();
  }

  /**
   * Finds or binds every address of a generation. Nothing that listens is touched.
   *
   * @param errors gets one text for each address that cannot be bound
   * @param warnings gets one text for each option that the system refused
   */
  Plan plan(Generation generation, List<String> errors, List<String> warnings) {
    Plan plan = new Plan();
    for (Proxy proxy : generation.proxies()) {
      Frontend frontend = proxy.frontend();
      if (frontend != null) {
        bind(proxy, frontend, plan, errors, warnings);
      }
    }
    generation.logs().bind(errors);
    return plan;
  }

  private void bind(
      Proxy proxy, Frontend frontend, Plan plan, List<String> errors, List<String> warnings) {
    Settings front = proxy.model().settings();
    KeepAlive keepAlive =
        front.get(StreamKeys.CLITCPKA) ? front.get(StreamKeys.CLIENT_PROBES) : null;
    for (BindModel bind : front.list(StreamKeys.BINDS)) {
      ListenOptions how = new ListenOptions(bind.settings(), keepAlive, backlog(proxy, bind));
      String at =
          "Binding ["
              + bind.location()
              + "] for "
              + (proxy.backend() == null ? "frontend " : "proxy ")
              + proxy.model().name()
              + ": ";
      for (Address address : bind.addresses()) {
        ListenSockets.Complaints complaints = new ListenSockets.Complaints();
        for (Place place : places(address, how, plan, complaints)) {
          plan.claimed.add(place);
          plan.claims.add(new Claim(proxy, frontend, bind, place));
        }
        complaints.errors().forEach(text -> errors.add(at + text));
        complaints.warnings().forEach(text -> warnings.add(at + text));
      }
    }
  }

  /** Where an address is bound already, in this way and for nobody else; else it is bound now. */
  private List<Place> places(
      Address address, ListenOptions how, Plan plan, ListenSockets.Complaints complaints) {
    Key key = new Key(address, how.fixed());
    List<Place> found = new ArrayList<>();
    open.removeIf(place -> place.isGone());
    for (Place place : open) {
      if (place.key.equals(key) && !plan.claimed.contains(place)) {
        found.add(place);
      }
    }
    if (found.isEmpty()) {
      for (ListenSockets.Bound bound : sockets.open(address, how, complaints)) {
        found.add(new Place(key, bound, how.bind().get(BindKeys.INTERFACE)));
      }
    }
    return found;
  }

  private static int backlog(Proxy proxy, BindModel bind) {
    int own = bind.settings().get(BindKeys.BACKLOG);
    int common = proxy.model().settings().get(StreamKeys.BACKLOG);
    if (own != 0 || common != 0) {
      return own != 0 ? own : common;
    }
    int maxconn = proxy.model().settings().get(StreamKeys.MAXCONN);
    return maxconn != 0 ? maxconn : DEFAULT_BACKLOG;
  }

  /** Closes what was bound for a generation that will not be. */
  void abort() {
    sockets.closeAll();
  }

  /**
   * From now on clients come to the generation of the plan. Sockets that it does not need are
   * closed, after the clients that the kernel has connected already were taken.
   */
  void commit(Plan plan) {
    sockets.keep();
    sockets.closeInherited();
    for (Place place : List.copyOf(open)) {
      if (!plan.claimed.contains(place)) {
        open.remove(place);
        place.listeners.forEach(each -> each.worker().execute(each::closeDrained));
      }
    }
    for (Claim claim : plan.claims) {
      listen(claim);
    }
  }

  private void listen(Claim claim) {
    Place place = claim.place();
    BindPoint point = point(claim);
    claim.proxy().bindPoints().add(point);
    BindPoint before = place.point;
    if (before != null && claim.proxy().model().name().equals(place.frontend)) {
      point.succeed(before);
    }
    place.point = point;
    place.frontend = claim.proxy().model().name();
    Consumer<Session> starter =
        claim.frontend().settings().http() ? HttpStream::start : TcpStream::start;
    List<LinuxSocket> bound = place.bound.sockets();
    boolean fresh = place.listeners.isEmpty();
    for (int i = 0; i < bound.size(); i++) {
      // There are more sockets than workers where a process with more of them handed them over.
      WorkerTools each = tools.get(i % tools.size());
      FrontendAcceptor acceptor = new FrontendAcceptor(claim.frontend(), point, each, starter);
      if (fresh) {
        place.listeners.add(new Listener(each.worker(), bound.get(i), acceptor));
      } else {
        Listener listener = place.listeners.get(i);
        listener.worker().execute(() -> listener.acceptor(acceptor));
      }
      claim.frontend().listeners().add(place.listeners.get(i));
    }
    if (fresh) {
      open.add(place);
    }
  }

  private BindPoint point(Claim claim) {
    Settings settings = claim.bind().settings();
    String name = settings.get(BindKeys.NAME);
    int id = settings.get(BindKeys.ID);
    BindPoint point =
        new BindPoint(
            id != 0 ? id : claim.proxy().bindPoints().size() + 1,
            name.isEmpty() ? null : name,
            claim.place().bound.text(),
            settings.get(BindKeys.MAXCONN),
            tools.size());
    point.acceptsProxy(settings.get(BindKeys.ACCEPT_PROXY));
    point.namespace(settings.get(BindKeys.NAMESPACE));
    point.netScalerMagic(settings.get(BindKeys.NETSCALER_MAGIC));
    return point;
  }

  /** Every socket, of every worker. */
  List<Listener> listeners() {
    return open.stream().flatMap(place -> place.listeners.stream()).toList();
  }

  /** Begins to accept where nobody does yet; returns when every listener is registered. */
  void start() throws InterruptedException {
    List<Listener> all = listeners();
    CountDownLatch started = new CountDownLatch(all.size());
    for (Listener listener : all) {
      listener
          .worker()
          .execute(
              () -> {
                listener.start();
                started.countDown();
              });
    }
    started.await();
  }

  /** Closes every socket, after the clients that the kernel has connected already were taken. */
  void close() {
    for (Listener listener : listeners()) {
      listener.worker().execute(listener::closeDrained);
    }
  }

  /** Every socket, to be handed to another process. */
  List<EngineOptions.Handed> handed() {
    List<EngineOptions.Handed> all = new ArrayList<>();
    for (Place place : open) {
      for (Listener listener : place.listeners) {
        if (!listener.isClosed()) {
          all.add(
              new EngineOptions.Handed(
                  listener.socket().intValue(), place.bound.text(), place.device));
        }
      }
    }
    return all;
  }
}
