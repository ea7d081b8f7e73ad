package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.FileLimit;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.stream.StreamKeys;
import io.jhaproxy.grammar.source.Severity;

/**
 * How many connections the process may have, and the file limit for them. Where the system does not
 * allow what the configuration asks for, HAProxy refuses to start; we say so, take what there is
 * and serve.
 */
final class ConnectionLimit {
  /** Files besides connections and listeners: jars, logs, event loops, pipes. */
  private static final int RESERVE = 64;

  private final int requested;
  private final int ulimit;
  private final int others;
  private final Console console;

  ConnectionLimit(int option, ConfigModel model, Console console) {
    this.requested = option > 0 ? option : model.global().get(GlobalKeys.MAXCONN);
    this.ulimit = model.global().get(GlobalKeys.ULIMIT_N);
    this.others = RESERVE + listeners(model);
    this.console = console;
  }

  private static int listeners(ConfigModel model) {
    int threads = Math.max(1, model.global().get(GlobalKeys.NBTHREAD));
    int count = 0;
    for (ProxyModel proxy : model.proxies()) {
      count += proxy.settings().list(StreamKeys.BINDS).size();
    }
    return count * Math.max(threads, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Sets the file limit.
   *
   * @return connections of the process, at least 1
   */
  int apply() {
    long limit;
    if (ulimit > 0) {
      limit = FileLimit.set(ulimit) ? ulimit : FileLimit.current();
      if (limit != ulimit) {
        console.print(
            Severity.WARNING,
            "[haproxy.main()] Cannot set FD limit to " + ulimit + ", limit is " + limit + ".");
      }
    } else if (requested > 0) {
      limit = FileLimit.raise(files(requested));
    } else {
      limit = FileLimit.current();
    }
    int possible = (int) Math.max(1, Math.min(Integer.MAX_VALUE, (limit - others) / 2));
    if (requested <= 0) {
      return possible;
    }
    if (requested <= possible) {
      return requested;
    }
    console.print(
        Severity.WARNING,
        "[haproxy.main()] Cannot raise FD limit to "
            + files(requested)
            + ", limit is "
            + limit
            + ". Lowering maxconn from "
            + requested
            + " to "
            + possible
            + ".");
    return possible;
  }

  /** A connection is a file on each side. */
  private long files(int connections) {
    return 2L * connections + others;
  }
}
