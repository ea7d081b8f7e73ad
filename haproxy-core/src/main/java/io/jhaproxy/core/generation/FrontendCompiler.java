package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.StreamKeys;

/** Reads the settings of the accepting side of a proxy. */
final class FrontendCompiler {
  private FrontendCompiler() {}

  static FrontendSettings settings(ProxyModel model, int id, Settings global) {
    Settings from = model.settings();
    long client = from.get(StreamKeys.TIMEOUT_CLIENT);
    long tarpit = from.get(StreamKeys.TIMEOUT_TARPIT);
    return new FrontendSettings(
        model.name(),
        id,
        model.mode() == ProxyMode.HTTP,
        from.get(StreamKeys.MAXCONN),
        from.get(StreamKeys.RATE_LIMIT_SESSIONS),
        from.get(StreamKeys.NOLINGER),
        from.has(StreamKeys.SMART_ACCEPT)
            ? from.get(StreamKeys.SMART_ACCEPT)
            : model.mode() == ProxyMode.HTTP,
        client,
        from.get(StreamKeys.TIMEOUT_CLIENT_FIN),
        from.get(HttpKeys.TIMEOUT_HTTP_REQUEST),
        from.get(HttpKeys.TIMEOUT_HTTP_KEEP_ALIVE),
        tarpit != 0 ? tarpit : from.get(BackendKeys.TIMEOUT_CONNECT),
        from.get(LogKeys.DONTLOGNULL),
        from.get(LogKeys.DONTLOG_NORMAL),
        from.get(LogKeys.LOGASAP),
        from.get(LogKeys.LOG_SEPARATE_ERRORS),
        from.get(StreamKeys.INDEPENDENT_STREAMS),
        from.get(StreamKeys.CONTSTATS),
        from.get(HttpKeys.IGNORE_PROBES),
        from.get(HttpKeys.IDLE_CLOSE_ON_RESPONSE),
        from.get(HttpKeys.ACCEPT_INVALID_REQUEST),
        from.get(HttpKeys.CONNECTION_MODE),
        Math.min(global.get(GlobalKeys.MAXREWRITE), global.get(GlobalKeys.BUFSIZE) / 2),
        global.get(GlobalKeys.MAXHDR),
        from.list(RuleKeys.REQUEST_CAPTURES).size(),
        from.list(RuleKeys.RESPONSE_CAPTURES).size());
  }
}
