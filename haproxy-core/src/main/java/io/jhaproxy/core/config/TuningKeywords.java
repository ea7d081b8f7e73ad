package io.jhaproxy.core.config;

import static io.jhaproxy.core.config.ArgumentForms.choice;
import static io.jhaproxy.core.config.ArgumentForms.count;
import static io.jhaproxy.core.config.ArgumentForms.onOff;
import static io.jhaproxy.core.config.ArgumentForms.onlyCount;
import static io.jhaproxy.core.config.ArgumentForms.range;
import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The knobs of the global section (manual 3.2): read, checked and kept by name; {@link #number} and
 * {@link #word} give the keys. Each says whether something listens to it.
 */
public final class TuningKeywords implements KeywordSet {
  private static final String OTHER_LOOP = "this engine has its own event loop";
  private static final String MEMORY = "memory is managed by the Java runtime";
  private static final String BUFFERS = "buffers are sized by the engine";
  private static final Map<String, SettingKey<Long>> NUMBERS = new TreeMap<>();
  private static final Map<String, SettingKey<String>> WORDS = new TreeMap<>();

  /** The key of a knob that is a number (or a time in milliseconds); -1 where nothing is said. */
  public static synchronized SettingKey<Long> number(String name) {
    return NUMBERS.computeIfAbsent(name, n -> SettingKey.own(n, -1L));
  }

  /** The key of a knob that is a word; empty where nothing is said. */
  public static synchronized SettingKey<String> word(String name) {
    return WORDS.computeIfAbsent(name, n -> SettingKey.own(n, ""));
  }

  @Override
  public void register(Registry registry) {
    loop(registry);
    flags(registry);
    memory(registry);
    compression(registry);
    http2(registry);
    lua(registry);
    threads(registry);
  }

  private static Keyword global(String name, Keyword.Parser parser) {
    return Keyword.of(name).in(GLOBAL).args(0, 1).parses(parser);
  }

  private static void loop(Registry registry) {
    for (String name : List.of("tune.maxpollevents", "tune.runqueue-depth", "maxpipes")) {
      registry.add(global(name, onlyCount(number(name))).noEffect(OTHER_LOOP));
    }
    registry.add(
        global("tune.maxaccept", onlyCount(number("tune.maxaccept"))).noEffect(OTHER_LOOP));
    registry.add(
        global("fd-hard-limit", onlyCount(number("fd-hard-limit")))
            .noEffect("the system's limit of open files decides"));
    for (String name : List.of("tune.recv_enough", "tune.pipesize")) {
      registry.add(global(name, count(number(name))).noEffect(OTHER_LOOP));
    }
    registry.add(global("tune.idletimer", TuningKeywords::idleTimer).noEffect(OTHER_LOOP));
    for (String name : List.of("tune.sched.low-latency", "tune.listener.multi-queue")) {
      registry.add(global(name, onOff(word(name))).noEffect(OTHER_LOOP));
    }
    registry.add(
        global("tune.fd.edge-triggered", TuningKeywords::experimental)
            .noEffect("every socket is edge-triggered"));
    registry.add(
        global(
                "profiling.tasks",
                choice(
                    word("profiling.tasks"),
                    List.of("on", "auto", "off"),
                    "'profiling.tasks' expects either 'on', 'auto', or 'off' but got '%s'."))
            .noEffect(OTHER_LOOP));
    registry.add(
        global("close-spread-time", ArgumentForms.time(number("close-spread-time")))
            .args(0, -1)
            .noEffect("a soft stop lets idle clients go at once"));
    registry.add(global("grace", ArgumentForms.time(GlobalKeys.GRACE)).args(0, -1));
  }

  private static void idleTimer(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(a, "'tune.idletimer' expects a timer value between 0 and 65535 ms.");
    try {
      long time = a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS);
      if (time > 65535) {
        throw ArgumentForms.closeError(
            a,
            "timer overflow in argument <"
                + a.get(0)
                + "> to <tune.idletimer>, maximum value is 65535 ms.");
      }
      d.set(number("tune.idletimer"), time);
    } catch (TimeUnits.BadTimeException e) {
      throw ArgumentForms.closeError(
          a, "unexpected character '" + e.character() + "' in argument to <tune.idletimer>.");
    }
  }

  private static void experimental(Arguments a, SectionDraft d) throws ConfigException {
    if (!d.get(GlobalKeys.EXPERIMENTAL)) {
      throw a.error(
          "'"
              + a.keyword()
              + "' directive is experimental, must be allowed via a global"
              + " 'expose-experimental-directives'");
    }
    onOff(word(a.keyword())).parse(a, d);
  }

  private static void flags(Registry registry) {
    registry.add(
        Keyword.of("expose-experimental-directives")
            .in(GLOBAL)
            .args(0, -1)
            .parses((a, d) -> d.set(GlobalKeys.EXPERIMENTAL, true)));
    for (String name :
        List.of("noepoll", "nopoll", "nokqueue", "noevports", "noreuseport", "nogetaddrinfo")) {
      registry.add(Keyword.of(name).in(GLOBAL).noEffect(OTHER_LOOP));
    }
    registry.add(Keyword.of("busy-polling").in(GLOBAL).canNegate().noEffect(OTHER_LOOP));
    for (String name : List.of("set-dumpable", "strict-limits")) {
      registry.add(
          Keyword.of(name).in(GLOBAL).canNegate().noEffect("the Java runtime decides about it"));
    }
    registry.add(
        Keyword.of("insecure-fork-wanted")
            .in(GLOBAL)
            .canNegate()
            .parses((a, d) -> d.set(number("insecure-fork-wanted"), a.negated() ? 0L : 1L)));
    registry.add(
        Keyword.of("insecure-setuid-wanted").in(GLOBAL).noEffect("the Java runtime decides"));
    registry.add(
        Keyword.of("pp2-never-send-local").in(GLOBAL).partOf("the PROXY protocol").since("2.6"));
    registry.add(Keyword.of("no-memory-trimming").in(GLOBAL).noEffect(MEMORY));
    registry.add(
        Keyword.of("h2-workaround-bogus-websocket-clients")
            .in(GLOBAL)
            .partOf("HTTP/2, which is not implemented yet"));
    registry.add(
        global("mworker-max-reloads", TuningKeywords::maxReloads)
            .noEffect(
                "old generations go when their last client leaves, however many reloads there were"));
  }

  private static void maxReloads(Arguments a, SectionDraft d) {
    if (a.get(0).isEmpty()) {
      a.warn("'mworker-max-reloads' expects an integer argument.");
      return;
    }
    long value = ArgumentForms.number(a);
    if (value < 0) {
      a.warn("'mworker-max-reloads' : invalid value " + value + ", must be >= 0");
      return;
    }
    d.set(number("mworker-max-reloads"), value);
  }

  private static void memory(Registry registry) {
    for (String name :
        List.of(
            "tune.buffers.limit",
            "tune.buffers.reserve",
            "tune.http.cookielen",
            "tune.http.logurilen")) {
      registry.add(global(name, count(number(name))).noEffect(BUFFERS));
    }
    for (String name :
        List.of(
            "tune.rcvbuf.client",
            "tune.rcvbuf.server",
            "tune.sndbuf.client",
            "tune.sndbuf.server")) {
      registry.add(global(name, onlyCount(number(name))).noEffect("the system sizes them"));
    }
    registry.add(
        global("tune.idle-pool.shared", onOff(word("tune.idle-pool.shared")))
            .noEffect("idle connections stay with their worker"));
    registry.add(
        global(
                "tune.pattern.cache-size",
                range(
                    number("tune.pattern.cache-size"),
                    0,
                    Integer.MAX_VALUE,
                    "'tune.pattern.cache-size' expects a positive numeric value",
                    "'tune.pattern.cache-size' expects a positive numeric value"))
            .args(0, -1)
            .noEffect("patterns are looked up in indexes, there is nothing to remember"));
    percentage(registry, "tune.pool-high-fd-ratio", "an integer argument between 0 and 100.");
    percentage(registry, "tune.pool-low-fd-ratio", "an integer argument between 0 and 100.");
    registry.add(
        global(
                "tune.fail-alloc",
                range(
                    number("tune.fail-alloc"),
                    0,
                    100,
                    "'tune.fail-alloc' expects a numeric value between 0 and 100."))
            .noEffect(MEMORY));
    for (String scope : List.of("check", "global", "proc", "reqres", "sess", "txn")) {
      Keyword limit = global("tune.vars." + scope + "-max-size", TuningKeywords::size).args(0, -1);
      boolean held = List.of("proc", "reqres", "sess", "txn").contains(scope);
      registry.add(held ? limit : limit.noEffect(MEMORY));
    }
    registry.add(
        global(
                "tune.chksize",
                (a, d) ->
                    a.warn("'tune.chksize' is an old form and has no effect; use 'tune.bufsize'."))
            .args(0, -1)
            .until("2.3"));
  }

  private static void percentage(Registry registry, String name, String wanted) {
    String expects = "'" + name + "' expects " + wanted;
    registry.add(global(name, range(number(name), 0, 100, expects, expects)).noEffect(MEMORY));
  }

  private static void size(Arguments a, SectionDraft d) throws ConfigException {
    if (!a.get(0).matches("-?[0-9]*")) {
      throw a.error(a.keyword() + ": '" + a.get(0) + "' is an invalid size");
    }
    d.set(number(a.keyword()), ArgumentForms.number(a));
  }

  /** {@code maxcompcpuusage}: percent of the workers' time. */
  public static final SettingKey<Long> MAX_COMPRESSION_USAGE =
      SettingKey.own("maxcompcpuusage", 100L);

  private static void compression(Registry registry) {
    String level = "'tune.comp.maxlevel' expects a numeric value between 1 and 9";
    registry.add(global("tune.comp.maxlevel", range(number("tune.comp.maxlevel"), 1, 9, level)));
    registry.add(
        global(
            "maxcomprate",
            (a, d) -> {
              ArgumentForms.require(a, "'maxcomprate' expects an integer argument in kb/s.");
              count(number("maxcomprate")).parse(a, d);
            }));
    registry.add(global("maxzlibmem", count(number("maxzlibmem"))));
    String usage = "'maxcompcpuusage' expects an integer argument between 0 and 100.";
    registry.add(global("maxcompcpuusage", range(MAX_COMPRESSION_USAGE, 0, 100, usage, usage)));
  }

  private static void http2(Registry registry) {
    String reason = "HTTP/2, which is not implemented yet";
    for (String name : List.of("tune.h2.initial-window-size", "tune.h2.max-concurrent-streams")) {
      registry.add(
          global(
                  name,
                  range(
                      number(name),
                      0,
                      Integer.MAX_VALUE,
                      "'" + name + "' expects a positive numeric value."))
              .partOf(reason));
    }
    between(registry, "tune.h2.header-table-size", 4096, 65536, reason);
    between(registry, "tune.h2.max-frame-size", 16384, 16777215, reason);
    String updates = "'tune.peers.max-updates-at-once' expects an integer argument greater than 0.";
    registry.add(
        global(
                "tune.peers.max-updates-at-once",
                range(
                    number("tune.peers.max-updates-at-once"),
                    1,
                    Integer.MAX_VALUE,
                    updates,
                    updates))
            .partOf("peers, which are not implemented yet"));
  }

  private static void between(Registry registry, String name, long min, long max, String reason) {
    String expects = "'" + name + "' expects a numeric value between " + min + " and " + max + ".";
    registry.add(global(name, range(number(name), min, max, expects)).partOf(reason));
  }

  private static void lua(Registry registry) {
    String reason = "Lua, which is not implemented yet";
    for (String name :
        List.of("tune.lua.service-timeout", "tune.lua.session-timeout", "tune.lua.task-timeout")) {
      registry.add(global(name, TuningKeywords::luaTimeout).args(0, -1).partOf(reason));
    }
    registry.add(
        global(
                "tune.lua.forced-yield",
                (a, d) -> {
                  if (!a.get(0).matches("-?[0-9]*")) {
                    throw a.error("tune.lua.forced-yield: invalid number");
                  }
                  d.set(number("tune.lua.forced-yield"), ArgumentForms.number(a));
                })
            .args(0, -1)
            .partOf(reason));
    registry.add(
        global(
                "tune.lua.maxmem",
                (a, d) -> {
                  ArgumentForms.require(
                      a, "'tune.lua.maxmem' expects an integer argument (Lua memory size in MB).");
                  String rest = a.get(0).replaceFirst("^-?[0-9]*", "");
                  if (!rest.isEmpty()) {
                    throw a.error(
                        "tune.lua.maxmem: invalid number "
                            + a.get(0)
                            + " (error at '"
                            + rest.charAt(0)
                            + "')");
                  }
                  d.set(number("tune.lua.maxmem"), ArgumentForms.number(a));
                })
            .args(0, -1)
            .partOf(reason));
  }

  private static void luaTimeout(Arguments a, SectionDraft d) throws ConfigException {
    try {
      long time = a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS);
      d.set(number(a.keyword()), time);
    } catch (TimeUnits.BadTimeException e) {
      throw a.error(a.keyword() + ": invalid timeout");
    }
  }

  private static void threads(Registry registry) {
    registry.add(
        global("thread-groups", (a, d) -> only(a, "value")).noEffect("there is one group"));
    registry.add(
        global("thread-group", (a, d) -> only(a, "thread-group number"))
            .args(0, -1)
            .noEffect("there is one group"));
    registry.add(
        Keyword.of("cpu-map")
            .in(GLOBAL)
            .args(0, -1)
            .parses(CpuMap::check)
            .noEffect("the system places the threads; use taskset for the process"));
    registry.add(
        Keyword.of("numa-cpu-mapping")
            .in(GLOBAL)
            .args(0, -1)
            .canNegate()
            .noEffect("the system places the threads"));
  }

  private static void only(Arguments a, String what) throws ConfigException {
    String word = a.get(0);
    if (!word.matches("-?[0-9]+")) {
      throw a.error(
          "'" + a.keyword() + "' passed a missing or unparsable integer value in '" + word + "'");
    }
    if (!word.matches("0*1")) {
      throw a.errorAt(
          0, "'" + a.keyword() + "' " + what + " must be between 1 and 1 (was " + word + ")");
    }
  }
}
