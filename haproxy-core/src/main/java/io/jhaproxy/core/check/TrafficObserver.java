package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.ServerObserver;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts a server's consecutive errors in traffic and tells its health check when there are as many
 * as {@code error-limit} says (manual 5.2, {@code observe}, {@code on-error}). Safe for all
 * workers.
 */
public final class TrafficObserver implements ServerObserver {
  private final ServerCheck check;
  private final boolean layer7;
  private final int limit;
  private final CheckKeys.OnError reaction;
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicLong events = new AtomicLong();

  /**
   * Makes an observer.
   *
   * @param layer7 whether answers count too; a connection alone proves nothing then
   * @param limit consecutive errors until the check is told
   */
  public TrafficObserver(ServerCheck check, boolean layer7, int limit, CheckKeys.OnError reaction) {
    this.check = check;
    this.layer7 = layer7;
    this.limit = limit;
    this.reaction = reaction;
  }

  /** Answers are seen in {@code mode http} only; the line goes on without it. */
  static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (proxy.mode() != ProxyMode.HTTP
          && server.settings().get(CheckKeys.OBSERVE) == CheckKeys.Observe.LAYER7) {
        diagnostics.accept(
            new Diagnostic(
                    Severity.ALERT,
                    server.location().wholeLine(),
                    "config : ["
                        + server.location()
                        + "] : 'server "
                        + proxy.name()
                        + "/"
                        + server.name()
                        + "' : 'layer7' can only be used in http proxies..")
                .tolerated());
      }
    }
  }

  /** The observer that a server line wants, or null; answers are seen in {@code mode http} only. */
  public static @Nullable TrafficObserver of(ProxyModel proxy, Settings line, ServerCheck check) {
    CheckKeys.Observe layer = line.get(CheckKeys.OBSERVE);
    boolean sees =
        layer == CheckKeys.Observe.LAYER4
            || (layer == CheckKeys.Observe.LAYER7 && proxy.mode() == ProxyMode.HTTP);
    return sees
        ? new TrafficObserver(
            check,
            layer == CheckKeys.Observe.LAYER7,
            line.get(CheckKeys.ERROR_LIMIT),
            line.get(CheckKeys.ON_ERROR))
        : null;
  }

  @Override
  public void connected(boolean established) {
    if (!established) {
      error("L4 unsuccessful connection");
    } else if (!layer7) {
      good();
    }
  }

  @Override
  public void answered(Answer answer) {
    if (!layer7) {
      return;
    }
    if (answer == Answer.GOOD) {
      good();
    } else {
      error(answer.text());
    }
  }

  private void good() {
    if (errors.get() != 0) {
      errors.set(0);
    }
  }

  private void error(String what) {
    if (!check.isEnabled() || errors.incrementAndGet() < limit) {
      return;
    }
    errors.set(0);
    events.incrementAndGet();
    check.analyzed(reaction, "Detected " + limit + " consecutive errors, last one was: " + what);
  }

  /** How often the limit was reached. */
  public long events() {
    return events.get();
  }
}
