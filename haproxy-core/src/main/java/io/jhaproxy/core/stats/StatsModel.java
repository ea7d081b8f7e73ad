package io.jhaproxy.core.stats;

import io.jhaproxy.core.config.RuleStatement;
import java.util.List;

/**
 * The {@code stats} lines of a proxy.
 *
 * @param enabled any line but {@code hide-version} alone enables the page, as in HAProxy
 * @param uri the page's URI prefix
 * @param realm Basic authentication's realm
 * @param users {@code stats auth}; empty = open to all
 * @param refreshSeconds 0 = no refresh
 * @param hideVersion {@code stats hide-version}
 * @param scopes proxies shown, "." = the own one; empty = all
 * @param showLegends {@code stats show-legends}
 * @param showNode {@code stats show-node}
 * @param node its name argument; empty = global node or host name
 * @param showDescription {@code stats show-desc}
 * @param description its argument; empty = global description
 * @param showModules {@code stats show-modules}
 * @param admin {@code stats admin if|unless COND} lines
 * @param httpRequest {@code stats http-request} lines
 */
public record StatsModel(
    boolean enabled,
    String uri,
    String realm,
    List<User> users,
    int refreshSeconds,
    boolean hideVersion,
    List<String> scopes,
    boolean showLegends,
    boolean showNode,
    String node,
    boolean showDescription,
    String description,
    boolean showModules,
    List<RuleStatement> admin,
    List<RuleStatement> httpRequest) {
  /** HAProxy's compiled-in defaults. */
  public static final StatsModel DEFAULT =
      new StatsModel(
          false,
          "/haproxy?stats",
          "HAProxy Statistics",
          List.of(),
          0,
          false,
          List.of(),
          false,
          false,
          "",
          false,
          "",
          false,
          List.of(),
          List.of());

  /** Copies the lists. */
  public StatsModel {
    users = List.copyOf(users);
    scopes = List.copyOf(scopes);
    admin = List.copyOf(admin);
    httpRequest = List.copyOf(httpRequest);
  }

  /**
   * {@code stats auth USER:PASSWORD}.
   *
   * @param name the user
   * @param password in clear
   */
  public record User(String name, String password) {}
}
