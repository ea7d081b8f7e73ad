package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.PatternReferences;
import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.ServerEvents;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.ProxyFeatureKeywords;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.http.FirstRequest;
import io.jhaproxy.core.http.HttpFrontend;
import io.jhaproxy.core.http.HttpSettings;
import io.jhaproxy.core.http.HttpStream;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.rule.Services;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.stream.Frontend;
import io.jhaproxy.core.stream.FrontendSettings;
import io.jhaproxy.core.stream.StreamBackend;
import io.jhaproxy.core.table.TableDirectory;
import io.jhaproxy.core.table.TableRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a valid model into run-time objects. */
final class GenerationCompiler {

  private final ConfigModel model;
  private final List<Worker> workerList;
  private final EngineOptions options;
  private final Map<Backend, ServerEvents> events = new HashMap<>();
  private final int workers;
  private final List<String> errors;
  private final RuntimeNames names;
  private final RuleParts rules;
  private final LogParts logs;
  private final BackendCompiler backends;
  private final Namespaces namespaces;
  private final LifeCompiler lifeCompiler;
  private final int fullconn;
  private final TableDirectory tables;

  GenerationCompiler(
      ConfigModel model,
      List<Worker> workerList,
      EngineOptions options,
      RuntimeNames names,
      LiveStats stats,
      TableRegistry tables,
      List<String> errors) {
    this.model = model;
    this.workerList = workerList;
    this.options = options;
    this.workers = workerList.size();
    this.errors = errors;
    this.names = names;
    this.tables = TableDirectory.of(names.shared());
    TableCompiler.compile(model, tables, this.tables);
    Library library = StandardLibrary.create();
    LogFormatCompiler formats = new LogFormatCompiler(library, names.hostName(), options.pid());
    this.rules = new RuleParts(library, formats, names, stats, errors);
    this.logs = new LogParts(model, workerList, options, names, formats, errors);
    this.namespaces = NamespaceParts.open(model, options.descriptors(), errors);
    this.backends =
        new BackendCompiler(
            workers,
            options.clock(),
            errors,
            new HashKeyCompiler(library, names, errors),
            namespaces);
    this.lifeCompiler = new LifeCompiler(model, workerList, options.clock(), names, errors);
    this.fullconn = Math.max(1, options.maxconn() / 10);
  }

  Generation compile() {
    Map<ProxyModel, Backend> own = new IdentityHashMap<>();
    Map<ProxyModel, HttpSettings> http = new IdentityHashMap<>();
    List<ProxyModel> enabled = new ArrayList<>();
    for (ProxyModel proxy : model.proxies()) {
      if (!proxy.settings().get(ProxyKeys.DISABLED)) {
        enabled.add(proxy);
      }
    }
    // The stats sockets belong to a proxy of their own, which takes the first number.
    int first = model.global().list(GlobalKeys.STATS_SOCKETS).isEmpty() ? 1 : 2;
    int id = first;
    for (ProxyModel proxy : enabled) {
      http.put(proxy, rules.http(proxy));
      if (proxy.isBackend()) {
        StreamBackend backend =
            backends.compile(proxy, idOf(proxy, id), httpOf(http, proxy), fullconn);
        backend.rules(rules.serverSideRules(proxy, backend));
        names.add(backend);
        own.put(proxy, backend);
      }
      id++;
    }
    List<Proxy> proxies = new ArrayList<>();
    id = first;
    for (ProxyModel proxy : enabled) {
      Backend backend = own.get(proxy);
      Frontend frontend =
          proxy.isFrontend()
              ? frontend(proxy, idOf(proxy, id), httpOf(http, proxy), backend)
              : null;
      if (frontend != null) {
        names.add(frontend);
      }
      proxies.add(new Proxy(proxy, idOf(proxy, id), frontend, backend));
      id++;
    }
    ServerLives lives = lives(own);
    return new Generation(
        model,
        proxies,
        new DynamicServers(backends, lifeCompiler),
        events,
        lives,
        names.shared().get(PatternReferences.class, PatternReferences::new),
        logs,
        tables,
        names.caches(),
        names.shared().get(Services.class, Services::new),
        names.compressionLoad());
  }

  /** What changes the state of each server. */
  private ServerLives lives(Map<ProxyModel, Backend> own) {
    List<ServerLives.Entry> lives = new ArrayList<>();
    MailParts mails =
        new MailParts(model, workerList.get(0), options.clock(), names.hostName(), errors);
    for (ProxyModel proxy : model.proxies()) {
      Backend backend = own.get(proxy);
      if (backend == null) {
        continue;
      }
      ServerEvents voice =
          new ServerEvents(
              proxy.isFrontend() ? "proxy" : "backend",
              backend,
              proxy.settings().get(LogKeys.LOG_HEALTH_CHECKS),
              logs.messages(proxy),
              options.console(),
              mails.alerts(proxy));
      events.put(backend, voice);
      for (RuleStatement rule : proxy.settings().list(RuleKeys.USE_SERVER)) {
        names.reference(proxy.name() + "/" + rule.word(0));
      }
      for (ServerModel line : proxy.settings().list(BackendKeys.SERVERS)) {
        Server server = backend.server(line.name());
        if (server != null) {
          if (names.isReferenced(server.toString())) {
            server.pin();
          }
          ServerLife life = lifeCompiler.compile(proxy, line, server, voice, lives.size());
          lives.add(new ServerLives.Entry(line, null, life));
        }
      }
    }
    return new ServerLives(lives);
  }

  private static int idOf(ProxyModel proxy, int assigned) {
    int configured = proxy.settings().get(ProxyKeys.ID);
    return configured != 0 ? configured : assigned;
  }

  private static HttpSettings httpOf(Map<ProxyModel, HttpSettings> all, ProxyModel proxy) {
    return all.getOrDefault(proxy, HttpSettings.PLAIN);
  }

  /** Whether clients of a TCP frontend may come to an HTTP backend: they speak HTTP then. */
  private boolean mayLeadToHttp(ProxyModel proxy) {
    Set<String> names = new HashSet<>();
    names.add(proxy.settings().get(ProxyKeys.DEFAULT_BACKEND));
    for (RuleStatement rule : proxy.settings().list(RuleKeys.USE_BACKEND)) {
      names.add(rule.word(0));
    }
    boolean dynamic = names.stream().anyMatch(name -> name.contains("%"));
    return model.proxies().stream()
        .anyMatch(
            each ->
                each.isBackend()
                    && each.mode() == ProxyMode.HTTP
                    && (dynamic || names.contains(each.name())));
  }

  private Frontend frontend(ProxyModel proxy, int id, HttpSettings http, @Nullable Backend own) {
    Frontend made = newFrontend(proxy, id, http, own);
    made.namespaces(namespaces);
    made.peeks(FirstRequest::new);
    made.own(own);
    made.defaultBackend(proxy.settings().get(ProxyKeys.DEFAULT_BACKEND));
    return made;
  }

  private Frontend newFrontend(ProxyModel proxy, int id, HttpSettings http, @Nullable Backend own) {
    FrontendSettings settings = FrontendCompiler.settings(proxy, id, model.global());
    boolean upgrades = proxy.mode() == ProxyMode.TCP && mayLeadToHttp(proxy);
    if (proxy.mode() == ProxyMode.HTTP || upgrades) {
      HttpFrontend made =
          new HttpFrontend(
              settings,
              http,
              logs.accessLog(proxy),
              rules.routing(proxy, own),
              rules.frontendRules(proxy),
              workers);
      if (upgrades) {
        made.upgrader(HttpStream::upgrade);
      }
      made.logsWebSockets(!proxy.settings().get(ProxyFeatureKeywords.DONTLOG_WEBSOCKET));
      return made;
    }
    return new Frontend(
        settings,
        logs.accessLog(proxy),
        rules.routing(proxy, own),
        rules.frontendRules(proxy),
        workers);
  }
}
