package io.jhaproxy.core.tls;

import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.grammar.source.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The words of TLS in the global section (manual 3.1 and 3.2). */
public final class TlsGlobalKeywords implements KeywordSet {
  private static final Set<String> EXTRA_FILES =
      Set.of("none", "all", "bundle", "sctl", "ocsp", "issuer");
  private static final List<String> BIND_OPTIONS =
      List.of("no-tls-tickets", "prefer-client-ciphers");
  private static final List<String> SERVER_OPTIONS = List.of("no-tls-tickets");

  @Override
  public void register(Registry registry) {
    directories(registry);
    defaults(registry);
    numbers(registry);
    switches(registry);
    registry.add(
        add("ssl-dh-param-file", 1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(
                      a, "'ssl-dh-param-file' expects a file path as an argument.");
                  if (!Files.isRegularFile(Path.of(a.get(0)))) {
                    throw a.errorAt(
                        0,
                        "'ssl-dh-param-file': unable to load DH parameters from file <"
                            + a.get(0)
                            + ">.");
                  }
                  d.set(TuningKeywords.word("ssl-dh-param-file"), a.get(0));
                }));
    registry.add(add("ssl-load-extra-files", -1).parses(TlsGlobalKeywords::extraFiles));
  }

  private static Keyword add(String name, int most) {
    return Keyword.of(name).in(GLOBAL).args(0, most).partOf(TlsKeywords.FEATURE);
  }

  private static void directories(Registry registry) {
    registry.add(base("crt-base", TlsKeys.CRT_BASE));
    registry.add(base("ca-base", TlsKeys.CA_BASE));
    registry.add(
        add("issuers-chain-path", 1)
            .parses(
                (a, d) -> {
                  if (!Files.isDirectory(Path.of(a.get(0))) || a.get(0).isEmpty()) {
                    throw a.error(
                        "global statement 'issuers-chain-path' expects a directory path as an"
                            + " argument.");
                  }
                  d.set(TuningKeywords.word("issuers-chain-path"), a.get(0));
                }));
  }

  private static Keyword base(String name, SettingKey<String> key) {
    return add(name, 1)
        .parses(
            (a, d) -> {
              if (d.has(key)) {
                throw a.error("'" + name + "' already specified.");
              }
              ArgumentForms.require(
                  a, "global statement '" + name + "' expects a directory path as an argument.");
              d.set(key, a.get(0));
            });
  }

  private static void defaults(Registry registry) {
    for (String side : List.of("bind", "server")) {
      text(registry, "ssl-default-" + side + "-ciphers", "a cipher suite as an argument.");
      text(registry, "ssl-default-" + side + "-ciphersuites", "a cipher suite as an argument.");
      registry.add(
          add("ssl-default-" + side + "-options", -1)
              .parses(
                  (a, d) -> options(a, d, side.equals("bind") ? BIND_OPTIONS : SERVER_OPTIONS)));
    }
    text(registry, "ssl-default-bind-curves", "a curves suite as an arguments.");
    text(registry, "ssl-propquery", "a property string as an argument.");
    text(registry, "ssl-provider", "a valid engine provider name as an argument.");
    text(registry, "ssl-provider-path", "a directory path as an argument.");
    verify(registry, "ssl-server-verify", "'ssl-server-verify' expects an integer argument.");
    verify(registry, "httpclient.ssl.verify", "");
    registry.add(
        add("httpclient.ssl.ca-file", 1)
            .parses((a, d) -> d.set(TuningKeywords.word("httpclient.ssl.ca-file"), a.get(0))));
  }

  private static void text(Registry registry, String name, String expects) {
    boolean many = name.startsWith("ssl-pro");
    registry.add(
        add(name, many ? -1 : 1)
            .parses(
                ArgumentForms.word(
                    TuningKeywords.word(name),
                    "global statement '" + name + "' expects " + expects)));
  }

  private static void verify(Registry registry, String name, String missing) {
    String expects = "'" + name + "' expects 'none' or 'required' as argument.";
    registry.add(
        add(name, 1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(a, missing.isEmpty() ? expects : missing);
                  ArgumentForms.choice(
                          TuningKeywords.word(name), List.of("none", "required"), expects)
                      .parse(a, d);
                }));
  }

  private static void options(Arguments a, SectionDraft d, List<String> flags)
      throws ConfigException {
    String where = " on global statement '" + a.keyword() + "'.";
    if (a.size() == 0) {
      throw a.error("global statement '" + a.keyword() + "' expects an option as an argument.");
    }
    for (int i = 0; i < a.size(); i++) {
      String word = a.get(i);
      if (word.equals("ssl-min-ver") || word.equals("ssl-max-ver")) {
        String version = a.get(++i);
        if (version.isEmpty()) {
          throw a.errorAt(i, "'" + word + "' : missing the ssl/tls version" + where);
        }
        if (!TlsKeywords.VERSIONS.contains(version)) {
          throw a.errorAt(i, "'" + version + "' : unknown ssl/tls version" + where);
        }
      } else if (!flags.contains(word)
          && !word.matches("(no|force)-(sslv3|tlsv10|tlsv11|tlsv12|tlsv13)")) {
        throw a.errorAt(i, "unknown option '" + word + "'" + where);
      }
    }
    d.set(TuningKeywords.word(a.keyword()), String.join(" ", a.texts(0)));
  }

  private static void extraFiles(Arguments a, SectionDraft d) throws ConfigException {
    String usage =
        "'ssl-load-extra-files' expects one or multiple arguments (none, all, bundle, sctl, ocsp,"
            + " issuer).";
    if (a.size() == 0) {
      throw a.error(usage);
    }
    for (int i = 0; i < a.size(); i++) {
      if (!EXTRA_FILES.contains(a.get(i))) {
        throw a.errorAt(i, usage);
      }
      if (a.size() > 1 && (a.get(i).equals("none") || a.get(i).equals("all"))) {
        throw a.errorAt(i, "'ssl-load-extra-files' 'none' and 'all' can be only used alone");
      }
    }
    d.set(TuningKeywords.word(a.keyword()), String.join(" ", a.texts(0)));
  }

  private static void numbers(Registry registry) {
    for (String name :
        List.of(
            "maxsslconn",
            "tune.ssl.cachesize",
            "tune.ssl.hard-maxrecord",
            "tune.ssl.maxrecord",
            "tune.ssl.ssl-ctx-cache-size")) {
      registry.add(add(name, 1).parses(ArgumentForms.positive(TuningKeywords.number(name))));
    }
    registry.add(
        add("maxsslrate", 1).parses(ArgumentForms.onlyCount(TuningKeywords.number("maxsslrate"))));
    registry.add(add("tune.ssl.capture-buffer-size", 1).parses(TlsGlobalKeywords::capture));
    registry.add(
        add("tune.ssl.capture-cipherlist-size", 1)
            .parses(
                (a, d) -> {
                  a.report(
                      a.closeWarning(
                          "'tune.ssl.capture-cipherlist-size' is deprecated and will be removed in"
                              + " version 2.7. Please use 'tune.ssl.capture-buffer-size'"
                              + " instead."));
                  capture(a, d);
                }));
    registry.add(
        add("tune.ssl.default-dh-param", 1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(
                      a, "'tune.ssl.default-dh-param' expects an integer argument.");
                  SettingKey<Long> key = TuningKeywords.number("tune.ssl.default-dh-param");
                  ArgumentForms.count(key).parse(a, d);
                  if (d.get(key) >= 0 && d.get(key) < 1024) {
                    throw a.errorAt(0, "'tune.ssl.default-dh-param' expects a value >= 1024.");
                  }
                }));
    registry.add(add("tune.ssl.lifetime", 1).parses(TlsGlobalKeywords::lifetime));
  }

  private static void capture(Arguments a, SectionDraft d) throws ConfigException {
    SettingKey<Long> key = TuningKeywords.number("tune.ssl.capture-buffer-size");
    boolean known = d.has(key);
    ArgumentForms.positive(key).parse(a, d);
    if (known) {
      throw a.error("'" + a.keyword() + "' is already configured.");
    }
  }

  private static void lifetime(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(
        a, "'tune.ssl.lifetime' expects ssl sessions <lifetime> in seconds as argument.");
    d.set(
        TuningKeywords.number("tune.ssl.lifetime"), ArgumentForms.time(a, TimeUnits.Unit.SECONDS));
  }

  private static void switches(Registry registry) {
    for (String name :
        List.of("ssl-load-extra-del-ext", "ssl-mode-async", "ssl-skip-self-issued-ca")) {
      registry.add(add(name, -1));
    }
    registry.add(add("tune.ssl.force-private-cache", 0));
    registry.add(
        add("tune.ssl.keylog", 1)
            .parses(ArgumentForms.onOff(TuningKeywords.word("tune.ssl.keylog"))));
  }
}
