package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.CookieModel;
import io.jhaproxy.core.backend.HashModel;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.backend.SourceModel;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.stream.StreamKeys;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings that are read and checked but that the engine does not act on yet. Each one that a
 * configuration uses is named in a warning, so that nothing is ignored in silence.
 */
final class NotYet {
  private static final List<SettingKey<Boolean>> OPTIONS =
      List.of(
          BackendKeys.PERSIST,
          BackendKeys.TRANSPARENT,
          BackendKeys.PREFER_LAST_SERVER,
          HttpKeys.USE_PROXY_HEADER,
          HttpKeys.BUFFER_REQUEST,
          HttpKeys.CHECKCACHE,
          HttpKeys.PRETEND_KEEPALIVE,
          HttpKeys.ACCEPT_INVALID_RESPONSE,
          CheckKeys.SEND_STATE,
          StreamKeys.NOLINGER);

  private final List<String> found = new ArrayList<>();
  private final ProxyModel proxy;

  private NotYet(ProxyModel proxy) {
    this.proxy = proxy;
  }

  /** What a proxy asks for in vain, one text each. */
  static List<String> of(ProxyModel proxy) {
    NotYet search = new NotYet(proxy);
    search.proxy(proxy.settings());
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      search.server(server);
    }
    return search.found;
  }

  private void note(boolean used, String what) {
    if (used) {
      found.add(
          proxy.kind().keyword()
              + " '"
              + proxy.name()
              + "': '"
              + what
              + "' is read but has no effect yet.");
    }
  }

  private void proxy(Settings from) {
    for (SettingKey<Boolean> option : OPTIONS) {
      note(from.get(option), option.name());
    }
    note(from.get(BackendKeys.COOKIE) != CookieModel.NONE, "cookie");
    note(from.get(BackendKeys.DISPATCH).isPresent(), "dispatch");
    note(from.get(BackendKeys.HASH) != HashModel.DEFAULT, "hash-type");
    note(
        !from.get(BackendKeys.RETRIES)
            .retryOn()
            .equals(io.jhaproxy.core.backend.RetriesModel.DEFAULT.retryOn()),
        "retry-on");
    note(source(from.get(BackendKeys.SOURCE)), "source ... usesrc|interface");
    note(from.get(HttpKeys.ORIGINALTO).isPresent(), "option originalto");
    note(!from.get(HttpKeys.UNIQUE_ID_FORMAT).isEmpty(), "unique-id-format");
    note(!from.get(HttpKeys.UNIQUE_ID_HEADER).isEmpty(), "unique-id-header");
    note(from.get(StreamKeys.RATE_LIMIT_SESSIONS) != 0, "rate-limit sessions");
    note(!from.list(RuleKeys.HTTP_AFTER_RESPONSE).isEmpty(), "http-after-response");
    note(!from.list(RuleKeys.TCP_RESPONSE).isEmpty(), "tcp-response");
    note(!from.list(RuleKeys.USE_SERVER).isEmpty(), "use-server");
    note(!from.list(RuleKeys.PERSIST_RULES).isEmpty(), "force-persist, ignore-persist");
    note(
        from.list(RuleKeys.TCP_REQUEST).stream().anyMatch(rule -> rule.word(0).equals("session")),
        "tcp-request session");
  }

  private void server(ServerModel server) {
    Settings from = server.settings();
    String prefix = "server " + server.name() + " ";
    note(from.get(ServerKeys.SLOWSTART) != 0, prefix + "slowstart");
    note(!from.get(ServerKeys.REDIR).isEmpty(), prefix + "redir");
    note(
        from.get(ServerKeys.ON_MARKED_DOWN) != ServerKeys.OnMarkedDown.NONE,
        prefix + "on-marked-down");
    note(from.get(ServerKeys.SHUTDOWN_BACKUP_SESSIONS), prefix + "on-marked-up");
    note(!from.get(ServerKeys.TRACK).isEmpty(), prefix + "track");
    note(!from.get(ServerKeys.RESOLVERS).isEmpty(), prefix + "resolvers");
    note(from.get(ServerKeys.TFO), prefix + "tfo");
    note(source(from.get(ServerKeys.SOURCE)), prefix + "source ... usesrc|interface");
    note(from.get(CheckKeys.OBSERVE) != CheckKeys.Observe.NONE, prefix + "observe");
    note(from.has(CheckKeys.ERROR_LIMIT), prefix + "error-limit");
    note(from.has(CheckKeys.ON_ERROR), prefix + "on-error");
  }

  private static boolean source(SourceModel source) {
    return !source.useSource().isEmpty() || !source.interfaceName().isEmpty();
  }
}
