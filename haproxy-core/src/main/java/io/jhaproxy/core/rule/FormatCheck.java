package io.jhaproxy.core.rule;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.function.Consumer;

/** Log formats of frontends, whether or not there is anybody to send the lines to. */
final class FormatCheck {
  private FormatCheck() {}

  static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (!proxy.isFrontend()) {
      return;
    }
    check(proxy, LogKeys.FORMAT, diagnostics);
    check(proxy, LogKeys.FORMAT_SD, diagnostics);
    check(proxy, LogKeys.ERROR_FORMAT, diagnostics);
  }

  private static void check(
      ProxyModel proxy, SettingKey<String> key, Consumer<Diagnostic> diagnostics) {
    String format = proxy.settings().get(key);
    // The names of built-in formats begin with a NUL.
    if (format.isEmpty() || format.charAt(0) == 0) {
      return;
    }
    String problem = LineCheck.formatProblem(format);
    if (!problem.isEmpty()) {
      Location known = proxy.settings().get(LogKeys.FORMAT_LOCATION);
      Location at = key == LogKeys.FORMAT && known.line() > 0 ? known : proxy.location();
      diagnostics.accept(
          new Diagnostic(
              Severity.ALERT,
              at.wholeLine(),
              "config : Parsing [" + at + "]: failed to parse " + key.name() + " : " + problem));
    }
  }
}
