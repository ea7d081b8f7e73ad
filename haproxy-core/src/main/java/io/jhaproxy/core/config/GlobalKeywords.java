package io.jhaproxy.core.config;

import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.Set;

/** Keywords of the global section that concern the process (configuration manual, chapter 3). */
public final class GlobalKeywords implements KeywordSet {
  @Override
  public void register(Registry registry) {
    process(registry);
    identity(registry);
    environment(registry);
    limits(registry);
    statsSocket(registry);
  }

  private static Keyword global(String name) {
    return Keyword.of(name).in(GLOBAL);
  }

  private static void process(Registry registry) {
    registry.add(flag("daemon", GlobalKeys.DAEMON));
    registry.add(flag("quiet", GlobalKeys.QUIET));
    registry.add(flag("zero-warning", GlobalKeys.ZERO_WARNING));
    registry.add(flag("nosplice", GlobalKeys.NOSPLICE));
    registry.add(
        global("debug")
            .parses(
                (a, d) ->
                    a.warn(
                        "'debug' in the global section is an old form; start with -d instead.")));
    registry.add(
        global("master-worker")
            .args(0, 1)
            .parses(
                (a, d) -> {
                  if (a.size() > 0 && !a.get(0).equals("no-exit-on-failure")) {
                    throw a.errorAt(
                        0, "'master-worker' only supports 'no-exit-on-failure' option.");
                  }
                  d.set(GlobalKeys.MASTER_WORKER, true);
                }));
    registry.add(
        text("pidfile", GlobalKeys.PIDFILE, "'pidfile' expects a file name as an argument."));
    registry.add(text("chroot", GlobalKeys.CHROOT, "'chroot' expects a directory as an argument."));
    registry.add(
        global("nbproc")
            .args(0, 1)
            .parses(
                (a, d) -> {
                  String text =
                      "nbproc is not supported any more since HAProxy 2.5. Threads will"
                          + " automatically be used on multi-processor machines if available.";
                  if (a.integer(0, 1, 4096, text) > 1) {
                    throw a.error(text);
                  }
                  a.warn("'nbproc 1' is an old form and has no effect; remove it.");
                }));
    registry.add(
        global("nbthread")
            .args(1, 1)
            .parses(
                (a, d) -> {
                  int count =
                      a.integer(
                          0,
                          Integer.MIN_VALUE,
                          Integer.MAX_VALUE,
                          "'nbthread' passed a missing or unparsable integer value in '"
                              + a.get(0)
                              + "'");
                  if (count < 1 || count > 64) {
                    throw a.errorAt(
                        0, "'nbthread' value must be between 1 and 64 (was " + count + ")");
                  }
                  d.set(GlobalKeys.NBTHREAD, count);
                }));
    registry.add(
        global("hard-stop-after")
            .args(0, 1)
            .parses(
                (a, d) -> {
                  if (a.size() == 0) {
                    throw a.error("'hard-stop-after' expects <time> as argument.");
                  }
                  d.set(GlobalKeys.HARD_STOP_AFTER, a.time(0, TimeUnits.Unit.MILLISECONDS));
                }));
  }

  private static Keyword flag(String name, SettingKey<Boolean> key) {
    return global(name).parses((a, d) -> d.set(key, true));
  }

  private static Keyword text(String name, SettingKey<String> key, String complaint) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              if (a.get(0).isEmpty()) {
                throw a.error(complaint);
              }
              if (d.has(key)) {
                a.alert("'" + name + "' already specified. Continuing.");
                return;
              }
              d.set(key, a.get(0));
            });
  }

  private static void identity(Registry registry) {
    registry.add(account("uid", "user", GlobalKeys.USER));
    registry.add(account("gid", "group", GlobalKeys.GROUP));
    registry.add(account("user", "user", GlobalKeys.USER));
    registry.add(account("group", "group", GlobalKeys.GROUP));
    registry.add(
        global("node")
            .args(0, 1)
            .parses(
                (a, d) -> {
                  if (!a.get(0).matches("[0-9A-Za-z._-]+")) {
                    throw a.errorAt(
                        0,
                        ": 'node' requires valid node name - non-empty string with digits(0-9),"
                            + " letters(A-Z, a-z), dot(.), hyphen(-) or underscode(_).");
                  }
                  d.set(GlobalKeys.NODE, a.get(0));
                }));
    registry.add(
        global("description")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  if (a.size() == 0) {
                    throw new ConfigException(
                        new Diagnostic(
                            Severity.ALERT,
                            a.location(),
                            "config : parsing ["
                                + a.location()
                                + "]: 'description' expects a string argument."));
                  }
                  d.set(GlobalKeys.DESCRIPTION, String.join(" ", a.texts(0)));
                }));
    registry.add(
        global("localpeer").args(1, 1).parses((a, d) -> setLocalPeer(a.environment(), a.get(0))));
  }

  private static void setLocalPeer(Environment environment, String name) {
    environment.set("HAPROXY_LOCALPEER", name);
  }

  private static Keyword account(String name, String both, SettingKey<String> key) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              if (a.get(0).isEmpty()) {
                throw a.error("'" + name + "' expects a " + both + " name or number as argument.");
              }
              if (d.has(key)) {
                throw a.error(both + "/" + name + " already specified. Continuing.");
              }
              d.set(key, a.get(0));
            });
  }

  private static void environment(Registry registry) {
    registry.add(
        global("setenv")
            .args(0, 2)
            .parses(
                (a, d) -> {
                  requireNameAndValue(a);
                  a.environment().set(a.get(0), a.get(1));
                }));
    registry.add(
        global("presetenv")
            .args(0, 2)
            .parses(
                (a, d) -> {
                  requireNameAndValue(a);
                  if (a.environment().get(a.get(0)) == null) {
                    a.environment().set(a.get(0), a.get(1));
                  }
                }));
    registry.add(
        global("unsetenv")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  if (a.size() == 0) {
                    throw a.error(": 'unsetenv' expects at least one variable name.");
                  }
                  a.texts(0).forEach(a.environment()::unset);
                }));
    registry.add(
        global("resetenv")
            .args(0, -1)
            .parses((a, d) -> a.environment().retain(Set.copyOf(a.texts(0)))));
  }

  private static void requireNameAndValue(Arguments a) throws ConfigException {
    if (a.size() < 2) {
      throw a.error(": '" + a.keyword() + "' expects a name and a value.");
    }
  }

  private static void limits(Registry registry) {
    registry.add(number("maxconn", GlobalKeys.MAXCONN, 0));
    registry.add(number("ulimit-n", GlobalKeys.ULIMIT_N, 0));
    registry.add(
        global("spread-checks")
            .args(0, 1)
            .parses(
                (a, d) ->
                    d.set(
                        GlobalKeys.SPREAD_CHECKS,
                        a.integer(
                            0,
                            0,
                            50,
                            ": 'spread-checks' needs a positive value in range 0..50."))));
    registry.add(
        tune("tune.bufsize", GlobalKeys.BUFSIZE, 1, "expects a positive integer argument."));
    registry.add(
        tune("tune.maxrewrite", GlobalKeys.MAXREWRITE, 0, "expects a positive integer argument."));
    registry.add(
        global("tune.http.maxhdr")
            .args(0, 1)
            .parses(
                (a, d) ->
                    d.set(
                        GlobalKeys.MAXHDR,
                        a.integer(
                            0,
                            1,
                            32767,
                            "'tune.http.maxhdr' expects a numeric value between 1 and 32767"))));
  }

  private static Keyword number(String name, SettingKey<Integer> key, int min) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              String complaint = "'" + name + "' expects an integer argument.";
              int value = Math.max(min, a.looseInteger(0, complaint));
              if (d.has(key)) {
                throw a.error("'" + name + "' already specified. Continuing.");
              }
              d.set(key, value);
            });
  }

  private static Keyword tune(String name, SettingKey<Integer> key, int min, String complaint) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              try {
                long bytes = TimeUnits.parseSize(a.get(0));
                if (bytes >= min && bytes <= Integer.MAX_VALUE) {
                  d.set(key, (int) bytes);
                  return;
                }
              } catch (TimeUnits.BadTimeException e) {
                // worded below
              }
              throw a.errorAt(0, "'" + name + "' " + complaint);
            });
  }

  private static void statsSocket(Registry registry) {
    registry.family(
        "stats",
        (word, hint) ->
            "'stats' only supports 'socket', 'maxconn', 'bind-process' and 'timeout' (got '"
                + word
                + "')");
    registry.add(
        global("stats socket")
            .args(0, -1)
            .notYet()
            .parses(
                (a, d) -> {
                  if (a.size() == 0) {
                    throw a.error(
                        "'stats socket' in global section expects an address or a path to a UNIX"
                            + " socket");
                  }
                  d.add(GlobalKeys.STATS_SOCKETS, a.rule("stats socket", 0));
                }));
    registry.add(
        global("stats timeout")
            .args(0, 1)
            .notYet()
            .parses((a, d) -> a.time(0, TimeUnits.Unit.MILLISECONDS)));
    registry.add(
        global("stats maxconn")
            .args(0, 1)
            .notYet()
            .parses(
                (a, d) ->
                    a.integer(
                        0, 1, Integer.MAX_VALUE, "'stats maxconn' expects a positive value")));
    registry.add(global("stats bind-process").args(0, -1).noEffect("there is one process only"));
  }
}
