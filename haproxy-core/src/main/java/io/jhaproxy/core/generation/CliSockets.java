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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Opens what the {@code stats socket} lines say; sockets that a reload does not change stay. */
final class CliSockets {
  private final StatsSockets sockets;
  private final List<StatsSockets.Place> wanted = new ArrayList<>();

  /**
   * Opens nothing yet.
   *
   * @param maximum clients at once
   */
  CliSockets(int maximum) {
    this.sockets = new StatsSockets(maximum);
  }

  /** The sockets. */
  StatsSockets sockets() {
    return sockets;
  }

  /**
   * Binds all addresses that are not bound yet; {@link #commit} or {@link #abort} it.
   *
   * @param errors gets one text for each that cannot be bound
   */
  void plan(ConfigModel model, List<String> errors) {
    wanted.clear();
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

  /** The sockets of the plan are the ones from now on. */
  void commit() {
    sockets.retain(wanted);
  }

  /** Closes what was opened for the plan. */
  void abort() {
    sockets.closeFresh();
  }

  /** Begins to take clients where nobody does yet. */
  void serve(ConfigModel model, RuntimeView view, Consumer<Throwable> failures) {
    long timeout = model.global().get(GlobalKeys.STATS_TIMEOUT);
    sockets.serve(new CliSurroundings(view, sockets::lines, timeout, failures, null));
  }

  private void openUnix(String path, Settings settings, String place, List<String> errors) {
    StatsSockets.Place described = place("unix@" + path, settings);
    wanted.add(described);
    try {
      sockets.openUnix(Path.of(path), described);
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
    StatsSockets.Place described = place(family + text, settings);
    wanted.add(described);
    try {
      sockets.openInet(address, described);
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
        settings.get(BindKeys.UNIX_GROUP),
        settings.get(BindKeys.EXPOSE_LISTENERS));
  }
}
