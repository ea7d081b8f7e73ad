package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.NetworkNamespace;
import io.jhaproxy.core.net.SocketFile;
import io.jhaproxy.core.stream.BindKeys;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens listening sockets. Each worker has a socket of its own for an IP address (SO_REUSEPORT), so
 * that the kernel spreads connections; unix sockets and inherited ones exist once.
 */
final class ListenSockets {
  private final int workers;
  private final EngineOptions.Descriptors descriptors;
  private final List<LinuxSocket> opened = new ArrayList<>();
  private final List<EngineOptions.Handed> inherited;

  ListenSockets(int workers, EngineOptions.Descriptors descriptors) {
    this.workers = workers;
    this.descriptors = descriptors;
    this.inherited = new ArrayList<>(descriptors.inherited());
  }

  /**
   * What is wrong with one {@code bind} line.
   *
   * @param errors one text for each address that cannot be bound
   * @param warnings one text for each option that the system refused
   */
  record Complaints(List<String> errors, List<String> warnings) {
    Complaints() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /** One listening address: its name in messages and its sockets, one or one per worker. */
  record Bound(String text, List<LinuxSocket> sockets) {}

  /**
   * Binds every port of an address.
   *
   * @param complaints gets what is wrong, one text each
   */
  List<Bound> open(Address address, ListenOptions options, Complaints complaints) {
    List<Bound> bound = new ArrayList<>();
    List<String> errors = complaints.errors();
    List<LinuxSocket> adopted;
    if (address instanceof Address.Inet inet) {
      for (int port = inet.port(); port <= inet.lastPort(); port++) {
        openInet(inet, port, options, bound, complaints);
      }
    } else if (address instanceof Address.Unix unix
        && !(adopted = adopt(unix.path(), options)).isEmpty()) {
      bound.add(new Bound(unix.path(), adopted));
    } else if (address instanceof Address.Abstract name
        && !(adopted = adopt("@" + name.name(), options)).isEmpty()) {
      bound.add(new Bound("abns@" + name.name(), adopted));
    } else if (address instanceof Address.Unix unix) {
      openUnix(unix.path(), options.bind(), options.backlog(), bound, errors);
    } else if (address instanceof Address.Abstract name) {
      openAbstract(name.name(), options.backlog(), bound, errors);
    } else if (address instanceof Address.Descriptor inherited) {
      descriptors.nonBlocking(inherited.fd());
      LinuxSocket socket = LinuxSocket.newSocket(inherited.fd());
      bound.add(new Bound("fd@" + inherited.fd(), List.of(socket)));
    } else {
      errors.add("sockpair@ listeners are not supported");
    }
    return bound;
  }

  /** Closes what another process handed over and nobody needs. */
  void closeInherited() {
    inherited.forEach(
        each -> {
          opened.add(LinuxSocket.newSocket(each.fd()));
        });
    inherited.clear();
    closeAll();
  }

  /** The sockets of a place that another process has handed over. */
  private List<LinuxSocket> adopt(String place, ListenOptions options) {
    List<LinuxSocket> adopted = new ArrayList<>();
    for (EngineOptions.Handed each : List.copyOf(inherited)) {
      if (each.place().equals(place)
          && each.device().equals(options.bind().get(BindKeys.INTERFACE))) {
        inherited.remove(each);
        descriptors.nonBlocking(each.fd());
        LinuxSocket socket = LinuxSocket.newSocket(each.fd());
        opened.add(socket);
        adopted.add(socket);
      }
    }
    return adopted;
  }

  /** Closes everything that was opened and is not used yet, after a failure. */
  void closeAll() {
    for (LinuxSocket socket : opened) {
      try {
        socket.close();
      } catch (IOException ignored) {
        // It was never used; there is nothing to lose.
        continue;
      }
    }
    opened.clear();
  }

  /** What was opened is in use. */
  void keep() {
    opened.clear();
  }

  private void openInet(
      Address.Inet inet,
      int port,
      ListenOptions options,
      List<Bound> bound,
      Complaints complaints) {
    InetSocketAddress address = Addresses.inet(inet, port);
    if (address == null) {
      complaints.errors().add("could not resolve address '" + inet.host() + "'");
      return;
    }
    String text = address.getAddress().getHostAddress() + ":" + port;
    List<LinuxSocket> sockets = adopt(text, options);
    List<String> refused = new ArrayList<>();
    for (int i = sockets.size(); i < workers; i++) {
      refused.clear();
      try {
        sockets.add(bind(address, options, refused));
      } catch (IOException | RuntimeException failure) {
        complaints
            .errors()
            .add("cannot bind socket (" + SocketFile.reason(failure) + ") for [" + text + "]");
        return;
      }
    }
    refused.forEach(each -> complaints.warnings().add(each + " for [" + text + "]"));
    bound.add(new Bound(text, sockets));
  }

  private LinuxSocket bind(InetSocketAddress address, ListenOptions options, List<String> refused)
      throws IOException {
    boolean six = address.getAddress() instanceof Inet6Address;
    LinuxSocket socket = newSocket(options.bind().get(BindKeys.NAMESPACE), six);
    opened.add(socket);
    options.apply(socket, six, refused);
    socket.bind(address);
    socket.listen(options.backlog());
    return socket;
  }

  private LinuxSocket newSocket(String namespace, boolean six) throws IOException {
    SocketProtocolFamily family = six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    if (namespace.isEmpty()) {
      return LinuxSocket.newSocketStream(family);
    }
    try (NetworkNamespace.Visit visit = descriptors.namespace(namespace).enter()) {
      return LinuxSocket.newSocketStream(family);
    }
  }

  private void openUnix(
      String path, Settings settings, int backlog, List<Bound> bound, List<String> errors) {
    try {
      Files.deleteIfExists(Path.of(path));
      bound.add(new Bound(path, List.of(bindDomain(path, backlog))));
      SocketFile.apply(
          Path.of(path),
          settings.get(BindKeys.UNIX_MODE),
          settings.get(BindKeys.UNIX_USER),
          settings.get(BindKeys.UNIX_GROUP));
    } catch (IOException | RuntimeException failure) {
      errors.add("cannot bind UNIX socket (" + SocketFile.reason(failure) + ") for [" + path + "]");
    }
  }

  private void openAbstract(String name, int backlog, List<Bound> bound, List<String> errors) {
    try {
      bound.add(new Bound("abns@" + name, List.of(bindDomain("\0" + name, backlog))));
    } catch (IOException | RuntimeException failure) {
      errors.add(
          "cannot bind UNIX socket (" + SocketFile.reason(failure) + ") [abns@" + name + "]");
    }
  }

  private LinuxSocket bindDomain(String path, int backlog) throws IOException {
    LinuxSocket socket = LinuxSocket.newSocketDomain();
    opened.add(socket);
    socket.bind(new DomainSocketAddress(path));
    socket.listen(backlog);
    return socket;
  }
}
