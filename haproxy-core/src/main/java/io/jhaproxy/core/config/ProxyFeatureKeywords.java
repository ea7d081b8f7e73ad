package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;
import java.util.Set;

/** Keywords of proxies whose features have no room yet; they are read and checked. */
public final class ProxyFeatureKeywords implements KeywordSet {
  /** {@code option h1-case-adjust-bogus-client}. */
  public static final SettingKey<Boolean> CASE_CLIENT =
      SettingKey.inherited("option h1-case-adjust-bogus-client", false);

  /** {@code option h1-case-adjust-bogus-server}. */
  public static final SettingKey<Boolean> CASE_SERVER =
      SettingKey.inherited("option h1-case-adjust-bogus-server", false);

  /** {@code option http-restrict-req-hdr-names}; empty = the mode's default. */
  public static final SettingKey<String> RESTRICT_NAMES =
      SettingKey.inherited("option http-restrict-req-hdr-names", "");

  /** {@code option dontlog-websocket}. */
  public static final SettingKey<Boolean> DONTLOG_WEBSOCKET =
      SettingKey.inherited("option dontlog-websocket", false);

  /** {@code http-send-name-header}; empty = none. */
  public static final SettingKey<String> SEND_NAME_HEADER =
      SettingKey.inherited("http-send-name-header", "");

  @Override
  public void register(Registry registry) {
    options(registry);
    registry.add(
        Keyword.of("bind-process")
            .inProxies()
            .args(0, -1)
            .parses(ProxyFeatureKeywords::bindProcess)
            .noEffect("there is one process only"));
    registry.add(
        Keyword.of("http-send-name-header")
            .inBackends()
            .args(0, -1)
            .parses(
                ArgumentForms.word(
                    SEND_NAME_HEADER, "'http-send-name-header' requires a header string.")));
  }

  private static void options(Registry registry) {
    registry.add(Keyword.option("h1-case-adjust-bogus-client", CASE_CLIENT).inFrontends());
    registry.add(Keyword.option("h1-case-adjust-bogus-server", CASE_SERVER).inBackends());
    option(registry, "disable-h2-upgrade").ifFrontend();
    registry.add(
        Keyword.of("option dontlog-websocket")
            .inProxies()
            .args(0, -1)
            .canNegate()
            .parses(
                (a, d) -> {
                  a.warn("'option dontlog-websocket' is a newer word; 2.6 refuses it.");
                  d.set(DONTLOG_WEBSOCKET, !a.negated());
                }));
    registry.add(
        Keyword.of("option http-restrict-req-hdr-names")
            .inProxies()
            .args(0, -1)
            .parses(
                (a, d) -> {
                  String expects =
                      "option 'http-restrict-req-hdr-names' expects 'preserve', 'reject' or"
                          + " 'delete' option.";
                  ArgumentForms.require(a, "missing parameter. " + expects);
                  ArgumentForms.choice(
                          RESTRICT_NAMES,
                          List.of("preserve", "reject", "delete"),
                          "invalid parameter '%s'. " + expects)
                      .parse(a, d);
                })
            .since("2.6"));
  }

  /** An option that is on or off, to be placed. */
  private record Option(Registry registry, Keyword keyword) {
    void ifFrontend() {
      registry.add(keyword.inFrontends().notYet());
    }
  }

  private static Option option(Registry registry, String word) {
    return new Option(
        registry, Keyword.option(word, SettingKey.inherited("option " + word, false)));
  }

  private static void bindProcess(Arguments a, SectionDraft d) throws ConfigException {
    for (String word : a.texts(0)) {
      if (Set.of("all", "odd", "even").contains(word)) {
        continue;
      }
      if (!word.matches("[0-9]+(-[0-9]*)?")) {
        throw a.errorAt(0, "bind-process : '" + word + "' is not a valid number/range.");
      }
      if (!word.matches("1(-1)?")) {
        throw a.errorAt(
            0,
            "bind-process : '"
                + word
                + "' is not a valid number/range. It supports numbers from 1 to 1.");
      }
    }
    a.report(
        a.closeWarning(
            "'bind-process' has no effect, is deprecated, and will be removed in version 2.7."));
  }
}
