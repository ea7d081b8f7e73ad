package io.jhaproxy.core.config;

import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.grammar.source.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Keywords that are known, accepted and do nothing: some because the engine has nothing they could
 * change, some because what they steer does not exist yet. Moving a keyword out of here into its
 * room is how it becomes implemented.
 */
public final class InertKeywords implements KeywordSet {
  private static final String OTHER_LOOP = "this engine has its own event loop";
  private static final String MEMORY = "memory is managed by the Java runtime";
  private static final String BUFFERS = "buffers are sized by the engine";

  @Override
  public void register(Registry registry) {
    noEffect(
        registry,
        OTHER_LOOP,
        """
        noepoll nopoll nokqueue noevports nogetaddrinfo noreuseport busy-polling maxpipes
        tune.maxaccept tune.maxpollevents tune.runqueue-depth tune.sched.low-latency
        tune.fd.edge-triggered tune.listener.multi-queue tune.recv_enough tune.idletimer
        tune.pipesize thread-group thread-groups cpu-map numa-cpu-mapping set-dumpable
        strict-limits fd-hard-limit insecure-fork-wanted insecure-setuid-wanted
        mworker-max-reloads close-spread-time profiling.tasks profiling.memory
        pp2-never-send-local grace""");
    noEffect(
        registry,
        MEMORY,
        """
        no-memory-trimming tune.fail-alloc tune.pool-high-fd-ratio tune.pool-low-fd-ratio
        tune.vars.global-max-size tune.vars.proc-max-size tune.vars.sess-max-size
        tune.vars.txn-max-size tune.vars.reqres-max-size tune.vars.check-max-size
        tune.pattern.cache-size""");
    noEffect(
        registry,
        BUFFERS,
        """
        tune.buffers.limit tune.buffers.reserve tune.rcvbuf.client tune.rcvbuf.server
        tune.sndbuf.client tune.sndbuf.server tune.idle-pool.shared tune.http.cookielen
        tune.http.logurilen tune.chksize""");
    partOf(
        registry,
        "compression",
        """
        tune.comp.maxlevel tune.zlib.memlevel tune.zlib.windowsize maxcomprate maxcompcpuusage
        maxzlibmem""");
    partOf(
        registry,
        "HTTP/2",
        """
        tune.h2.header-table-size tune.h2.initial-window-size tune.h2.max-concurrent-streams
        tune.h2.max-frame-size h2-workaround-bogus-websocket-clients""");
    partOf(
        registry,
        "Lua",
        """
        tune.lua.forced-yield tune.lua.maxmem tune.lua.session-timeout tune.lua.service-timeout
        tune.lua.task-timeout httpclient.resolvers.id httpclient.resolvers.prefer""");
    partOf(registry, "peers", "tune.peers.max-updates-at-once");
    for (String name :
        words(
            """
        maxconnrate maxsessrate max-spread-checks unix-bind
        lua-prepend-path server-state-base server-state-file set-var set-var-fmt h1-case-adjust
        h1-case-adjust-file h1-accept-payload-with-any-method external-check default-path
        cluster-secret""")) {
      registry.add(Keyword.of(name).in(GLOBAL).args(0, -1).notYet());
    }
    for (String name : new String[] {"lua-load", "lua-load-per-thread"}) {
      registry.add(Keyword.of(name).in(GLOBAL).args(1, -1).parses(InertKeywords::luaFile).notYet());
    }
    proxies(registry);
  }

  private static void luaFile(Arguments a, SectionDraft d) throws ConfigException {
    String file = a.get(0);
    if (!Files.exists(Path.of(file))) {
      throw a.error(
          "error in Lua file '" + file + "': cannot open " + file + ": No such file or directory");
    }
  }

  private static void compression(Arguments a, SectionDraft d) throws ConfigException {
    if (!Set.of("algo", "type", "offload").contains(a.get(0))) {
      throw a.error("'compression' expects 'algo', 'type' or 'offload'");
    }
  }

  private static void noEffect(Registry registry, String reason, String names) {
    for (String name : words(names)) {
      registry.add(Keyword.of(name).in(GLOBAL).args(0, -1).canNegate().noEffect(reason));
    }
  }

  private static void partOf(Registry registry, String feature, String names) {
    for (String name : words(names)) {
      registry.add(
          Keyword.of(name)
              .in(GLOBAL)
              .args(0, -1)
              .canNegate()
              .partOf(feature + ", which is not implemented yet"));
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
            .parses(InertKeywords::compression)
            .notYet());
    registry.add(
        Keyword.of("bind-process").inProxies().args(0, -1).noEffect("there is one process only"));
  }
}
