package io.jhaproxy.core.config;

import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

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
    registry.add(global("debug").args(0, -1).parses((a, d) -> a.rewrite(0, List.of())));
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
            .args(0, -1)
            .until("2.4")
            .parses(
                (a, d) -> a.rewrite(0, List.of(List.of(a.word("nbthread"), a.word(a.get(0)))))));
    registry.add(
        global("nbthread")
            .args(0, 1)
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
            .args(0, -1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(a, "'hard-stop-after' expects <time> as argument.");
                  d.set(
                      GlobalKeys.HARD_STOP_AFTER,
                      ArgumentForms.time(a, TimeUnits.Unit.MILLISECONDS));
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
                a.tolerate("'" + name + "' already specified. Continuing.");
                return;
              }
              d.set(key, a.get(0));
            });
  }

  private static void identity(Registry registry) {
    registry.add(number("uid", "user", GlobalKeys.USER, Accounts::hasUser));
    registry.add(number("gid", "group", GlobalKeys.GROUP, Accounts::hasGroup));
    registry.add(account("user", "uid", GlobalKeys.USER, Accounts::hasUser));
    registry.add(account("group", "gid", GlobalKeys.GROUP, Accounts::hasGroup));
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
        global("localpeer")
            .args(0, 1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(a, "'localpeer' expects a name as an argument.");
                  setLocalPeer(a.environment(), a.get(0));
                  d.set(GlobalKeys.LOCAL_PEER, a.get(0));
                }));
  }

  private static void setLocalPeer(Environment environment, String name) {
    environment.set("HAPROXY_LOCALPEER", name);
  }

  /** {@code uid} and {@code gid}: numbers. */
  private static Keyword number(
      String name, String both, SettingKey<String> key, Predicate<String> exists) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              if (isGiven(d, key)) {
                a.tolerate(both + "/" + name + " already specified. Continuing.");
                return;
              }
              if (a.get(0).isEmpty()) {
                throw a.error("'" + name + "' expects an integer argument.");
              }
              if (exists.test(a.get(0))) {
                a.warn("'" + name + "' names an account; it is taken as '" + both + "'.");
                d.set(key, a.get(0));
                return;
              }
              if (!a.get(0).matches("-?[0-9]{1,10}")) {
                a.report(
                    new Diagnostic(
                        Severity.WARNING,
                        a.location(),
                        "config : parsing ["
                            + a.location()
                            + "] :  "
                            + name
                            + ": string '"
                            + a.get(0)
                            + "' is not a number.\n   | You might want to use the '"
                            + both
                            + "' parameter to use a system "
                            + both
                            + " name."));
                return;
              }
              d.set(key, a.get(0));
            });
  }

  /** {@code user} and {@code group}: names. */
  private static Keyword account(
      String name, String number, SettingKey<String> key, Predicate<String> exists) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              if (isGiven(d, key)) {
                a.tolerate(name + "/" + number + " already specified. Continuing.");
                return;
              }
              if (a.get(0).matches("[0-9]{1,9}")) {
                a.warn("'" + name + "' is a number; it is taken as '" + number + "'.");
              } else if (!exists.test(a.get(0))) {
                throw a.errorAt(
                    0, "cannot find " + name + " id for '" + a.get(0) + "' (0:Success)");
              }
              d.set(key, a.get(0));
            });
  }

  /** Root counts as nobody. */
  private static boolean isGiven(SectionDraft d, SettingKey<String> key) {
    return d.has(key) && !Set.of("0", "root").contains(d.get(key));
  }

  private static void environment(Registry registry) {
    registry.add(
        global("setenv")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  requireNameAndValue(a);
                  a.environment().set(a.get(0), a.get(1));
                }));
    registry.add(
        global("presetenv")
            .args(0, -1)
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
    registry.add(number("maxconn", GlobalKeys.MAXCONN));
    registry.add(number("ulimit-n", GlobalKeys.ULIMIT_N));
    registry.add(global("spread-checks").args(0, 1).parses(GlobalKeywords::spreadChecks));
    registry.add(tune("tune.bufsize", GlobalKeys.BUFSIZE, 1));
    registry.add(tune("tune.maxrewrite", GlobalKeys.MAXREWRITE, 0));
    registry.add(
        global("tune.http.maxhdr")
            .args(0, 1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(a, "'tune.http.maxhdr' expects an integer argument.");
                  long count = ArgumentForms.number(a);
                  if (count < 1 || count > 32767) {
                    throw a.errorAt(
                        0, "'tune.http.maxhdr' expects a numeric value between 1 and 32767");
                  }
                  d.set(GlobalKeys.MAXHDR, (int) count);
                }));
  }

  private static void spreadChecks(Arguments a, SectionDraft d) throws ConfigException {
    if (d.has(GlobalKeys.SPREAD_CHECKS) && d.get(GlobalKeys.SPREAD_CHECKS) != 0) {
      a.report(
          ArgumentForms.closeError(a, "spread-checks already specified. Continuing.")
              .diagnostic()
              .tolerated());
      return;
    }
    if (a.get(0).isEmpty()) {
      throw ArgumentForms.closeError(a, "'spread-checks' expects an integer argument (0..50).");
    }
    long percent = ArgumentForms.number(a);
    if (percent < 0 || percent > 50) {
      throw ArgumentForms.closeError(a, "'spread-checks' needs a positive value in range 0..50.");
    }
    d.set(GlobalKeys.SPREAD_CHECKS, (int) percent);
  }

  private static Keyword number(String name, SettingKey<Integer> key) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              if (d.has(key)) {
                a.tolerate("'" + name + "' already specified. Continuing.");
                return;
              }
              ArgumentForms.require(a, "'" + name + "' expects an integer argument.");
              d.set(key, (int) Math.max(0, ArgumentForms.number(a)));
            });
  }

  /** A size in bytes; a unit is taken too, with a warning, since newer versions know it. */
  private static Keyword tune(String name, SettingKey<Integer> key, int min) {
    return global(name)
        .args(0, 1)
        .parses(
            (a, d) -> {
              ArgumentForms.require(a, "'" + name + "' expects an integer argument.");
              long bytes;
              try {
                bytes = TimeUnits.parseSize(a.get(0));
                if (!Character.isDigit(a.get(0).charAt(a.get(0).length() - 1))) {
                  a.warn(
                      "'"
                          + name
                          + "' with a unit is a newer form; HAProxy 2.6 ignores the unit, here it"
                          + " means "
                          + bytes
                          + " bytes.");
                }
              } catch (TimeUnits.BadTimeException e) {
                bytes = ArgumentForms.number(a);
              }
              if (bytes < min) {
                throw a.errorAt(0, "'" + name + "' expects a positive integer argument.");
              }
              d.set(key, (int) Math.min(bytes, Integer.MAX_VALUE));
            });
  }

  private static void statsSocket(Registry registry) {
    registry.family(
        "stats",
        (word, hint) ->
            "'stats' only supports 'socket', 'maxconn', 'bind-process' and 'timeout' (got '"
                + word
                + "')");
    registry.add(global("stats socket").args(0, -1).parses(GlobalKeywords::socket));
    registry.add(global("stats timeout").args(0, -1).parses(GlobalKeywords::statsTimeout));
    registry.add(
        global("stats maxconn")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  long most = ArgumentForms.number(a);
                  if (most <= 0) {
                    throw a.errorAt(0, "'stats maxconn' expects a positive value");
                  }
                  d.set(GlobalKeys.STATS_MAXCONN, (int) Math.min(most, Integer.MAX_VALUE));
                }));
    registry.add(
        global("stats bind-process")
            .args(0, -1)
            .parses(GlobalKeywords::bindProcess)
            .noEffect("there is one process only"));
  }

  private static void socket(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw a.error(
          "'stats socket' in global section expects an address or a path to a UNIX socket");
    }
    Address address;
    try {
      address = new AddressParser(AddressParser.Port.RANGE).parse(a.address(0));
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(0, "parsing [" + a.location() + "] : 'stats socket' : " + e.getMessage());
    }
    SettingsDraft settings = new SettingsDraft();
    Registry.readParameters(
        a, 1, Parameter.Kind.BIND, Registry.STATS_SOCKET, SectionKind.GLOBAL, settings);
    d.add(
        GlobalKeys.STATS_SOCKETS,
        new StatsSocket(a.get(0), address, settings.build(), a.location()));
  }

  private static void statsTimeout(Arguments a, SectionDraft d) throws ConfigException {
    try {
      long time = a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS);
      if (time == 0) {
        throw a.errorAt(0, "'stats timeout' expects a positive value");
      }
      d.set(GlobalKeys.STATS_TIMEOUT, time);
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(0, "'stats timeout' : unexpected character '" + e.character() + "'");
    }
  }

  private static void bindProcess(Arguments a, SectionDraft d) throws ConfigException {
    for (String word : a.texts(0)) {
      if (Set.of("all", "odd", "even").contains(word)) {
        continue;
      }
      if (!word.matches("[0-9]+(-[0-9]*)?")) {
        throw a.errorAt(0, "'stats bind-process' : '" + word + "' is not a valid number/range.");
      }
      if (!word.matches("1(-1)?")) {
        throw a.errorAt(
            0,
            "'stats bind-process' : '"
                + word
                + "' is not a valid number/range. It supports numbers from 1 to 1.");
      }
    }
  }
}
