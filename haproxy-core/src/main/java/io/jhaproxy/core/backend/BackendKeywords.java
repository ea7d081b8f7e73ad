package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keywords of the server side: balance, retries, queues, persistence, timeouts. */
public final class BackendKeywords implements KeywordSet {
  private static final Set<String> RETRY_EVENTS =
      Set.of(
          "none",
          "conn-failure",
          "empty-response",
          "junk-response",
          "response-timeout",
          "0rtt-rejected",
          "all-retryable-errors",
          "401",
          "403",
          "404",
          "408",
          "425",
          "500",
          "501",
          "502",
          "503",
          "504");

  @Override
  public void register(Registry registry) {
    ServerLine.register(registry);
    ServerParameters.register(registry);
    PersistenceKeywords.register(registry);
    StateFileKeywords.register(registry);
    registry.add(
        Keyword.of("balance")
            .inBackends()
            .args(0, -1)
            .parses(
                (a, d) -> {
                  if (a.size() == 0) {
                    a.rewrite(0, List.of(List.of(a.word("balance"), a.word("roundrobin"))));
                  } else {
                    d.set(BackendKeys.BALANCE, BalanceParser.balance(a));
                  }
                }));
    registry.add(
        Keyword.of("hash-type")
            .inBackends()
            .args(0, 3)
            .parses(
                (a, d) -> {
                  HashModel hash = BalanceParser.hashType(a, d.get(BackendKeys.HASH));
                  if (hash.function() == HashModel.Function.WT6) {
                    a.warn(
                        "'hash-type' : wt6 is another function here than in HAProxy, so keys go to"
                            + " other servers than with HAProxy.");
                  }
                  d.set(BackendKeys.HASH, hash);
                }));
    registry.add(
        Keyword.of("hash-balance-factor")
            .inBackends()
            .args(1, 1)
            .parses(BackendKeywords::hashBalanceFactor));
    registry.add(
        Keyword.of("cookie")
            .inBackends()
            .args(0, -1)
            .parses((a, d) -> d.set(BackendKeys.COOKIE, CookieParser.parse(a))));
    registry.add(
        Keyword.text(
                "dynamic-cookie-key",
                BackendKeys.DYNAMIC_COOKIE_KEY,
                "'dynamic-cookie-key' expects <secret_key> as argument.")
            .inBackends());
    registry.add(Keyword.number("fullconn", BackendKeys.FULLCONN).inBackends());
    registry.add(Keyword.of("dispatch").inBackends().args(0, 1).parses(BackendKeywords::dispatch));
    registry.add(
        Keyword.of("source")
            .inBackends()
            .args(0, -1)
            .parses((a, d) -> d.set(BackendKeys.SOURCE, source(a))));
    registry.add(
        Keyword.of("max-keep-alive-queue")
            .inBackends()
            .args(0, -1)
            .parses(
                (a, d) ->
                    d.set(
                        BackendKeys.MAX_KEEP_ALIVE_QUEUE,
                        (int)
                            ArgumentForms.plainNumber(
                                a,
                                "'max-keep-alive-queue' expects expects an integer value (or -1 to"
                                    + " disable)"))));
    registry.add(CheckPhase.MODE, BackendKeywords::checkDispatch);
    registry.add(CheckPhase.MODE, BackendKeywords::checkMode);
    registry.add(CheckPhase.FORMATS, BackendKeywords::checkBalance);
    registry.add(CheckPhase.TIMEOUTS, BackendKeywords::checkServersUsed);
    registry.add(CheckPhase.OPTIONS, BackendKeywords::checkServerCookies);
    retries(registry);
    timeouts(registry);
    options(registry);
  }

  private static void hashBalanceFactor(Arguments a, SectionDraft d) throws ConfigException {
    int factor =
        a.integer(0, 0, Integer.MAX_VALUE, "'hash-balance-factor' expects an integer argument.");
    if (factor != 0 && factor <= 100) {
      throw a.errorAt(0, "'hash-balance-factor' must be 0 or greater than 100.");
    }
    d.update(
        BackendKeys.HASH,
        old -> new HashModel(old.consistent(), old.function(), old.avalanche(), factor));
  }

  private static void dispatch(Arguments a, SectionDraft d) throws ConfigException {
    try {
      Address address = new AddressParser(AddressParser.Port.MANDATORY).parse(a.address(0));
      d.set(BackendKeys.DISPATCH, Optional.of(address));
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(0, "'dispatch' : " + e.getMessage());
    }
  }

  private static SourceModel source(Arguments a) throws ConfigException {
    String usage =
        "'source' expects <addr>[:<port>], and optionally 'usesrc' <addr>, and 'interface'"
            + " <name>.";
    if (a.get(0).isEmpty()) {
      throw a.error(usage);
    }
    Address address = sourceAddress(a);
    String useSource = "";
    String interfaceName = "";
    for (int i = 1; i < a.size(); i += 2) {
      switch (a.get(i)) {
        case "usesrc" -> useSource = a.get(i + 1);
        case "interface" -> interfaceName = a.get(i + 1);
        default -> throw a.errorAt(i, usage);
      }
    }
    return new SourceModel(address, useSource, interfaceName);
  }

  private static Address sourceAddress(Arguments a) throws ConfigException {
    String subject = "'source " + a.get(0) + "' : ";
    try {
      Address address = new AddressParser(AddressParser.Port.RANGE_OPTIONAL).parse(a.address(0));
      if (address instanceof Address.Inet inet && !AddressParser.resolves(inet)) {
        throw a.errorAt(
            0, subject + "invalid address: '" + inet.host() + "' in '" + a.get(0) + "'");
      }
      return address;
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(0, subject + e.getMessage());
    }
  }

  private static void retries(Registry registry) {
    registry.add(
        Keyword.of("retries")
            .inBackends()
            .args(0, 1)
            .parses(
                (a, d) -> {
                  int count =
                      a.looseInteger(
                          0, "'retries' expects an integer argument (dispatch counts for one).");
                  d.update(BackendKeys.RETRIES, old -> new RetriesModel(count, old.retryOn()));
                }));
    registry.add(Keyword.of("retry-on").inBackends().args(0, -1).parses(BackendKeywords::retryOn));
    registry.add(
        Keyword.of("option redispatch")
            .inBackends()
            .args(0, 1)
            .canNegate()
            .parses(BackendKeywords::redispatch));
  }

  private static void retryOn(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() == 0) {
      throw a.error("'retry-on' needs at least one keyword to specify when to retry");
    }
    for (int i = 0; i < a.size(); i++) {
      if (!RETRY_EVENTS.contains(a.get(i))) {
        throw a.errorAt(i, "'retry-on': unknown keyword '" + a.get(i) + "'");
      }
    }
    Set<String> events = Set.copyOf(a.texts(0));
    if (events.contains("none") && events.size() > 1) {
      throw a.error("'retry-on' 'none' keyworld only usable alone");
    }
    d.update(BackendKeys.RETRIES, old -> new RetriesModel(old.count(), events));
  }

  private static void redispatch(Arguments a, SectionDraft d) throws ConfigException {
    if (a.toDefault()) {
      d.reset(BackendKeys.REDISPATCH);
    } else if (a.negated()) {
      d.set(BackendKeys.REDISPATCH, 0);
    } else if (a.size() == 0) {
      d.set(BackendKeys.REDISPATCH, -1);
    } else {
      d.set(
          BackendKeys.REDISPATCH,
          a.get(0).matches("-[0-9]{1,9}")
              ? Integer.parseInt(a.get(0))
              : a.looseInteger(0, "'option redispatch' expects an integer argument."));
    }
  }

  private static void timeouts(Registry registry) {
    registry.add(Keyword.timeout("connect", BackendKeys.TIMEOUT_CONNECT).inBackends());
    registry.add(Keyword.timeout("server", BackendKeys.TIMEOUT_SERVER).inBackends());
    registry.add(Keyword.timeout("server-fin", BackendKeys.TIMEOUT_SERVER_FIN).inBackends());
    registry.add(Keyword.timeout("queue", BackendKeys.TIMEOUT_QUEUE).inBackends());
  }

  private static void options(Registry registry) {
    registry.add(Keyword.option("abortonclose", BackendKeys.ABORTONCLOSE).inBackends());
    registry.add(Keyword.option("allbackups", BackendKeys.ALLBACKUPS).inBackends());
    registry.add(Keyword.option("persist", BackendKeys.PERSIST).inBackends());
    registry.add(Keyword.option("srvtcpka", BackendKeys.SRVTCPKA).inBackends());
    for (Keyword keyword : KeepAliveKeywords.of("srvtcpka", BackendKeys.SERVER_PROBES)) {
      registry.add(keyword.inBackends());
    }
    registry.add(Keyword.option("tcp-smart-connect", BackendKeys.SMART_CONNECT).inBackends());
    registry.add(Keyword.option("transparent", BackendKeys.TRANSPARENT).inBackends());
    registry.add(Keyword.option("prefer-last-server", BackendKeys.PREFER_LAST_SERVER).inBackends());
    registry.add(
        Keyword.of("transparent")
            .inBackends()
            .parses(
                (a, d) -> a.rewrite(0, List.of(List.of(a.word("option"), a.word("transparent"))))));
  }

  /** Servers of a listen section that always hands over to another backend. */
  private static void checkServersUsed(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    Settings settings = proxy.settings();
    if (proxy.isFrontend()
        && leadsElsewhere(proxy, model.backend(settings.get(ProxyKeys.DEFAULT_BACKEND)))
        && !settings.list(BackendKeys.SERVERS).isEmpty()) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "In proxy '"
                  + proxy.name()
                  + "', the 'default_backend' rule always has precedence over the servers, which"
                  + " will never be used."));
    }
  }

  private static boolean leadsElsewhere(ProxyModel proxy, @Nullable ProxyModel backend) {
    return backend != null && backend != proxy;
  }

  private static void checkServerCookies(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (proxy.mode() == ProxyMode.HTTP) {
      return;
    }
    for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
      if (!server.settings().get(ServerKeys.COOKIE).isEmpty()) {
        diagnostics.accept(
            Diagnostic.config(
                Severity.WARNING,
                proxy.title()
                    + " : ignoring cookie for server '"
                    + server.name()
                    + "' as HTTP mode is disabled."));
      }
    }
  }

  private static void checkMode(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean cookie = !proxy.settings().get(BackendKeys.COOKIE).name().isEmpty();
    if (cookie && proxy.isBackend() && proxy.mode() != ProxyMode.HTTP) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "cookie will be ignored for " + proxy.title() + " (needs 'mode http')."));
    }
  }

  private static void checkDispatch(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (!proxy.isBackend() || !proxy.settings().has(BackendKeys.BALANCE)) {
      return;
    }
    if (proxy.settings().get(BackendKeys.TRANSPARENT)) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.ALERT, proxy.title() + " cannot use both transparent and balance mode."));
    } else if (proxy.settings().get(BackendKeys.DISPATCH).isPresent()) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "dispatch address of " + proxy.title() + " will be ignored in balance mode."));
    }
  }

  private static void checkBalance(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean http =
        switch (proxy.settings().get(BackendKeys.BALANCE).algorithm()) {
          case URI, URL_PARAM, HDR -> true;
          default -> false;
        };
    if (http && proxy.isBackend() && proxy.mode() != ProxyMode.HTTP) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "Layer 7 hash not possible for "
                  + proxy.title()
                  + " (needs 'mode http'). Falling back to round robin."));
    }
  }
}
