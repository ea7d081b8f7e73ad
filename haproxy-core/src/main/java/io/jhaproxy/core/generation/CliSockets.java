package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.StatsSocket;
import io.jhaproxy.core.net.SocketFile;
import io.jhaproxy.core.runtime.CliSurroundings;
import io.jhaproxy.core.runtime.Level;
import io.jhaproxy.core.runtime.RuntimeView;
import io.jhaproxy.core.runtime.StatsSockets;
import io.jhaproxy.core.stream.BindKeys;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Opens what the {@code stats socket} lines say. */
final class CliSockets {
  private final ConfigModel model;
  private final StatsSockets sockets;

  CliSockets(ConfigModel model) {
    this.model = model;
    this.sockets = new StatsSockets(model.global().get(GlobalKeys.STATS_MAXCONN));
  }

  /** The sockets. */
  StatsSockets sockets() {
    return sockets;
  }

  /**
   * Binds all addresses.
   *
   * @param errors gets one text for each that cannot be bound
   */
  void open(List<String> errors) {
    for (StatsSocket line : model.global().list(GlobalKeys.STATS_SOCKETS)) {
      String place = "Binding [" + line.location() + "] for frontend GLOBAL: ";
      if (line.address() instanceof Address.Unix unix) {
        openUnix(unix.path(), line.settings(), place, errors);
      } else if (line.address() instanceof Address.Inet inet) {
        for (int port = inet.port(); port <= inet.lastPort(); port++) {
          openInet(inet, port, line.settings(), place, errors);
        }
      } else {
        errors.add(place + "stats sockets of this kind are not supported [" + line.text() + "]");
      }
    }
  }

  /** Begins to take clients. */
  void serve(RuntimeView view, Consumer<Throwable> failures) {
    long timeout = model.global().get(GlobalKeys.STATS_TIMEOUT);
    sockets.serve(new CliSurroundings(view, sockets.lines(), timeout, failures));
  }

  private void openUnix(String path, Settings settings, String place, List<String> errors) {
    try {
      sockets.openUnix(Path.of(path), place("unix@" + path, settings));
    } catch (IOException | RuntimeException failure) {
      errors.add(
          place + "cannot bind UNIX socket (" + SocketFile.reason(failure) + ") [" + path + "]");
    }
  }

  private void openInet(
      Address.Inet inet, int port, Settings settings, String place, List<String> errors) {
    InetSocketAddress address = Addresses.inet(inet, port);
    if (address == null) {
      errors.add(place + "could not resolve address '" + inet.host() + "'");
      return;
    }
    String text = address.getAddress().getHostAddress() + ":" + port;
    String family = address.getAddress() instanceof Inet6Address ? "ipv6@" : "ipv4@";
    try {
      sockets.openInet(address, place(family + text, settings));
    } catch (IOException | RuntimeException failure) {
      errors.add(
          place + "cannot bind socket (" + SocketFile.reason(failure) + ") for [" + text + "]");
    }
  }

  private static StatsSockets.Place place(String text, Settings settings) {
    return new StatsSockets.Place(
        text,
        Level.of(settings.get(BindKeys.LEVEL)),
        settings.get(BindKeys.SEVERITY),
        settings.get(BindKeys.UNIX_MODE),
        settings.get(BindKeys.UNIX_USER),
        settings.get(BindKeys.UNIX_GROUP));
  }
}
