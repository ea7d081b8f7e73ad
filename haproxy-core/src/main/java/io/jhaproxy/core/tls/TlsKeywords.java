package io.jhaproxy.core.tls;

import io.jhaproxy.core.config.CheckPhase;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.State;
import io.jhaproxy.core.rule.LineCheck;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.Set;

/**
 * The words of TLS. Where a listener or server asks for it ({@code ssl}) a start is refused, so the
 * words that only tune it need no refusal of their own.
 */
public final class TlsKeywords implements KeywordSet {
  static final String FEATURE = "TLS, which is not implemented yet";
  private static final State DORMANT = State.WORKING.partOf(FEATURE);
  static final Set<String> VERSIONS = Set.of("SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  @Override
  public void register(Registry registry) {
    bind(registry);
    server(registry);
    list(registry);
    registry.add(CheckPhase.OPTIONS, TlsFiles::checkCertificates);
    registry.add(CheckPhase.SERVERS, TlsFiles::checkAuthorities);
  }

  private static void bind(Registry registry) {
    Parameter.Kind kind = Parameter.Kind.BIND;
    registry.add(kind, ssl());
    registry.add(kind, dormant("crt", 1, TlsFiles::certificate));
    registry.add(kind, dormant("crt-list", 1, TlsFiles::certificateList));
    registry.add(kind, dormant("ca-verify-file", 1, TlsFiles::authority));
    registry.add(kind, dormant("verify", 1, (a, d) -> verify(a, true)));
    both(registry, kind);
    registry.add(kind, dormant("tls-ticket-keys", 1, TlsFiles::ticketKeys));
    for (String name : words("ca-ignore-err crt-ignore-err")) {
      registry.add(kind, dormant(name, 1, TlsKeywords::errorIds));
    }
    for (String name : words("ca-sign-file ca-sign-pass curves ecdhe")) {
      registry.add(kind, dormant(name, 1, (a, d) -> {}));
    }
    for (String name :
        words("generate-certificates no-ca-names prefer-client-ciphers strict-sni")) {
      registry.add(kind, dormant(name, 0, (a, d) -> {}));
    }
  }

  private static void server(Registry registry) {
    Parameter.Kind kind = Parameter.Kind.SERVER;
    registry.add(kind, ssl());
    registry.add(
        kind, Parameter.flag("no-ssl", TlsKeys.SSL, false).noEffect("there is no TLS to turn off"));
    registry.add(kind, dormant("crt", 1, TlsFiles::certificate));
    registry.add(
        kind,
        dormant(
            "verify",
            1,
            (a, d) -> {
              verify(a, false);
              d.set(TlsKeys.VERIFY, a.get(0));
            }));
    both(registry, kind);
    registry.add(kind, dormant("sni", 1, TlsKeywords::sni));
    registry.add(kind, dormant("verifyhost", 1, (a, d) -> {}));
    for (String name : words("tls-tickets ssl-reuse no-ssl-reuse")) {
      registry.add(kind, dormant(name, 0, (a, d) -> {}));
    }
  }

  /** Parameters in the brackets of a certificate list's lines. */
  private static void list(Registry registry) {
    for (String name :
        words(
            "alpn ca-file ca-verify-file ciphers ciphersuites crl-file curves ecdhe npn"
                + " ssl-max-ver ssl-min-ver verify")) {
      registry.add(Parameter.Kind.CRT_LIST, dormant(name, 1, (a, d) -> {}));
    }
    for (String name : words("allow-0rtt no-ca-names")) {
      registry.add(Parameter.Kind.CRT_LIST, dormant(name, 0, (a, d) -> {}));
    }
  }

  /** What both kinds of lines have. */
  private static void both(Registry registry, Parameter.Kind kind) {
    registry.add(kind, dormant("ca-file", 1, TlsFiles::authority));
    registry.add(kind, dormant("crl-file", 1, TlsFiles::authority));
    for (String name : words("ssl-min-ver ssl-max-ver")) {
      registry.add(kind, dormant(name, 1, (a, d) -> version(a)));
    }
    for (String name : words("alpn npn ciphers ciphersuites")) {
      registry.add(kind, dormant(name, 1, (a, d) -> {}));
    }
    for (String version : words("sslv3 tlsv10 tlsv11 tlsv12 tlsv13")) {
      registry.add(kind, dormant("force-" + version, 0, (a, d) -> {}));
      registry.add(kind, dormant("no-" + version, 0, (a, d) -> {}));
    }
    registry.add(kind, dormant("allow-0rtt", 0, (a, d) -> {}));
    registry.add(kind, dormant("no-tls-tickets", 0, (a, d) -> {}));
  }

  private static Parameter ssl() {
    return new Parameter(
        "ssl", 0, (a, d) -> d.set(TlsKeys.SSL, true), State.of(State.Status.REFUSED));
  }

  private static Parameter dormant(String name, int arguments, Parameter.Parser parser) {
    return new Parameter(name, arguments, parser, DORMANT);
  }

  /** A sample expression. */
  private static void sni(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String problem = LineCheck.problem(a.get(0));
    if (!problem.isEmpty()) {
      throw a.error("error detected while parsing sni expression : " + problem);
    }
  }

  /** {@code all} or numbers of OpenSSL's verification errors, separated by commas. */
  private static void errorIds(ParameterArguments a, SettingsDraft d) throws ConfigException {
    if (a.get(0).equals("all")) {
      return;
    }
    for (String id : a.get(0).split(",")) {
      String digits = id.replaceFirst("(?<=[0-9])[^0-9].*", "");
      int number = digits.matches("-?[0-9]{1,18}") ? (int) Long.parseLong(digits) : 0;
      if (number < 1 || number > 94) {
        throw a.error(
            "'"
                + a.name()
                + "' : ID '"
                + number
                + "' out of range (1..94) in error IDs list '"
                + a.get(0)
                + "'");
      }
    }
  }

  private static void version(ParameterArguments a) throws ConfigException {
    if (!VERSIONS.contains(a.get(0))) {
      throw a.error("'" + a.get(0) + "' : unknown ssl/tls version.");
    }
  }

  private static void verify(ParameterArguments a, boolean bind) throws ConfigException {
    boolean optional = bind && a.get(0).equals("optional");
    if (!optional && !a.get(0).equals("none") && !a.get(0).equals("required")) {
      throw a.error(
          "'verify' : unknown verify method '"
              + a.get(0)
              + "', only "
              + (bind ? "'none', 'optional', and 'required' are" : "'none' and 'required' are")
              + " supported"
              + (bind ? "" : "."));
    }
  }

  private static String[] words(String names) {
    return names.split(" ");
  }
}
