package io.jhaproxy.core.stream;

import io.jhaproxy.core.config.Accounts;
import io.jhaproxy.core.config.ParameterArguments;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.grammar.source.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Argument checks of {@code bind} parameters whose value nothing reads yet (manual 5.1). */
final class BindChecks {
  private static final int MOST_THREADS = 64;
  private static final Set<String> SETS = Set.of("all", "odd", "even");

  private BindChecks() {}

  private static String argument(ParameterArguments a, String missing) throws ConfigException {
    a.consumed(1);
    if (a.get(0).isEmpty()) {
      throw a.error("'" + a.name() + "' : " + missing);
    }
    return a.get(0);
  }

  static void level(ParameterArguments a, SettingsDraft d) throws ConfigException {
    one(
        a,
        "missing level",
        List.of("user", "operator", "admin"),
        "'user', 'operator', and 'admin'");
    d.set(BindKeys.LEVEL, a.get(0));
  }

  static void severity(ParameterArguments a, SettingsDraft d) throws ConfigException {
    one(
        a,
        "missing severity format",
        List.of("none", "number", "string"),
        "'none', 'number', and 'string'");
    d.set(BindKeys.SEVERITY, a.get(0));
  }

  static void exposeFd(ParameterArguments a, SettingsDraft d) throws ConfigException {
    one(a, "missing fd type", List.of("listeners"), "'listeners'");
    d.set(BindKeys.EXPOSE_LISTENERS, true);
  }

  private static void one(ParameterArguments a, String missing, List<String> words, String names)
      throws ConfigException {
    String word = argument(a, missing);
    if (!words.contains(word)) {
      throw a.error("'" + a.name() + "' only supports " + names + " (got '" + word + "')");
    }
  }

  static void user(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String name = argument(a, "missing user name");
    if (!Accounts.hasUser(name)) {
      throw a.error("'" + a.name() + "' : unknown user name '" + name + "'");
    }
    d.set(BindKeys.UNIX_USER, name);
  }

  static void group(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String name = argument(a, "missing group name");
    if (!Accounts.hasGroup(name)) {
      throw a.error("'" + a.name() + "' : unknown group name '" + name + "'");
    }
    d.set(BindKeys.UNIX_GROUP, name);
  }

  static void process(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String word = argument(a, "missing process number");
    int slash = word.indexOf('/');
    String processes = slash < 0 ? word : word.substring(0, slash);
    range(a, processes, 1);
    String threads = slash < 0 ? "" : word.substring(slash + 1);
    if (!threads.isEmpty()) {
      range(a, threads, MOST_THREADS);
    }
    a.warn(
        "'process "
            + word
            + "' on 'bind' lines is deprecated and will be removed in 2.7."
            + (threads.isEmpty() ? "" : " Please use 'thread " + threads + "' instead."));
  }

  static void thread(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String word = argument(a, "missing thread number");
    int slash = word.indexOf('/');
    if (slash >= 0 && !word.substring(0, slash).equals("1")) {
      String group = word.substring(0, slash);
      throw a.error(
          "'thread' thread-group number must be between 1 and 1 (was "
              + (group.matches("[0-9]{1,9}") ? group : "0")
              + ").");
    }
    range(a, word.substring(slash + 1), MOST_THREADS);
  }

  private static void range(ParameterArguments a, String word, int most) throws ConfigException {
    if (SETS.contains(word)) {
      return;
    }
    String problem = "'" + a.name() + "' : '" + word + "' is not a valid number/range.";
    if (!word.isEmpty() && !word.matches("-?[0-9]+(-[0-9]*)?")) {
      throw a.error(problem);
    }
    for (String end : word.split("-")) {
      boolean good = end.matches("[0-9]{1,3}") && Integer.parseInt(end) <= most;
      if (word.startsWith("-") || !good || Integer.parseInt(end) < 1) {
        throw a.error(problem + " It supports numbers from 1 to " + most + ".");
      }
    }
  }

  static void shards(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String word = argument(a, "missing value");
    if (word.equals("by-thread") || word.equals("by-group")) {
      return;
    }
    int count = a.leadingNumber(0);
    if (count < 1 || count > MOST_THREADS) {
      throw a.error(
          "'shards' : invalid value "
              + count
              + ", allowed range is 1.."
              + MOST_THREADS
              + " or 'by-thread'.");
    }
  }

  static void netscaler(ParameterArguments a, SettingsDraft d) throws ConfigException {
    argument(a, "missing value");
    int magic = a.leadingNumber(0);
    if (magic == 0 || a.get(0).startsWith("-")) {
      throw a.error("'accept-netscaler-cip' : invalid value " + magic + ", must be >= 0");
    }
    d.set(BindKeys.NETSCALER_MAGIC, magic);
  }

  static void namespace(ParameterArguments a, SettingsDraft d) throws ConfigException {
    String name = argument(a, "missing namespace id");
    if (!Files.exists(Path.of("/var/run/netns", name))) {
      throw a.error("error encountered while processing 'namespace'.");
    }
    d.set(BindKeys.NAMESPACE, name);
  }
}
