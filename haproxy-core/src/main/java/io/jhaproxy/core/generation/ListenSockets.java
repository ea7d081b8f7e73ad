package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.stream.BindKeys;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Opens listening sockets. Each worker has a socket of its own for an IP address (SO_REUSEPORT), so
 * that the kernel spreads connections; unix sockets and inherited ones exist once.
 */
final class ListenSockets {
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_MAXSEG = 2;
  private static final int TCP_DEFER_ACCEPT = 9;

  private final int workers;
  private final EngineOptions.Descriptors descriptors;
  private final List<LinuxSocket> opened = new ArrayList<>();

  ListenSockets(int workers, EngineOptions.Descriptors descriptors) {
    this.workers = workers;
    this.descriptors = descriptors;
  }

  /** One listening address: its name in messages and its sockets, one or one per worker. */
  record Bound(String text, List<LinuxSocket> sockets) {}

  /**
   * Binds every port of an address.
   *
   * @param errors gets one text for each address that cannot be bound
   */
  List<Bound> open(Address address, Settings settings, int backlog, List<String> errors) {
    List<Bound> bound = new ArrayList<>();
    if (address instanceof Address.Inet inet) {
      for (int port = inet.port(); port <= inet.lastPort(); port++) {
        openInet(inet, port, settings, backlog, bound, errors);
      }
    } else if (address instanceof Address.Unix unix) {
      openUnix(unix.path(), settings, backlog, bound, errors);
    } else if (address instanceof Address.Abstract name) {
      openAbstract(name.name(), backlog, bound, errors);
    } else if (address instanceof Address.Descriptor inherited) {
      descriptors.nonBlocking(inherited.fd());
      LinuxSocket socket = LinuxSocket.newSocket(inherited.fd());
      bound.add(new Bound("fd@" + inherited.fd(), List.of(socket)));
    } else {
      errors.add("sockpair@ listeners are not supported");
    }
    return bound;
  }

  /** Closes everything that was opened, after a failure. */
  void closeAll() {
    for (LinuxSocket socket : opened) {
      try {
        socket.close();
      } catch (IOException ignored) {
        // It was never used; there is nothing to lose.
        continue;
      }
    }
  }

  private void openInet(
      Address.Inet inet,
      int port,
      Settings settings,
      int backlog,
      List<Bound> bound,
      List<String> errors) {
    InetSocketAddress address = Addresses.inet(inet, port);
    if (address == null) {
      errors.add("could not resolve address '" + inet.host() + "'");
      return;
    }
    String text = address.getAddress().getHostAddress() + ":" + port;
    List<LinuxSocket> sockets = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      try {
        sockets.add(bind(address, settings, backlog));
      } catch (IOException | RuntimeException failure) {
        errors.add("cannot bind socket (" + reason(failure) + ") for [" + text + "]");
        return;
      }
    }
    bound.add(new Bound(text, sockets));
  }

  private LinuxSocket bind(InetSocketAddress address, Settings settings, int backlog)
      throws IOException {
    boolean six = address.getAddress() instanceof Inet6Address;
    LinuxSocket socket =
        LinuxSocket.newSocketStream(six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET);
    opened.add(socket);
    socket.setReuseAddress(true);
    socket.setReusePort(true);
    socket.setTcpNoDelay(true);
    if (six) {
      socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, settings.get(BindKeys.V4V6) ? 0 : 1);
    }
    if (settings.get(BindKeys.MSS) > 0) {
      socket.setIntOpt(IPPROTO_TCP, TCP_MAXSEG, settings.get(BindKeys.MSS));
    }
    if (settings.get(BindKeys.DEFER_ACCEPT)) {
      socket.setIntOpt(IPPROTO_TCP, TCP_DEFER_ACCEPT, 1);
    }
    socket.bind(address);
    socket.listen(backlog);
    return socket;
  }

  private void openUnix(
      String path, Settings settings, int backlog, List<Bound> bound, List<String> errors) {
    try {
      Files.deleteIfExists(Path.of(path));
      bound.add(new Bound(path, List.of(bindDomain(path, backlog))));
      if (settings.get(BindKeys.UNIX_MODE) >= 0) {
        Files.setPosixFilePermissions(Path.of(path), permissions(settings.get(BindKeys.UNIX_MODE)));
      }
      changeOwner(Path.of(path), settings);
    } catch (IOException | RuntimeException failure) {
      errors.add("cannot bind UNIX socket (" + reason(failure) + ") for [" + path + "]");
    }
  }

  private void openAbstract(String name, int backlog, List<Bound> bound, List<String> errors) {
    try {
      bound.add(new Bound("abns@" + name, List.of(bindDomain("\0" + name, backlog))));
    } catch (IOException | RuntimeException failure) {
      errors.add("cannot bind UNIX socket (" + reason(failure) + ") [abns@" + name + "]");
    }
  }

  private LinuxSocket bindDomain(String path, int backlog) throws IOException {
    LinuxSocket socket = LinuxSocket.newSocketDomain();
    opened.add(socket);
    socket.bind(new DomainSocketAddress(path));
    socket.listen(backlog);
    return socket;
  }

  private static void changeOwner(Path path, Settings settings) throws IOException {
    String user = settings.get(BindKeys.UNIX_USER);
    String group = settings.get(BindKeys.UNIX_GROUP);
    if (!user.isEmpty()) {
      setOwner(path, "unix:uid", user, true);
    }
    if (!group.isEmpty()) {
      setOwner(path, "unix:gid", group, false);
    }
  }

  private static void setOwner(Path path, String attribute, String name, boolean user)
      throws IOException {
    if (name.chars().allMatch(Character::isDigit)) {
      Files.setAttribute(path, attribute, Integer.parseInt(name));
      return;
    }
    var lookup = path.getFileSystem().getUserPrincipalLookupService();
    if (user) {
      Files.setOwner(path, lookup.lookupPrincipalByName(name));
    } else {
      Files.setAttribute(path, "posix:group", lookup.lookupPrincipalByGroupName(name));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & 1 << (all.length - 1 - i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  /** The system's words, as strerror has them. */
  private static String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int at = message.lastIndexOf("): ");
    String words = at >= 0 ? message.substring(at + 3) : message;
    return words.isEmpty() ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT) : words;
  }
}
