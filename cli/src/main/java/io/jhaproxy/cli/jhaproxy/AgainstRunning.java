package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.config.ProxyModel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a reload with the files would change compared with the process behind a stats socket ({@code
 * -c --against-running SOCKET}). Our own processes tell what they have with fingerprints of the
 * settings; of an HAProxy the names of proxies and servers and the servers' addresses and weights
 * are known.
 */
final class AgainstRunning {
  private final List<Change> changes = new ArrayList<>();
  private final boolean detailed;

  /**
   * One difference.
   *
   * @param what added, removed or changed
   * @param kind frontend, backend, listen, listener, server, global or another section's word
   * @param name as in {@link Inventory.Item}
   */
  record Change(String what, String kind, String name) {
    private String line() {
      String sign = what.equals("added") ? "+" : what.equals("removed") ? "-" : "~";
      return sign + " " + kind + (name.equals("-") ? "" : " " + name);
    }
  }

  private AgainstRunning(boolean detailed) {
    this.detailed = detailed;
  }

  /**
   * Compares.
   *
   * @param socket path of a unix socket, or address and port
   * @throws IOException if the process cannot be asked
   */
  static AgainstRunning compare(String socket, ConfigModel model, Inventory files)
      throws IOException {
    List<String> told = ask(socket, "show model").lines().toList();
    boolean detailed = !told.isEmpty() && told.get(0).equals("# kind name fingerprint");
    AgainstRunning result = new AgainstRunning(detailed);
    if (detailed) {
      Map<String, Inventory.Item> running = new LinkedHashMap<>();
      for (String line : told.subList(1, told.size())) {
        String[] words = line.split(" ");
        if (words.length == 3) {
          Inventory.Item item = new Inventory.Item(words[0], words[1], words[2]);
          running.put(item.key(), item);
        }
      }
      result.compare(running, byKey(files.items()));
    } else {
      String names = ask(socket, "show stat -1 7 -1");
      if (!names.startsWith("# pxname")) {
        throw new IOException("it does not answer 'show stat' as a proxy does");
      }
      result.compare(running(names, ask(socket, "show servers state")), byKey(named(model)));
    }
    return result;
  }

  private static Map<String, Inventory.Item> byKey(List<Inventory.Item> items) {
    Map<String, Inventory.Item> byKey = new LinkedHashMap<>();
    items.forEach(item -> byKey.put(item.key(), item));
    return byKey;
  }

  private void compare(Map<String, Inventory.Item> running, Map<String, Inventory.Item> files) {
    files.forEach(
        (key, item) -> {
          Inventory.Item before = running.get(key);
          if (before == null) {
            changes.add(new Change("added", item.kind(), item.name()));
          } else if (!before.fingerprint().equals(item.fingerprint())) {
            changes.add(new Change("changed", item.kind(), item.name()));
          }
        });
    running.forEach(
        (key, item) -> {
          if (!files.containsKey(key)) {
            changes.add(new Change("removed", item.kind(), item.name()));
          }
        });
  }

  /** What an HAProxy tells: sides of proxies, servers with address, port and initial weight. */
  private static Map<String, Inventory.Item> running(String csv, String states) {
    Map<String, Inventory.Item> items = new LinkedHashMap<>();
    for (String line : csv.split("\n")) {
      String[] cells = line.split(",", 3);
      if (cells.length == 3 && !line.startsWith("#") && !cells[0].equals("GLOBAL")) {
        String side = cells[1].equals("FRONTEND") ? "frontend" : "backend";
        if (cells[1].equals("FRONTEND") || cells[1].equals("BACKEND")) {
          put(items, new Inventory.Item(side, cells[0], ""));
        }
      }
    }
    for (String line : states.split("\n")) {
      String[] cells = line.split(" ");
      if (cells.length > 18 && !line.startsWith("#")) {
        boolean named = !cells[17].equals("-");
        String place = (named ? cells[17] : cells[4]) + ":" + cells[18];
        put(items, new Inventory.Item("server", cells[1] + "/" + cells[3], place + "*" + cells[8]));
      }
    }
    return items;
  }

  private static void put(Map<String, Inventory.Item> items, Inventory.Item item) {
    items.put(item.key(), item);
  }

  /** The same of the files. */
  private static List<Inventory.Item> named(ConfigModel model) {
    List<Inventory.Item> items = new ArrayList<>();
    for (ProxyModel proxy : model.proxies()) {
      if (proxy.isFrontend()) {
        items.add(new Inventory.Item("frontend", proxy.name(), ""));
      }
      if (proxy.isBackend()) {
        items.add(new Inventory.Item("backend", proxy.name(), ""));
        for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
          String name = proxy.name() + "/" + server.name();
          items.add(new Inventory.Item("server", name, place(server)));
        }
      }
    }
    return items;
  }

  private static String place(ServerModel server) {
    int weight = server.settings().get(io.jhaproxy.core.backend.ServerKeys.WEIGHT);
    return server.address() instanceof Address.Inet inet
        ? inet.host() + ":" + inet.port() + "*" + weight
        : "-:0*" + weight;
  }

  /** The differences. */
  List<Change> changes() {
    return changes;
  }

  /** One line each, then how many. */
  String text() {
    StringBuilder text = new StringBuilder();
    changes.forEach(change -> text.append(change.line()).append('\n'));
    text.append(changes.isEmpty() ? "A reload would change nothing" : "A reload would change this");
    text.append(
        detailed
            ? ".\n"
            : " (only names of proxies and names, addresses and weights of servers are"
                + " compared: the running program tells no more).\n");
    return text.toString();
  }

  /** The members of a JSON object. */
  String json() {
    StringBuilder text = new StringBuilder("\"compared\":\"");
    text.append(detailed ? "settings" : "names").append("\",\"changes\":[");
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      text.append(i == 0 ? "" : ",").append("\n{\"change\":\"").append(change.what());
      text.append("\",\"kind\":").append(Report.quote(change.kind()));
      text.append(",\"name\":").append(Report.quote(change.name())).append('}');
    }
    return text.append("]").toString();
  }

  private static String ask(String socket, String command) throws IOException {
    int colon = socket.lastIndexOf(':');
    boolean inet = colon > 0 && !socket.contains("/");
    SocketAddress address =
        inet
            ? new InetSocketAddress(
                socket.substring(0, colon), Integer.parseInt(socket.substring(colon + 1)))
            : UnixDomainSocketAddress.of(Path.of(socket));
    try (SocketChannel channel =
        inet ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(address);
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.ISO_8859_1)));
      channel.shutdownOutput();
      StringBuilder answer = new StringBuilder();
      ByteBuffer bytes = ByteBuffer.allocate(65536);
      while (channel.read(bytes.clear()) >= 0) {
        answer.append(new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1));
      }
      return answer.toString();
    } catch (NumberFormatException bad) {
      throw new IOException("invalid address '" + socket + "'");
    }
  }
}
