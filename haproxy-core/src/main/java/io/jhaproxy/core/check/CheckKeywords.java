package io.jhaproxy.core.check;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.Optional;
import java.util.function.Consumer;

/** Keywords of health checks: options, {@code tcp-check}, {@code http-check}, server parameters. */
public final class CheckKeywords implements KeywordSet {
  @Override
  public void register(Registry registry) {
    registry.add(Keyword.timeout("check", CheckKeys.TIMEOUT_CHECK).inBackends());
    registry.add(
        Keyword.of("tcp-check")
            .inBackends()
            .args(0, -1)
            .parses(
                (a, d) -> {
                  d.add(CheckKeys.TCP_CHECK, CheckStepParser.tcp(a));
                  d.set(CheckKeys.OWN_TCP_CHECK, true);
                }));
    registry.add(
        Keyword.of("http-check").inBackends().args(0, -1).parses(CheckKeywords::httpCheck));
    registry.add(
        CheckPhase.FORMATS,
        (proxy, model, diagnostics) ->
            checkRules(proxy, "http", CheckKeys.OWN_HTTP_CHECK, CheckMethod.HTTPCHK, diagnostics));
    registry.add(
        CheckPhase.TIMEOUTS,
        (proxy, model, diagnostics) ->
            checkRules(proxy, "tcp", CheckKeys.OWN_TCP_CHECK, CheckMethod.TCP_CHECK, diagnostics));
    registry.add(CheckPhase.SERVERS, ServerReferences::checkTracking);
    registry.add(CheckPhase.SERVERS, ServerReferences::checkPorts);
    methods(registry);
    ExternalKeywords.register(registry);
    serverParameters(registry);
    registry.add(CheckPhase.SERVERS, AgentParameters::check);
    registry.add(CheckPhase.SERVERS, TrafficObserver::check);
  }

  /** Steps of a kind of check that the proxy does not do. */
  private static void checkRules(
      ProxyModel proxy,
      String kind,
      SettingKey<Boolean> own,
      CheckMethod method,
      Consumer<Diagnostic> diagnostics) {
    if (proxy.settings().get(own) && proxy.settings().get(CheckKeys.METHOD) != method) {
      String option = method == CheckMethod.HTTPCHK ? "httpchk" : "tcp-check";
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              proxy.title()
                  + " uses "
                  + kind
                  + "-check rules without 'option "
                  + option
                  + "', so the rules are ignored."));
    }
  }

  private static void httpCheck(Arguments a, SectionDraft d) throws ConfigException {
    SettingKey<Boolean> flag =
        switch (a.get(0)) {
          case "disable-on-404" -> CheckKeys.DISABLE_ON_404;
          case "send-state" -> CheckKeys.SEND_STATE;
          default -> null;
        };
    if (flag == null) {
      d.add(CheckKeys.HTTP_CHECK, CheckStepParser.http(a));
      d.set(CheckKeys.OWN_HTTP_CHECK, true);
      return;
    }
    if (a.size() > 1) {
      throw a.errorAt(1, "'http-check' cannot handle unexpected argument '" + a.get(1) + "'.");
    }
    if (flag == CheckKeys.SEND_STATE) {
      a.unfinished("http-check send-state", true);
    }
    d.set(flag, true);
  }

  private static void methods(Registry registry) {
    registry.add(
        Keyword.of("option tcp-check")
            .inBackends()
            .parses((a, d) -> d.set(CheckKeys.METHOD, CheckMethod.TCP_CHECK)));
    registry.add(
        Keyword.of("option httpchk").inBackends().args(0, 3).parses(CheckKeywords::httpchk));
    method(registry, "ssl-hello-chk", CheckMethod.SSL_HELLO);
    method(registry, "smtpchk", CheckMethod.SMTP);
    method(registry, "ldap-check", CheckMethod.LDAP);
    method(registry, "mysql-check", CheckMethod.MYSQL);
    method(registry, "pgsql-check", CheckMethod.PGSQL);
    method(registry, "redis-check", CheckMethod.REDIS);
    method(registry, "spop-check", CheckMethod.SPOP);
    method(registry, "external-check", CheckMethod.EXTERNAL);
  }

  private static void method(Registry registry, String word, CheckMethod method) {
    registry.add(
        Keyword.of("option " + word)
            .inBackends()
            .args(0, -1)
            .parses(
                (a, d) -> {
                  CheckOptionArguments.check(a, word);
                  d.set(CheckKeys.METHOD, method);
                  d.set(CheckKeys.METHOD_ARGUMENTS, a.texts(0));
                }));
  }

  /** {@code option httpchk [URI | METHOD URI [VERSION]]}. */
  private static void httpchk(Arguments a, SectionDraft d) {
    HttpCheckRequest plain = HttpCheckRequest.DEFAULT;
    HttpCheckRequest request =
        switch (a.size()) {
          case 0 -> plain;
          case 1 -> new HttpCheckRequest(plain.method(), a.get(0), plain.version(), "");
          case 2 -> new HttpCheckRequest(a.get(0), a.get(1), plain.version(), "");
          default -> withVersion(a);
        };
    d.set(CheckKeys.METHOD, CheckMethod.HTTPCHK);
    d.set(CheckKeys.HTTPCHK, request);
  }

  private static HttpCheckRequest withVersion(Arguments a) {
    String version = a.get(2);
    int end = version.indexOf("\r\n");
    if (end < 0) {
      return new HttpCheckRequest(a.get(0), a.get(1), version, "");
    }
    a.warn(
        ": 'option httpchk' : hiding headers or body at the end of the version string is deprecated."
            + " Please, consider to use 'http-check send' directive instead.");
    return new HttpCheckRequest(
        a.get(0), a.get(1), version.substring(0, end), version.substring(end + 2));
  }

  private static void serverParameters(Registry registry) {
    add(registry, Parameter.flag("check", CheckKeys.CHECK, true));
    add(registry, Parameter.flag("no-check", CheckKeys.CHECK, false));
    add(registry, time("inter", CheckKeys.INTER));
    add(registry, time("fastinter", CheckKeys.FASTINTER));
    add(registry, time("downinter", CheckKeys.DOWNINTER));
    add(registry, count("rise", CheckKeys.RISE));
    add(registry, count("fall", CheckKeys.FALL));
    add(registry, Parameter.of("port", 1, CheckKeywords::port));
    add(
        registry,
        Parameter.of(
            "addr",
            1,
            (a, d) -> {
              Address address = a.address(0, new AddressParser(AddressParser.Port.OPTIONAL));
              if (address instanceof Address.Inet inet && !AddressParser.resolves(inet)) {
                throw a.error(
                    "'addr' : invalid address: '" + inet.host() + "' in '" + a.get(0) + "'");
              }
              d.set(CheckKeys.ADDR, Optional.of(address));
            }));
    add(
        registry,
        Parameter.of(
            "error-limit",
            1,
            (a, d) -> {
              if (a.leadingNumber(0) <= 0) {
                throw a.error("error-limit has to be > 0..");
              }
              d.set(CheckKeys.ERROR_LIMIT, a.leadingNumber(0));
            }));
    add(registry, Parameter.of("observe", 1, CheckKeywords::observe));
    add(registry, Parameter.of("on-error", 1, CheckKeywords::onError));
    add(registry, Parameter.flag("check-ssl", CheckKeys.CHECK_SSL, true).notYet());
    add(registry, Parameter.flag("no-check-ssl", CheckKeys.CHECK_SSL, false));
    add(registry, Parameter.flag("agent-check", CheckKeys.AGENT, true));
    add(registry, Parameter.flag("no-agent-check", CheckKeys.AGENT, false));
    add(registry, Parameter.flag("check-send-proxy", CheckKeys.SEND_PROXY, true));
    add(registry, Parameter.flag("no-check-send-proxy", CheckKeys.SEND_PROXY, false));
    add(registry, Parameter.flag("check-via-socks4", CheckKeys.VIA_SOCKS4, true));
    AgentParameters.register(registry);
  }

  private static void add(Registry registry, Parameter parameter) {
    registry.add(Parameter.Kind.SERVER, parameter);
  }

  private static Parameter time(String name, SettingKey<Long> key) {
    return Parameter.of(
        name,
        0,
        (a, d) -> {
          a.consumed(1);
          long time = a.time(0);
          if (time <= 0) {
            throw a.error("invalid value " + time + " for argument '" + name + "' of server.");
          }
          d.set(key, time);
        });
  }

  /** Any number, as in the reference; one that is no port leaves the check without one. */
  private static void port(ParameterArguments a, SettingsDraft d) {
    int port = a.leadingNumber(0);
    d.set(CheckKeys.PORT, port < 0 || port > 65535 ? 0 : port);
  }

  private static Parameter count(String name, SettingKey<Integer> key) {
    return Parameter.of(
        name,
        0,
        (a, d) -> {
          a.consumed(1);
          if (a.get(0).isEmpty()) {
            throw a.error("'" + name + "' expects an integer argument..");
          }
          int value = a.leadingNumber(0);
          if (value <= 0) {
            throw a.error("'" + name + "' has to be > 0..");
          }
          d.set(key, value);
        });
  }

  private static void observe(ParameterArguments a, SettingsDraft d) throws ConfigException {
    d.set(
        CheckKeys.OBSERVE,
        switch (a.get(0)) {
          case "none" -> CheckKeys.Observe.NONE;
          case "layer4" -> CheckKeys.Observe.LAYER4;
          case "layer7" -> CheckKeys.Observe.LAYER7;
          default ->
              throw a.error(
                  "'observe' expects one of 'none', 'layer4', 'layer7' but got '"
                      + a.get(0)
                      + "'.");
        });
  }

  private static void onError(ParameterArguments a, SettingsDraft d) throws ConfigException {
    d.set(
        CheckKeys.ON_ERROR,
        switch (a.get(0)) {
          case "fastinter" -> CheckKeys.OnError.FASTINTER;
          case "fail-check" -> CheckKeys.OnError.FAIL_CHECK;
          case "sudden-death" -> CheckKeys.OnError.SUDDEN_DEATH;
          case "mark-down" -> CheckKeys.OnError.MARK_DOWN;
          default ->
              throw a.error(
                  "'on-error' expects one of 'fastinter', 'fail-check', 'sudden-death' or"
                      + " 'mark-down' but got '"
                      + a.get(0)
                      + "'.");
        });
  }
}
