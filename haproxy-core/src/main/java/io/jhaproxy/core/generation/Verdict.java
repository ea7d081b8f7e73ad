package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.log.LogForwardKeywords;
import io.jhaproxy.core.peers.PeersKeywords;
import io.jhaproxy.core.stream.StreamKeys;

/**
 * What {@code -c} says about a configuration.
 *
 * @param status the exit status: 0 good, 1 errors, 2 nothing to listen on
 * @param text the lines for standard output, each with its line end
 */
public record Verdict(int status, String text) {
  /** Judges a model. */
  public static Verdict of(ConfigModel model) {
    boolean strict = model.global().get(GlobalKeys.ZERO_WARNING);
    if (model.hasErrors() || strict && model.hasWarnings()) {
      return new Verdict(1, "");
    }
    String warned = model.hasWarnings() ? "Warnings were found.\n" : "";
    if (!hasListener(model)) {
      return new Verdict(
          2,
          warned
              + "Configuration file has no error but will not start (no listener) => exit(2).\n");
    }
    return new Verdict(0, warned + "Configuration file is valid\n");
  }

  /**
   * Whether there is anything to listen on: a proxy's address, a stats socket, a log forwarder,
   * peers.
   */
  public static boolean hasListener(ConfigModel model) {
    return !model.global().list(GlobalKeys.STATS_SOCKETS).isEmpty()
        || model.extras().stream()
            .anyMatch(extra -> !extra.settings().list(LogForwardKeywords.BINDS).isEmpty())
        || model.extras().stream().anyMatch(extra -> PeersKeywords.isAtWork(extra, model))
        || listensForClients(model);
  }

  /** Whether any enabled proxy has an address to listen on. */
  public static boolean listensForClients(ConfigModel model) {
    return model.proxies().stream()
        .anyMatch(
            proxy ->
                !proxy.settings().get(ProxyKeys.DISABLED)
                    && !proxy.settings().list(StreamKeys.BINDS).isEmpty());
  }
}
