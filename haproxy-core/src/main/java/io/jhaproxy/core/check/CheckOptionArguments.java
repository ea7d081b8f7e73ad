package io.jhaproxy.core.check;

import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.grammar.source.ConfigException;

/** Arguments of {@code option mysql-check} and its kind (manual 4.2). */
final class CheckOptionArguments {
  private CheckOptionArguments() {}

  static void check(Arguments a, String word) throws ConfigException {
    switch (word) {
      case "ssl-hello-chk", "ldap-check", "redis-check", "spop-check", "external-check" ->
          most(a, 0);
      case "smtpchk" -> most(a, 2);
      case "mysql-check" -> {
        if (a.size() > 0 && !a.get(0).equals("user")) {
          throw a.errorAt(
              0,
              "'option mysql-check' only supports optional values: 'user' (got '"
                  + a.get(0)
                  + "').");
        }
      }
      case "pgsql-check" -> {
        if (!a.get(0).equals("user") || a.get(1).isEmpty()) {
          throw a.error("'option pgsql-check' expects 'user <username>' as argument.");
        }
        most(a, 2);
      }
      default -> {}
    }
  }

  private static void most(Arguments a, int count) throws ConfigException {
    if (a.size() > count) {
      throw a.errorAt(
          count, "'" + a.keyword() + "' cannot handle unexpected argument '" + a.get(count) + "'.");
    }
  }
}
