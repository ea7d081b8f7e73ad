package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.stream.AccessLog;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** Compiles where log lines go. */
final class LogParts {
  LogParts(ConfigModel model, Engine engine, List<String> errors) {}

  AccessLog accessLog(ProxyModel proxy) {
    return AccessLog.NONE;
  }

  /** Where texts about the proxy's servers go, with their syslog level. */
  ObjIntConsumer<String> messages(ProxyModel proxy) {
    return (text, level) -> {};
  }
}
