package io.jhaproxy.core.log;

import static io.jhaproxy.core.config.SectionKind.DEFAULTS;
import static io.jhaproxy.core.config.SectionKind.FRONTEND;
import static io.jhaproxy.core.config.SectionKind.GLOBAL;
import static io.jhaproxy.core.config.SectionKind.LISTEN;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.function.Consumer;

/** Keywords of logs: {@code log}, formats, tags and options. */
public final class LogKeywords implements KeywordSet {
  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("log")
            .in(GLOBAL, DEFAULTS, FRONTEND, SectionKind.BACKEND, LISTEN)
            .args(0, -1)
            .canNegate()
            .parses(LogKeywords::log));
    registry.add(tag("log-tag", "'log-tag' expects a tag for use in syslog."));
    registry.add(
        Keyword.of("log-send-hostname")
            .in(GLOBAL)
            .args(0, 1)
            .parses((a, d) -> d.set(LogKeys.SEND_HOSTNAME, a.get(0))));
    registry.add(CheckPhase.FORMATS, LogKeywords::checkFormat);
    registry.add(CheckPhase.SERVERS, LogKeywords::checkTargets);
    registry.add(CheckPhase.SERVERS, LogKeywords::checkRings);
    registry.add(format("log-format", LogKeys.FORMAT));
    registry.add(format("log-format-sd", LogKeys.FORMAT_SD));
    registry.add(format("error-log-format", LogKeys.ERROR_FORMAT));
    registry.add(Keyword.of("option httplog").inProxies().args(0, 1).parses(LogKeywords::httplog));
    registry.add(
        Keyword.of("option tcplog").inProxies().parses((a, d) -> builtIn(a, d, LogKeys.TCPLOG)));
    registry.add(
        Keyword.of("option httpslog")
            .inProxies()
            .parses((a, d) -> builtIn(a, d, LogKeys.HTTPSLOG)));
    registry.add(Keyword.option("dontlognull", LogKeys.DONTLOGNULL).inFrontends());
    registry.add(Keyword.option("dontlog-normal", LogKeys.DONTLOG_NORMAL).inFrontends());
    registry.add(Keyword.option("logasap", LogKeys.LOGASAP).inFrontends());
    registry.add(Keyword.option("log-separate-errors", LogKeys.LOG_SEPARATE_ERRORS).inFrontends());
    registry.add(Keyword.option("log-health-checks", LogKeys.LOG_HEALTH_CHECKS).inBackends());
  }

  private static Keyword tag(String name, String complaint) {
    return Keyword.text(name, LogKeys.TAG, complaint)
        .args(0, -1)
        .in(GLOBAL, DEFAULTS, FRONTEND, SectionKind.BACKEND, LISTEN);
  }

  private static Keyword format(String name, SettingKey<String> key) {
    return Keyword.of(name)
        .in(DEFAULTS, FRONTEND, SectionKind.BACKEND, LISTEN)
        .args(0, -1)
        .parses(
            (a, d) -> {
              if (a.get(0).isEmpty()) {
                throw a.error(name + " expects an argument.");
              }
              if (a.size() > 1) {
                throw a.errorAt(
                    1, name + " expects only one argument, don't forget to escape spaces!");
              }
              if (d.kind() == SectionKind.BACKEND) {
                a.warn(
                    "backend '"
                        + d.name()
                        + "' : '"
                        + name
                        + "' directive is ignored in backends.");
                return;
              }
              if (key == LogKeys.FORMAT) {
                setFormat(a, d, a.get(0), name);
              } else {
                d.set(key, a.get(0));
              }
            });
  }

  private static void httplog(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() > 0 && !a.get(0).equals("clf")) {
      throw a.errorAt(0, "keyword 'httplog' only supports option 'clf'.");
    }
    builtIn(a, d, a.size() > 0 ? LogKeys.CLFLOG : LogKeys.HTTPLOG);
  }

  private static void builtIn(Arguments a, SectionDraft d, String format) {
    if (d.kind() == SectionKind.BACKEND) {
      a.warn(
          "backend '" + d.name() + "' : '" + a.keyword() + "' directive is ignored in backends.");
      return;
    }
    setFormat(a, d, format, a.keyword() + (a.size() > 0 ? " clf" : ""));
  }

  /** Only in defaults sections HAProxy warns that the last of several wins. */
  private static void setFormat(Arguments a, SectionDraft d, String format, String source) {
    String before = d.get(LogKeys.FORMAT_SOURCE);
    if (d.kind() == DEFAULTS && !before.isEmpty()) {
      String now = source.equals("option httpslog") ? "option httplog" : source;
      a.warn(": '" + now + "' overrides previous '" + before + "' in 'defaults' section.");
    }
    d.set(LogKeys.FORMAT, format);
    d.set(LogKeys.FORMAT_LOCATION, a.location());
    d.set(LogKeys.FORMAT_SOURCE, source);
  }

  private static void checkFormat(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    String format = proxy.settings().get(LogKeys.FORMAT);
    if (!proxy.isFrontend() || format.isEmpty()) {
      return;
    }
    String option =
        switch (format) {
          case LogKeys.HTTPLOG -> "httplog";
          case LogKeys.CLFLOG -> "httplog clf";
          case LogKeys.HTTPSLOG -> "httpslog";
          default -> "";
        };
    if (!option.isEmpty() && proxy.mode() != ProxyMode.HTTP) {
      diagnostics.accept(
          Diagnostic.parsing(
              Severity.WARNING,
              proxy.settings().get(LogKeys.FORMAT_LOCATION).wholeLine(),
              "'option "
                  + option
                  + "' not usable with "
                  + proxy.title()
                  + " (needs 'mode http'). Falling back to 'option tcplog'."));
    }
  }

  /** Rings that nobody declared. */
  private static void checkRings(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (LogTarget target : LogKeys.targets(proxy.settings(), model.global())) {
      if (target.kind() == LogTarget.Kind.RING && !model.has(SectionKind.RING, target.ring())) {
        boolean global = model.global().list(LogKeys.TARGETS).contains(target);
        diagnostics.accept(
            new Diagnostic(
                Severity.ALERT,
                target.location().wholeLine(),
                "config : log server declared in "
                    + (global ? "global" : "proxy")
                    + " section"
                    + (global ? "" : " '" + proxy.name() + "'")
                    + " in file '"
                    + target.location().file()
                    + "' at line "
                    + target.location().line()
                    + " uses unknown ring named '"
                    + target.ring()
                    + "'."));
      }
    }
  }

  private static void checkTargets(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean formatted = proxy.isFrontend() && !proxy.settings().get(LogKeys.FORMAT).isEmpty();
    if (formatted && LogKeys.targets(proxy.settings(), model.global()).isEmpty()) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "log format ignored for " + proxy.title() + " since it has no log address."));
    }
  }

  private static void log(Arguments a, SectionDraft d) throws ConfigException {
    if (a.negated()) {
      if (a.size() > 0) {
        throw a.errorAt(0, "log : 'no log' does not expect arguments");
      }
      d.clear(LogKeys.TARGETS);
      return;
    }
    d.add(LogKeys.TARGETS, LogLineParser.parse(a, d.kind() == GLOBAL));
  }
}
