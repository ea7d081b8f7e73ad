package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.Proxy;
import io.jhaproxy.core.stats.ProxyCounters;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.grammar.source.Severity;
import org.jspecify.annotations.Nullable;

/** The answer to SIGHUP: all servers and proxies with their connections (management guide, 4). */
final class ServerStates {
  private final Engine engine;
  private final Console console;

  ServerStates(Engine engine, Console console) {
    this.engine = engine;
    this.console = console;
  }

  void print() {
    console.print(Severity.WARNING, "SIGHUP received, dumping servers states.");
    for (Proxy proxy : engine.generation().proxies()) {
      Backend backend = proxy.backend();
      int usable = 0;
      int backups = 0;
      if (backend != null) {
        for (Server server : backend.servers()) {
          print(backend, server);
          if (server.isUsable()) {
            usable += server.settings().backup() ? 0 : 1;
            backups += server.settings().backup() ? 1 : 0;
          }
        }
      }
      console.print(
          Severity.WARNING,
          "SIGHUP: Proxy "
              + proxy.model().name()
              + servers(backend, usable, backups)
              + connections(proxy.frontend(), backend));
    }
  }

  private void print(Backend backend, Server server) {
    ServerCounters sum = new ServerCounters();
    server.sumCounters(sum);
    console.print(
        Severity.WARNING,
        "SIGHUP: Server "
            + backend.name()
            + "/"
            + server.name()
            + " is "
            + (server.isUsable() ? "UP" : "DOWN")
            + ". Conn: "
            + server.served()
            + " act, "
            + server.queueLength()
            + " pend, "
            + sum.stot
            + " tot.");
  }

  private static String servers(@Nullable Backend backend, int usable, int backups) {
    if (backend == null || backend.servers().isEmpty()) {
      return " has no servers. ";
    }
    if (usable + backups == 0) {
      return " has no server available ! ";
    }
    return " has " + usable + " active servers and " + backups + " backup servers available. ";
  }

  private static String connections(@Nullable Frontend frontend, @Nullable Backend backend) {
    ProxyCounters front = new ProxyCounters();
    ProxyCounters back = new ProxyCounters();
    int pending = 0;
    int unassigned = 0;
    if (frontend != null) {
      frontend.sumCounters(front);
    }
    if (backend != null) {
      backend.sumCounters(back);
      unassigned = backend.queueLength();
      pending = unassigned;
      for (Server server : backend.servers()) {
        pending += server.queueLength();
      }
    }
    return "Conn: act(FE+BE): "
        + front.scur
        + "+"
        + back.scur
        + ", "
        + pending
        + " pend ("
        + unassigned
        + " unass), tot(FE+BE): "
        + front.connTot
        + "+"
        + back.stot
        + ".";
  }
}
