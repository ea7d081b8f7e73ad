package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.runtime.RuntimeSession;
import io.jhaproxy.core.stream.Session;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The client connections of all workers as the runtime API sees them. */
final class LiveSessions {
  private final LiveWorkers workers;

  LiveSessions(LiveWorkers workers) {
    this.workers = workers;
  }

  /** All that are there now; waits for each worker. */
  List<RuntimeSession> all() {
    List<RuntimeSession> all = Collections.synchronizedList(new ArrayList<>());
    workers.each(tools -> tools.sessions().forEach(session -> all.add(told(session))));
    return new ArrayList<>(all);
  }

  private static RuntimeSession told(Session session) {
    Server server = session.server();
    SocketAddress source = session.source();
    boolean inet = source instanceof InetSocketAddress;
    boolean six = inet && ((InetSocketAddress) source).getAddress() instanceof Inet6Address;
    return new RuntimeSession(
        idOf(session),
        inet ? (six ? "tcpv6" : "tcpv4") : "unix_stream",
        inet ? NetUtil.toSocketAddressString((InetSocketAddress) source) : "unix:1",
        session.frontend().settings().name(),
        server == null ? "<NONE>" : server.backend().name(),
        server == null ? "<none>" : server.name(),
        session.acceptedWall(),
        session.worker().index(),
        List.of("listener=" + session.bind().address()));
  }

  /** A number for a session that is there: the worker's and the object's. */
  private static long idOf(Session session) {
    return (long) (session.worker().index() + 1) << 32 | System.identityHashCode(session);
  }

  /** Ends one; false if it is gone. */
  boolean end(long id) {
    boolean[] found = new boolean[1];
    workers.each(
        tools -> {
          for (Session session : new ArrayList<>(tools.sessions())) {
            if (idOf(session) == id) {
              found[0] = true;
              session.kill();
            }
          }
        });
    return found[0];
  }
}
