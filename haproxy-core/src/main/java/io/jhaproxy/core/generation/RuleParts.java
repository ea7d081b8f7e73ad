package io.jhaproxy.core.generation;

import io.jhaproxy.core.acl.ConditionCompiler;
import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.backend.Backend;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.CookieModel;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.config.ErrorAnswerKeywords;
import io.jhaproxy.core.config.FilterKeywords;
import io.jhaproxy.core.config.ProxyFeatureKeywords;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.config.ProxyMode;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.http.CookiePersistence;
import io.jhaproxy.core.http.ErrorAnswer;
import io.jhaproxy.core.http.ErrorAnswers;
import io.jhaproxy.core.http.FieldNames;
import io.jhaproxy.core.http.ForwardForModel;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.http.HttpOptions;
import io.jhaproxy.core.http.HttpService;
import io.jhaproxy.core.http.HttpSettings;
import io.jhaproxy.core.http.LetterCase;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.rule.AnswerText;
import io.jhaproxy.core.rule.BackendRules;
import io.jhaproxy.core.rule.BandwidthFilter;
import io.jhaproxy.core.rule.CaptureSlot;
import io.jhaproxy.core.rule.RuleCompiler;
import io.jhaproxy.core.rule.RuleKeys;
import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.RuleText;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.stats.StatsKeys;
import io.jhaproxy.core.stats.StatsModel;
import io.jhaproxy.core.stats.StatsPage;
import io.jhaproxy.core.stick.StickModel;
import io.jhaproxy.core.stick.StickRule;
import io.jhaproxy.core.stream.FrontendRules;
import io.jhaproxy.core.stream.Routing;
import io.jhaproxy.core.stream.ServerSideRules;
import io.jhaproxy.core.stream.TraceFilter;
import io.jhaproxy.core.table.StickTable;
import io.jhaproxy.core.table.TableDirectory;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles what decides about messages: rules, routing, error answers, HTTP options. */
final class RuleParts {
  private final Library library;
  private final LogFormatCompiler formats;
  private final RuntimeNames names;
  private final LiveStats stats;
  private final List<String> errors;
  private final Map<ProxyModel, RuleCompiler> compilers = new IdentityHashMap<>();
  private final Map<ProxyModel, RuleSet> contents = new IdentityHashMap<>();
  private final Map<ProxyModel, List<TraceFilter>> traces = new IdentityHashMap<>();

  RuleParts(
      Library library,
      LogFormatCompiler formats,
      RuntimeNames names,
      LiveStats stats,
      List<String> errors) {
    this.library = library;
    this.formats = formats;
    this.names = names;
    this.stats = stats;
    this.errors = errors;
  }

  /** Something that may refuse its configuration. */
  private interface Compilation<T> {
    T compile(RuleCompiler compiler) throws ConfigException;
  }

  private <T extends @Nullable Object> T compile(
      ProxyModel proxy, T fallback, Compilation<T> what) {
    try {
      return what.compile(compiler(proxy));
    } catch (ConfigException bad) {
      errors.add(bad.diagnostic().message());
      return fallback;
    }
  }

  private RuleCompiler compiler(ProxyModel proxy) throws ConfigException {
    RuleCompiler known = compilers.get(proxy);
    if (known == null) {
      ProxySurroundings surroundings = new ProxySurroundings(proxy.name(), names);
      known =
          new RuleCompiler(
              library,
              formats,
              surroundings,
              conditions(proxy, surroundings),
              proxy.settings().list(RuleKeys.REQUEST_CAPTURES),
              proxy.settings().list(RuleKeys.RESPONSE_CAPTURES));
      compilers.put(proxy, known);
    }
    return known;
  }

  private ConditionCompiler conditions(ProxyModel proxy, ProxySurroundings surroundings)
      throws ConfigException {
    return new ConditionCompiler(library, surroundings, proxy.settings().list(RuleKeys.ACLS));
  }

  HttpSettings http(ProxyModel proxy) {
    Settings from = proxy.settings();
    bandwidthFilters(proxy);
    List<HttpService> services = services(proxy);
    List<RuleStatement> requestRules = new ArrayList<>(from.list(RuleKeys.HTTP_REQUEST));
    requestRules.addAll(from.list(RuleKeys.REDIRECT));
    return new HttpSettings(
        compile(proxy, RuleSet.EMPTY, c -> c.httpRequest(requestRules)),
        compile(proxy, RuleSet.EMPTY, c -> c.httpResponse(from.list(RuleKeys.HTTP_RESPONSE))),
        errorAnswers(proxy),
        forwardFor(from.get(HttpKeys.FORWARDFOR)),
        services,
        captures(from.list(RuleKeys.REQUEST_CAPTURES)),
        captures(from.list(RuleKeys.RESPONSE_CAPTURES)),
        persistence(proxy),
        options(proxy));
  }

  private void bandwidthFilters(ProxyModel proxy) {
    BandwidthFilter.Names filters =
        names.shared().get(BandwidthFilter.Names.class, BandwidthFilter.Names::new);
    for (RuleStatement line : proxy.settings().list(FilterKeywords.FILTERS)) {
      if (line.word(0).startsWith("bwlim-")) {
        try {
          filters.put(proxy.name(), line.word(1), BandwidthFilter.of(line));
        } catch (TimeUnits.BadTimeException checkedBefore) {
          errors.add("proxy '" + proxy.name() + "': filter " + line.word(1));
        }
      }
    }
  }

  /** The trace filters of a proxy: the same ones for both of its sides. */
  private List<TraceFilter> traces(ProxyModel proxy) {
    return traces.computeIfAbsent(proxy, RuleParts::newTraces);
  }

  private static List<TraceFilter> newTraces(ProxyModel proxy) {
    List<TraceFilter> traces = new ArrayList<>();
    for (RuleStatement line : proxy.settings().list(FilterKeywords.FILTERS)) {
      if (line.word(0).equals("trace")) {
        List<String> words = texts(line);
        int name = words.indexOf("name") + 1;
        traces.add(
            new TraceFilter(
                name == 0 ? "TRACE" : words.get(name),
                proxy.name(),
                proxy.isFrontend() ? "frontend" : "backend",
                words.contains("quiet"),
                words.contains("hexdump"),
                words.contains("random-forwarding"),
                StandardError::line,
                () -> System.currentTimeMillis() * 1000));
      }
    }
    return List.copyOf(traces);
  }

  private HttpOptions options(ProxyModel proxy) {
    Settings from = proxy.settings();
    String idHeader = from.get(HttpKeys.UNIQUE_ID_HEADER);
    String nameHeader = from.get(ProxyFeatureKeywords.SEND_NAME_HEADER);
    CaptureSlot cookie = from.get(RuleKeys.COOKIE_CAPTURE);
    return new HttpOptions(
        compile(
            proxy,
            RuleSet.EMPTY,
            c -> c.httpAfterResponse(from.list(RuleKeys.HTTP_AFTER_RESPONSE))),
        forwardFor(from.get(HttpKeys.ORIGINALTO)),
        idHeader.isEmpty() ? null : lower(idHeader),
        cookie.name().isEmpty()
            ? null
            : new HttpSettings.HeaderCapture(
                cookie.name().getBytes(StandardCharsets.ISO_8859_1), cookie.length()),
        from.get(HttpKeys.BUFFER_REQUEST),
        from.get(HttpKeys.PRETEND_KEEPALIVE),
        from.get(HttpKeys.ACCEPT_INVALID_RESPONSE),
        from.get(HttpKeys.CHECKCACHE),
        nameHeader.isEmpty() ? null : lower(nameHeader),
        retryEvents(from.get(BackendKeys.RETRIES).retryOn()),
        names.hashedUserlists(),
        FieldNames.of(from.get(ProxyFeatureKeywords.RESTRICT_NAMES)),
        letterCase(from.get(ProxyFeatureKeywords.CASE_CLIENT)),
        letterCase(from.get(ProxyFeatureKeywords.CASE_SERVER)),
        CompressionLines.compile(
            from.list(FilterKeywords.COMPRESSION),
            names.compressionLevel(),
            names.compressionLoad()));
  }

  private @Nullable LetterCase letterCase(boolean wanted) {
    return wanted ? new LetterCase(names.caseAdjust()) : null;
  }

  private static Set<String> retryEvents(Set<String> words) {
    Set<String> events = new HashSet<>(words);
    events.remove("conn-failure");
    events.remove("none");
    events.remove("0rtt-rejected");
    return Set.copyOf(events);
  }

  private static byte[] lower(String name) {
    return name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
  }

  private @Nullable RuleText uniqueId(ProxyModel proxy, String format) {
    if (format.isEmpty() || !proxy.isFrontend()) {
      return null;
    }
    try {
      return compiler(proxy).text(format, Phase.HTTP_REQUEST);
    } catch (ExpressionException bad) {
      (bad.isUnfinished() ? names.unfinished() : errors)
          .add("proxy '" + proxy.name() + "': failed to parse unique-id : " + bad.getMessage());
    } catch (ConfigException bad) {
      errors.add(bad.diagnostic().message());
    }
    return null;
  }

  private static @Nullable CookiePersistence persistence(ProxyModel proxy) {
    CookieModel cookie = proxy.settings().get(BackendKeys.COOKIE);
    return cookie.name().isEmpty() || !proxy.isBackend()
        ? null
        : new CookiePersistence(cookie, proxy.settings().get(BackendKeys.PERSIST));
  }

  private List<HttpService> services(ProxyModel proxy) {
    List<HttpService> services = new ArrayList<>();
    Settings from = proxy.settings();
    String monitor = from.get(HttpKeys.MONITOR_URI);
    if (!monitor.isEmpty() && proxy.isFrontend()) {
      List<Test> failures = new ArrayList<>();
      for (RuleStatement statement : from.list(RuleKeys.MONITOR_FAIL)) {
        failures.add(condition(proxy, statement));
      }
      services.add(new MonitorService(monitor, failures));
    }
    StatsModel page = from.get(StatsKeys.STATS);
    if (page.enabled()) {
      Test admin = Test.FALSE;
      for (RuleStatement statement : page.admin()) {
        Test more = condition(proxy, statement);
        Test before = admin;
        admin = request -> before.holds(request) ? Test.PASS : more.test(request);
      }
      if (!page.httpRequest().isEmpty()) {
        names
            .unfinished()
            .add("proxy '" + proxy.name() + "': stats http-request is not implemented yet");
      }
      services.add(new StatsService(new StatsPage(page, proxy.name(), admin), () -> stats));
    }
    return services;
  }

  private Test condition(ProxyModel proxy, RuleStatement statement) {
    List<String> words = statement.words().stream().map(Word::text).toList();
    return compile(
        proxy,
        Test.FALSE,
        c -> {
          try {
            ProxySurroundings surroundings = new ProxySurroundings(proxy.name(), names);
            ConditionCompiler conditions = conditions(proxy, surroundings);
            surroundings.at(statement.location());
            return conditions.compile(words, Phase.HTTP_REQUEST);
          } catch (ExpressionException bad) {
            if (bad.isUnfinished()) {
              names
                  .unfinished()
                  .add(
                      ConditionCompiler.error(statement, String.valueOf(bad.getMessage()))
                          .diagnostic()
                          .message());
              return Test.FALSE;
            }
            throw ConditionCompiler.error(statement, String.valueOf(bad.getMessage()));
          }
        });
  }

  /** Answers of http-errors sections, then of http-error lines, then files and redirects. */
  private ErrorAnswers errorAnswers(ProxyModel proxy) {
    Settings from = proxy.settings();
    Map<Integer, byte[]> files = new HashMap<>();
    Map<Integer, AnswerText> formatted = new HashMap<>();
    for (RuleStatement line : from.list(ErrorAnswerKeywords.ERROR_FILES)) {
      Settings section = names.errorSection(line.word(0));
      if (section != null) {
        Map<Integer, ErrorAnswer> answers = new HashMap<>(section.get(HttpKeys.ERRORS));
        List<String> codes = texts(line).subList(1, line.words().size());
        answers.keySet().removeIf(c -> !codes.isEmpty() && !codes.contains(c.toString()));
        addTo(files, answers);
      }
    }
    for (RuleStatement line : from.list(ErrorAnswerKeywords.HTTP_ERRORS)) {
      if (HttpErrorLine.isFormatted(texts(line))) {
        compile(proxy, Optional.<AnswerText>empty(), c -> Optional.of(c.answer(line)))
            .ifPresent(answer -> formatted.put(answer.status(), answer));
      } else {
        HttpErrorLine.compile(texts(line), names, files, errors);
      }
    }
    addTo(files, from.get(HttpKeys.ERRORS));
    return files.isEmpty() && formatted.isEmpty()
        ? ErrorAnswers.BUILT_IN
        : new ErrorAnswers(files, formatted);
  }

  private static List<String> texts(RuleStatement line) {
    return line.words().stream().map(Word::text).toList();
  }

  private static void addTo(Map<Integer, byte[]> files, Map<Integer, ErrorAnswer> configured) {
    configured.forEach(
        (status, answer) -> {
          files.put(status, message(answer));
        });
  }

  /** The complete message of a configured answer. */
  static byte[] message(ErrorAnswer answer) {
    return answer instanceof ErrorAnswer.File file
        ? file.content()
        : redirect((ErrorAnswer.Redirect) answer);
  }

  private static byte[] redirect(ErrorAnswer.Redirect redirect) {
    String reason = redirect.status() == 303 ? "303 See Other" : "302 Found";
    String text =
        "HTTP/1.1 "
            + reason
            + "\r\nCache-Control: no-cache\r\nContent-length: 0\r\nLocation: "
            + redirect.url()
            + "\r\n\r\n";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private HttpSettings.@Nullable ForwardFor forwardFor(Optional<ForwardForModel> option) {
    if (option.isEmpty()) {
      return null;
    }
    ForwardForModel model = option.get();
    byte[] header = model.header().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    return new HttpSettings.ForwardFor(header, model.ifNone(), except(model.except()));
  }

  private HttpSettings.ForwardFor.@Nullable Exception except(String network) {
    if (network.isEmpty()) {
      return null;
    }
    String[] parts = network.split("/", 2);
    try {
      byte[] ip = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : 32;
      if (ip.length != 4) {
        errors.add("forwardfor except: only IPv4 networks work, not '" + network + "'");
        return null;
      }
      long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
      long address =
          (ip[0] & 0xffL) << 24 | (ip[1] & 0xffL) << 16 | (ip[2] & 0xffL) << 8 | (ip[3] & 0xffL);
      return new HttpSettings.ForwardFor.Exception(address & mask, mask);
    } catch (UnknownHostException | NumberFormatException bad) {
      errors.add("forwardfor except: '" + network + "' is not a network");
      return null;
    }
  }

  private static List<HttpSettings.HeaderCapture> captures(List<CaptureSlot> captures) {
    List<HttpSettings.HeaderCapture> compiled = new ArrayList<>();
    for (CaptureSlot capture : captures) {
      byte[] name = capture.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
      compiled.add(new HttpSettings.HeaderCapture(name, capture.length()));
    }
    return List.copyOf(compiled);
  }

  Routing routing(ProxyModel proxy, @Nullable Backend own) {
    String defaultName = proxy.settings().get(ProxyKeys.DEFAULT_BACKEND);
    Backend fallback = defaultName.isEmpty() ? own : names.backend(defaultName);
    List<RuleStatement> rules = proxy.settings().list(RuleKeys.USE_BACKEND);
    if (rules.isEmpty()) {
      return context -> fallback;
    }
    Routing none = context -> fallback;
    Phase phase = proxy.mode() == ProxyMode.HTTP ? Phase.HTTP_REQUEST : Phase.REQUEST_CONTENT;
    return compile(
        proxy,
        none,
        c -> {
          BackendRules<Backend> chosen = c.useBackend(rules, phase, names::backend);
          return context -> {
            Backend backend = chosen.choose(context);
            return backend != null ? backend : fallback;
          };
        });
  }

  FrontendRules frontendRules(ProxyModel proxy) {
    List<RuleStatement> rules = proxy.settings().list(RuleKeys.TCP_REQUEST);
    return new FrontendRules(
        compile(proxy, RuleSet.EMPTY, c -> c.tcpRequest(rules, "connection")),
        compile(proxy, RuleSet.EMPTY, c -> c.tcpRequest(rules, "session")),
        content(proxy),
        proxy.settings().get(RuleKeys.REQUEST_DELAY),
        uniqueId(proxy, proxy.settings().get(HttpKeys.UNIQUE_ID_FORMAT)),
        traces(proxy));
  }

  /** The content rules of a proxy: one object for both of its sides. */
  private RuleSet content(ProxyModel proxy) {
    List<RuleStatement> rules = proxy.settings().list(RuleKeys.TCP_REQUEST);
    return contents.computeIfAbsent(
        proxy, key -> compile(proxy, RuleSet.EMPTY, c -> c.tcpRequest(rules, "content")));
  }

  /** The rules of a backend, whose servers exist already. */
  ServerSideRules serverSideRules(ProxyModel proxy, Backend backend) {
    Settings from = proxy.settings();
    Phase phase = proxy.mode() == ProxyMode.HTTP ? Phase.HTTP_REQUEST : Phase.REQUEST_CONTENT;
    List<RuleStatement> servers = from.list(RuleKeys.USE_SERVER);
    List<ServerSideRules.PersistenceRule> persistence = new ArrayList<>();
    for (RuleStatement rule : from.list(RuleKeys.PERSIST_RULES)) {
      boolean force = rule.kind().equals("force-persist");
      Test condition = compile(proxy, Test.FALSE, c -> c.condition(rule, phase));
      persistence.add(new ServerSideRules.PersistenceRule(force, condition));
    }
    return new ServerSideRules(
        content(proxy),
        from.get(RuleKeys.REQUEST_DELAY),
        compile(proxy, RuleSet.EMPTY, c -> c.tcpResponse(from.list(RuleKeys.TCP_RESPONSE))),
        from.get(RuleKeys.RESPONSE_DELAY),
        servers.isEmpty() ? BackendRules.none() : useServer(proxy, servers, phase, backend),
        persistence,
        TableCompiler.rules(proxy, (l, matches, stores) -> stick(proxy, l, matches, stores)),
        traces(proxy));
  }

  private Optional<StickRule> stick(
      ProxyModel proxy, StickModel line, boolean matches, boolean stores) {
    StickTable table = TableDirectory.of(names.shared()).find(line.table());
    if (table == null) {
      return Optional.empty();
    }
    return compile(
        proxy,
        Optional.empty(),
        compiler -> {
          RuleStatement condition = line.condition();
          try {
            ProxySurroundings surroundings = new ProxySurroundings(proxy.name(), names);
            Expression key =
                library.compile(SampleExpression.parse(line.expression()), surroundings);
            Test test =
                compiler.condition(
                    condition, line.storesResponse() ? Phase.HTTP_RESPONSE : Phase.HTTP_REQUEST);
            return Optional.of(new StickRule(key, test, table, matches, stores));
          } catch (ExpressionException bad) {
            if (bad.isUnfinished()) {
              names.unfinished().add("'stick' : " + bad.getMessage());
              return Optional.empty();
            }
            throw ConditionCompiler.error(condition, "'stick' : " + bad.getMessage());
          }
        });
  }

  private BackendRules<Server> useServer(
      ProxyModel proxy, List<RuleStatement> servers, Phase phase, Backend backend) {
    return compile(proxy, BackendRules.none(), c -> c.useServer(servers, phase, backend::server));
  }
}
