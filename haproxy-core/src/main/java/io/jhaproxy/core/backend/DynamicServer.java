package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.Unfinished;
import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The line of a server that is added while the process runs (management guide 9.3, {@code add
 * server}). It is read as in a file, without {@code default-server}, with fewer parameters and
 * without any look-up of names.
 *
 * @param model what the line says
 * @param words the address and the parameters as they were given
 */
public record DynamicServer(ServerModel model, List<String> words) {
  /** Parameters that only lines of a file may have. */
  private static final Set<String> OF_FILES =
      Set.of(
          "cookie",
          "init-addr",
          "log-proto",
          "max-reuse",
          "namespace",
          "no-agent-check",
          "no-check",
          "no-check-send-proxy",
          "no-check-ssl",
          "no-send-proxy-v2-ssl",
          "no-send-proxy-v2-ssl-cn",
          "no-ssl",
          "non-stick",
          "redir",
          "resolve-net",
          "resolve-opts",
          "resolve-prefer",
          "resolvers",
          "socks4",
          "ssl-reuse",
          "stick",
          "tcp-ut");

  /** Copies the words. */
  public DynamicServer {
    words = List.copyOf(words);
  }

  /** Whether servers of a proxy may come while it runs: its algorithm must be a dynamic one. */
  public static boolean isPossible(ProxyModel proxy) {
    var settings = proxy.settings();
    boolean elsewhere =
        settings.get(BackendKeys.DISPATCH).isPresent() || settings.get(BackendKeys.TRANSPARENT);
    if (elsewhere && !settings.has(BackendKeys.BALANCE)) {
      return false;
    }
    return settings.get(BackendKeys.BALANCE).isDynamic(settings.get(BackendKeys.HASH));
  }

  /**
   * Reads a line.
   *
   * @param words the address and the parameters
   * @throws ConfigException with the reason alone ({@link #reason}) if the line is refused
   */
  public static DynamicServer parse(
      ProxyModel proxy, String name, List<String> words, Environment environment, Registry registry)
      throws ConfigException {
    List<String> line = new ArrayList<>(List.of(name));
    line.addAll(words);
    List<Unfinished> unfinished = new ArrayList<>();
    Arguments arguments =
        Arguments.ofCommand("server", line, environment, registry, unfinished::add);
    ServerModel model = ServerLine.dynamic(arguments, proxy, OF_FILES);
    if (!unfinished.isEmpty()) {
      throw new ConfigException(unfinished.get(0).warning());
    }
    return new DynamicServer(model, words);
  }

  /** What is wrong with a line, without the words that say where it is. */
  public static String reason(Diagnostic diagnostic) {
    String text = diagnostic.message();
    for (String place : List.of("config : [" + Location.NOWHERE + "] : ", "config : ")) {
      if (text.startsWith(place)) {
        text = text.substring(place.length());
      }
    }
    int end = text.indexOf("' : ");
    return text.startsWith("'server ") && end > 0 ? text.substring(end + "' : ".length()) : text;
  }

  /** Whether the address is a name, which nobody looks up. */
  public boolean hasName() {
    return model.address() instanceof Address.Inet inet
        && InitialAddress.of("none", inet).outcome() == InitialAddress.Outcome.UNKNOWN;
  }
}
