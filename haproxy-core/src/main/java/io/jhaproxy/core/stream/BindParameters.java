package io.jhaproxy.core.stream;

import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.State;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;

/** Parameters of {@code bind} lines (manual 5.1). */
final class BindParameters {
  private BindParameters() {}

  static void register(Registry registry) {
    add(registry, text("name", BindKeys.NAME, "missing name"));
    add(registry, text("interface", BindKeys.INTERFACE, "missing interface name"));
    add(registry, number("id", BindKeys.ID, 1, Integer.MAX_VALUE));
    add(registry, number("maxconn", BindKeys.MAXCONN, 0, Integer.MAX_VALUE));
    add(registry, number("backlog", BindKeys.BACKLOG, 0, Integer.MAX_VALUE));
    add(
        registry,
        number("nice", BindKeys.NICE, -1024, 1024)
            .noEffect("connections of a worker take turns and none is preferred"));
    add(registry, Parameter.of("mss", 0, BindParameters::mss));
    add(registry, Parameter.of("tcp-ut", 1, (a, d) -> d.set(BindKeys.TCP_USER_TIMEOUT, a.time(0))));
    add(registry, Parameter.flag("transparent", BindKeys.TRANSPARENT, true));
    add(registry, Parameter.flag("v4v6", BindKeys.V4V6, true));
    add(registry, Parameter.flag("v6only", BindKeys.V6ONLY, true));
    add(registry, Parameter.flag("accept-proxy", BindKeys.ACCEPT_PROXY, true));
    add(registry, Parameter.flag("defer-accept", BindKeys.DEFER_ACCEPT, true));
    add(registry, Parameter.flag("tfo", BindKeys.TFO, true));
    add(registry, Parameter.of("mode", 0, BindParameters::mode));
    add(registry, Parameter.of("user", 0, BindChecks::user));
    add(registry, text("uid", BindKeys.UNIX_USER, "missing value"));
    add(registry, Parameter.of("group", 0, BindChecks::group));
    add(registry, text("gid", BindKeys.UNIX_GROUP, "missing value"));
    inert(registry);
  }

  private static void add(Registry registry, Parameter parameter) {
    registry.add(Parameter.Kind.BIND, parameter);
  }

  private static void inert(Registry registry) {
    add(registry, Parameter.of("level", 0, BindChecks::level));
    add(registry, Parameter.of("severity-output", 0, BindChecks::severity));
    add(registry, Parameter.of("expose-fd", 0, BindChecks::exposeFd));
    String threads = "every worker listens on every address";
    add(registry, Parameter.of("process", 0, BindChecks::process).noEffect(threads));
    add(registry, Parameter.of("thread", 0, BindChecks::thread).noEffect(threads));
    add(registry, Parameter.of("shards", 0, BindChecks::shards).noEffect(threads).since("2.5"));
    State refused = State.of(State.Status.REFUSED);
    add(registry, Parameter.of("namespace", 0, BindChecks::namespace));
    add(registry, Parameter.of("accept-netscaler-cip", 0, BindChecks::netscaler));
    add(registry, new Parameter("proto", 0, BindParameters::proto, refused));
  }

  /** What both sides can speak here, and what they cannot yet. */
  private static void proto(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    if (!List.of("h1", "h2", "fcgi", "none").contains(a.get(0))) {
      throw a.error("'proto' :  unknown MUX protocol '" + a.get(0) + "'");
    }
  }

  private static Parameter text(String name, SettingKey<String> key, String missing) {
    return Parameter.of(
        name,
        0,
        (a, d) -> {
          a.consumed(1);
          if (a.get(0).isEmpty()) {
            throw a.error("'" + name + "' : " + missing);
          }
          d.set(key, a.get(0));
        });
  }

  private static Parameter number(String name, SettingKey<Integer> key, int min, int max) {
    return Parameter.of(
        name,
        0,
        (a, d) -> {
          a.consumed(1);
          if (a.get(0).isEmpty()) {
            throw a.error("'" + name + "' : missing value");
          }
          d.set(key, a.integer(0, min, max));
        });
  }

  private static void mss(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    int mss = a.leadingNumber(0);
    if (mss != 0 && Math.abs(mss) <= 65535) {
      d.set(BindKeys.MSS, mss);
      return;
    }
    throw a.error("'mss' : expects an MSS with and absolute value between 1 and 65535");
  }

  private static void mode(ParameterArguments a, SettingsDraft d) throws ConfigException {
    a.consumed(1);
    try {
      d.set(BindKeys.UNIX_MODE, Integer.parseInt(a.get(0), 8));
    } catch (NumberFormatException e) {
      throw a.error("'mode' : missing or invalid mode '" + a.get(0) + "' (octal integer expected)");
    }
  }
}
