package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.runtime.CliSurroundings;
import io.jhaproxy.core.runtime.Level;
import io.jhaproxy.core.runtime.MasterView;
import io.jhaproxy.core.runtime.StatsSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** The socket of option {@code -S} (management guide 3 and 9.4). */
public final class MasterSocket {
  /** Clients at once. */
  private static final int MAXIMUM = 10;

  /** How long a client may be silent, milliseconds. */
  private static final long TIMEOUT = 3_600_000;

  private final StatsSockets sockets = new StatsSockets(MAXIMUM);

  private MasterSocket() {}

  /**
   * Binds it, or adopts the inherited socket of {@code fd@NUMBER}.
   *
   * @param argument an address with parameters behind commas: {@code level}, {@code mode}, {@code
   *     user}, {@code group}
   * @throws IOException if it cannot be bound or the argument is wrong
   */
  public static MasterSocket open(String argument, EngineOptions.Descriptors descriptors)
      throws IOException {
    List<String> words = List.of(argument.split(","));
    String level = "admin";
    String user = "";
    String group = "";
    int mode = -1;
    for (int i = 1; i + 1 < words.size(); i += 2) {
      String value = words.get(i + 1);
      switch (words.get(i)) {
        case "level" -> level = value;
        case "mode" -> mode = Integer.parseInt(value, 8);
        case "user", "uid" -> user = value;
        case "group", "gid" -> group = value;
        default -> throw new IOException("unknown keyword '" + words.get(i) + "'");
      }
    }
    MasterSocket made = new MasterSocket();
    made.bind(words.get(0), level, mode, user, group, descriptors);
    return made;
  }

  private void bind(
      String text,
      String level,
      int mode,
      String user,
      String group,
      EngineOptions.Descriptors descriptors)
      throws IOException {
    Address address;
    try {
      address = new AddressParser(AddressParser.Port.MANDATORY).parse(text);
    } catch (AddressParser.BadAddressException bad) {
      throw new IOException(bad.getMessage(), bad);
    }
    Level taken = Level.of(level);
    if (address instanceof Address.Unix unix) {
      sockets.openUnix(
          Path.of(unix.path()),
          new StatsSockets.Place("unix@" + unix.path(), taken, "none", mode, user, group, false));
      return;
    }
    if (address instanceof Address.Descriptor inherited) {
      sockets.adopt(
          descriptors.adopt(inherited.fd()),
          new StatsSockets.Place("fd@" + inherited.fd(), taken, "none", mode, user, group, false));
      return;
    }
    InetSocketAddress resolved =
        address instanceof Address.Inet inet ? Addresses.inet(inet, inet.port()) : null;
    if (resolved == null) {
      throw new IOException("addresses of this kind are not supported");
    }
    sockets.openInet(
        resolved, new StatsSockets.Place("ipv4@" + text, taken, "none", mode, user, group, false));
  }

  /** Begins to take clients. */
  public void serve(Engine engine, MasterView master) {
    sockets.serve(
        new CliSurroundings(
            engine.runtime(), sockets::lines, TIMEOUT, engine.options().failureLog(), master));
  }
}
