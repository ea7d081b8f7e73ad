package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import java.util.Set;

/** Keywords of proxies whose features have no room yet; they are read and checked. */
public final class ProxyFeatureKeywords implements KeywordSet {
  @Override
  public void register(Registry registry) {
    proxies(registry);
  }

  private static void compression(Arguments a, SectionDraft d) throws ConfigException {
    if (!Set.of("algo", "type", "offload").contains(a.get(0))) {
      throw a.error("'compression' expects 'algo', 'type' or 'offload'");
    }
  }

  private static String[] words(String names) {
    return names.strip().split("\\s+");
  }

  private static void proxies(Registry registry) {
    for (String name :
        words(
            """
        stick-table stick filter email-alert declare use-fcgi-app
        max-keep-alive-queue server-template load-server-state-from-file
        server-state-file-name external-check http-error errorfiles persist dynamic-cookie-key
        clitcpka-cnt clitcpka-idle clitcpka-intvl srvtcpka-cnt srvtcpka-idle srvtcpka-intvl""")) {
      registry.add(Keyword.of(name).inProxies().args(0, -1).notYet());
    }
    for (String name :
        words(
            """
        h1-case-adjust-bogus-client h1-case-adjust-bogus-server disable-h2-upgrade
        idle-close-on-response dontlog-websocket http-restrict-req-hdr-names""")) {
      registry.add(Keyword.of("option " + name).inProxies().args(0, -1).canNegate().notYet());
    }
    registry.add(
        Keyword.of("compression")
            .inProxies()
            .args(0, -1)
            .parses(ProxyFeatureKeywords::compression)
            .notYet());
    registry.add(
        Keyword.of("bind-process").inProxies().args(0, -1).noEffect("there is one process only"));
  }
}
