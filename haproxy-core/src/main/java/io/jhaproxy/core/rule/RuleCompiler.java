package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.ConditionCompiler;
import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.State;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Spelling;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.ExpressionException.Part;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of one proxy, phase by phase. */
public final class RuleCompiler {
  private static final Map<String, Action.Factory> HTTP_REQUEST = new HashMap<>();
  private static final Map<String, Action.Factory> HTTP_RESPONSE = new HashMap<>();
  private static final Map<String, Action.Factory> TCP = new HashMap<>();
  private static final Map<String, Action.Factory> TCP_RESPONSE = new HashMap<>();

  private static final Map<String, Action.Factory> HTTP_AFTER_RESPONSE = new HashMap<>();
  private static final Map<String, Action.Factory> TCP_CONNECTION = new HashMap<>();
  private static final Map<String, Action.Factory> TCP_SESSION = new HashMap<>();

  static {
    FinalActions.http(HTTP_REQUEST);
    FinalActions.request(HTTP_REQUEST);
    HeaderActions.register(HTTP_REQUEST);
    LineActions.request(HTTP_REQUEST);
    VariableActions.register(HTTP_REQUEST);
    StreamActions.httpRequest(HTTP_REQUEST);
    StreamActions.http(HTTP_REQUEST);
    AddressActions.register(HTTP_REQUEST);
    CaptureActions.request(HTTP_REQUEST);
    BodyActions.register(HTTP_REQUEST);
    PatternActions.register(HTTP_REQUEST);
    CacheActions.request(HTTP_REQUEST);
    ServiceActions.register(HTTP_REQUEST);
    BandwidthActions.register(HTTP_REQUEST);
    HTTP_REQUEST.put("normalize-uri", UriNormalizer::action);
    FinalActions.http(HTTP_RESPONSE);
    HeaderActions.register(HTTP_RESPONSE);
    LineActions.response(HTTP_RESPONSE);
    VariableActions.register(HTTP_RESPONSE);
    StreamActions.stream(HTTP_RESPONSE);
    StreamActions.http(HTTP_RESPONSE);
    CaptureActions.response(HTTP_RESPONSE);
    PatternActions.register(HTTP_RESPONSE);
    CacheActions.response(HTTP_RESPONSE);
    BandwidthActions.register(HTTP_RESPONSE);
    BodyActions.wait(HTTP_RESPONSE);
    HTTP_RESPONSE.put("redirect", Redirect::new);
    HTTP_AFTER_RESPONSE.put("allow", (words, scope) -> context -> Verdict.CONTINUE);
    HeaderActions.register(HTTP_AFTER_RESPONSE);
    LineActions.response(HTTP_AFTER_RESPONSE);
    VariableActions.register(HTTP_AFTER_RESPONSE);
    StreamActions.http(HTTP_AFTER_RESPONSE);
    CaptureActions.response(HTTP_AFTER_RESPONSE);
    transport(TCP_CONNECTION);
    StreamActions.connection(TCP_CONNECTION);
    FinalActions.connection(TCP_CONNECTION);
    transport(TCP_SESSION);
    StreamActions.connection(TCP_SESSION);
    transport(TCP);
    StreamActions.request(TCP);
    CaptureActions.request(TCP);
    for (Map<String, Action.Factory> tracking :
        List.of(HTTP_REQUEST, HTTP_RESPONSE, TCP_CONNECTION, TCP_SESSION, TCP)) {
      TrackActions.register(tracking);
      CounterActions.register(tracking);
    }
    CounterActions.register(TCP_RESPONSE);
    ServiceActions.content(TCP);
    FinalActions.tcp(TCP_RESPONSE);
    FinalActions.tcpResponse(TCP_RESPONSE);
    VariableActions.register(TCP_RESPONSE);
    StreamActions.stream(TCP_RESPONSE);
    UnfinishedActions.register("http-request", HTTP_REQUEST);
    UnfinishedActions.register("http-response", HTTP_RESPONSE);
    UnfinishedActions.register("http-after-response", HTTP_AFTER_RESPONSE);
    UnfinishedActions.register("tcp-request connection", TCP_CONNECTION);
    UnfinishedActions.register("tcp-request session", TCP_SESSION);
    UnfinishedActions.register("tcp-request content", TCP);
    UnfinishedActions.register("tcp-response content", TCP_RESPONSE);
  }

  private static void transport(Map<String, Action.Factory> actions) {
    FinalActions.tcp(actions);
    VariableActions.register(actions);
    AddressActions.register(actions);
  }

  /**
   * The actions of a rule set and whether each works.
   *
   * @param rules such as {@code http-request} or {@code tcp-request content}
   */
  public static Map<String, State> actions(String rules) {
    Map<String, State> states = new TreeMap<>();
    Map<String, Action.Factory> known = actionsOf(rules);
    known.forEach(
        (name, factory) -> {
          if (!(factory instanceof UnfinishedActions.Refusal)) {
            states.put(name, State.WORKING);
          }
        });
    UnfinishedActions.of(rules).forEach(name -> states.put(name, State.WORKING.notYet()));
    return states;
  }

  /** The actions of a rule set with what makes them. */
  private static Map<String, Action.Factory> actionsOf(String rules) {
    return switch (rules) {
      case "http-response" -> HTTP_RESPONSE;
      case "http-after-response" -> HTTP_AFTER_RESPONSE;
      case "tcp-request connection" -> TCP_CONNECTION;
      case "tcp-request session" -> TCP_SESSION;
      case "tcp-request content" -> TCP;
      case "tcp-response content" -> TCP_RESPONSE;
      default -> HTTP_REQUEST;
    };
  }

  private final Library library;
  private final LogFormatCompiler formats;
  private final Surroundings surroundings;
  private final ConditionCompiler conditions;
  private final List<CaptureSlot> requestCaptures;
  private final List<CaptureSlot> responseCaptures;

  /** Creates the compiler of a proxy without captures. */
  public RuleCompiler(
      Library library,
      LogFormatCompiler formats,
      Surroundings surroundings,
      ConditionCompiler conditions) {
    this(library, formats, surroundings, conditions, List.of(), List.of());
  }

  /** Creates the compiler of a proxy with its capture slots. */
  public RuleCompiler(
      Library library,
      LogFormatCompiler formats,
      Surroundings surroundings,
      ConditionCompiler conditions,
      List<CaptureSlot> requestCaptures,
      List<CaptureSlot> responseCaptures) {
    this.library = library;
    this.formats = formats;
    this.surroundings = surroundings;
    this.conditions = conditions;
    this.requestCaptures = requestCaptures;
    this.responseCaptures = responseCaptures;
  }

  private RuleScope scope(Phase phase, boolean request) {
    return new RuleScope(
        library, formats, surroundings, phase, request, requestCaptures, responseCaptures);
  }

  /** {@code http-request}, {@code redirect} and {@code block} lines in order. */
  public RuleSet httpRequest(List<RuleStatement> statements) throws ConfigException {
    return compile(statements, Phase.HTTP_REQUEST, HTTP_REQUEST, true, false);
  }

  /** {@code http-after-response} lines in order. */
  public RuleSet httpAfterResponse(List<RuleStatement> statements) throws ConfigException {
    return compile(statements, Phase.HTTP_RESPONSE, HTTP_AFTER_RESPONSE, false, false);
  }

  /** {@code http-response} lines in order. */
  public RuleSet httpResponse(List<RuleStatement> statements) throws ConfigException {
    return compile(statements, Phase.HTTP_RESPONSE, HTTP_RESPONSE, false, false);
  }

  /** Those of the {@code tcp-request} lines whose first word is {@code connection} or another. */
  public RuleSet tcpRequest(List<RuleStatement> statements, String when) throws ConfigException {
    boolean content = when.equals("content");
    Phase phase = content ? Phase.REQUEST_CONTENT : Phase.ACCEPT;
    Map<String, Action.Factory> actions =
        content ? TCP : when.equals("session") ? TCP_SESSION : TCP_CONNECTION;
    return compile(only(statements, when), phase, actions, true, content);
  }

  /** The {@code tcp-response content} lines. */
  public RuleSet tcpResponse(List<RuleStatement> statements) throws ConfigException {
    return compile(only(statements, "content"), Phase.RESPONSE_CONTENT, TCP_RESPONSE, false, true);
  }

  private static List<RuleStatement> only(List<RuleStatement> statements, String when) {
    return statements.stream()
        .filter(statement -> statement.word(0).equals(when))
        .map(
            statement ->
                new RuleStatement(
                    statement.kind() + " " + when,
                    statement.words().subList(1, statement.words().size()),
                    statement.location()))
        .toList();
  }

  private RuleSet compile(
      List<RuleStatement> statements,
      Phase phase,
      Map<String, Action.Factory> actions,
      boolean request,
      boolean waits)
      throws ConfigException {
    RuleScope scope = scope(phase, request);
    List<Rule> rules = new ArrayList<>();
    boolean hinted = false;
    for (RuleStatement statement : statements) {
      try {
        Rule rule = compile(statement, scope, actions, waits);
        boolean hint = statement.word(0).equals("early-hint");
        if (hinted && !hint) {
          rules.add(new Rule(Test.TRUE, RuleCompiler::sendEarlyHints, false, null));
        }
        hinted = hint;
        if (rule.condition() != Test.FALSE) {
          rules.add(rule);
        }
      } catch (ExpressionException e) {
        String place = "'" + statement.kind() + " " + statement.word(0) + "' rule : ";
        refuse(
            statement,
            e,
            "error detected in proxy '" + surroundings.proxyName() + "' while parsing " + place,
            place);
      }
    }
    return rules.isEmpty() ? RuleSet.EMPTY : new RuleSet(rules);
  }

  /** The hints of adjacent rules go out together, before any other rule. */
  private static @Nullable Verdict sendEarlyHints(RuleContext context) {
    context.sendEarlyHints();
    return null;
  }

  /** An error ends the compilation; what is only not implemented is noted. */
  private void refuse(RuleStatement statement, ExpressionException e, String wrong, String missing)
      throws ConfigException {
    if (!e.isUnfinished()) {
      throw ConditionCompiler.error(statement, wrong + e.getMessage());
    }
    surroundings.unfinished(
        ConditionCompiler.error(statement, missing + e.getMessage()).diagnostic().message());
  }

  private Rule compile(
      RuleStatement statement, RuleScope scope, Map<String, Action.Factory> actions, boolean waits)
      throws ExpressionException {
    surroundings.at(statement.location());
    List<String> texts = texts(statement);
    String name = texts.isEmpty() ? "" : texts.get(0);
    List<String> arguments = new ArrayList<>(texts.subList(texts.isEmpty() ? 0 : 1, texts.size()));
    if (statement.kind().equals("redirect")) {
      name = "redirect";
      arguments = texts;
    } else if (statement.kind().equals("block")) {
      name = "deny";
      arguments = texts;
    }
    int open = name.indexOf('(');
    if (open > 0 && name.endsWith(")")) {
      arguments.add(0, name.substring(open + 1, name.length() - 1));
      name = name.substring(0, open + 1);
    } else if (name.startsWith("sc-") && actions.containsKey(name + "(")) {
      arguments.add(0, "");
      name = name + "(";
    }
    Action.Factory factory = actions.get(name);
    if (factory == null) {
      factory = TrackActions.otherwise(name, actions);
    }
    if (factory == null) {
      throw unknown(name, actions).in(Part.ACTION);
    }
    Words words = new Words(arguments, statement.location());
    Action action;
    try {
      ArgumentCount.check(name, words);
      action = factory.make(words, scope);
    } catch (ExpressionException e) {
      throw e.in(Part.ARGUMENTS);
    }
    if (!words.atCondition()) {
      throw words.unexpected("'if', 'unless' or the end of the line").in(Part.REST);
    }
    try {
      RulePlace place =
          new RulePlace(
              statement.location().file().getBytes(StandardCharsets.UTF_8),
              statement.location().line());
      return new Rule(conditions.compile(words.rest(), scope.phase()), action, waits, place);
    } catch (ExpressionException e) {
      throw e.in(Part.CONDITION);
    }
  }

  /**
   * Compiles a single rule for its errors.
   *
   * @param rules such as {@code http-request} or {@code tcp-request content}
   * @param statement the line without the words of {@code rules}
   */
  void check(String rules, RuleStatement statement) throws ExpressionException {
    boolean request = !rules.contains("response");
    Phase phase =
        switch (rules) {
          case "tcp-request connection", "tcp-request session" -> Phase.ACCEPT;
          case "tcp-request content" -> Phase.REQUEST_CONTENT;
          case "tcp-response content" -> Phase.RESPONSE_CONTENT;
          default -> request ? Phase.HTTP_REQUEST : Phase.HTTP_RESPONSE;
        };
    Map<String, Action.Factory> known = actionsOf(rules);
    RuleScope scope = scope(phase, request);
    compile(statement, scope, known, false);
  }

  private static ExpressionException unknown(String name, Map<String, Action.Factory> actions) {
    String plain = name.replace("(", "");
    if (plain.startsWith("lua.")) {
      return ExpressionException.unfinished(0, 0, "action '" + plain + "'");
    }
    String best = Spelling.closest(name, actions.keySet()).replace("(", "");
    String hint = best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
    return new ExpressionException(0, 0, "unknown action '" + plain + "'" + hint);
  }

  private static List<String> texts(RuleStatement statement) {
    return statement.words().stream().map(Word::text).toList();
  }

  /**
   * Compiles {@code use_backend} lines.
   *
   * @param byName finds a run-time backend; a fixed name that it does not know is an error
   */
  public <B> BackendRules<B> useBackend(
      List<RuleStatement> statements, Phase phase, Function<String, @Nullable B> byName)
      throws ConfigException {
    return switching(
        statements, phase, byName, name -> "unable to find required use_backend: '" + name + "'");
  }

  /** Compiles {@code use-server} lines; as {@link #useBackend}. */
  public <B> BackendRules<B> useServer(
      List<RuleStatement> statements, Phase phase, Function<String, @Nullable B> byName)
      throws ConfigException {
    return switching(
        statements,
        phase,
        byName,
        name -> "unable to find server '" + name + "' referenced in a 'use-server' rule.");
  }

  private <B> BackendRules<B> switching(
      List<RuleStatement> statements,
      Phase phase,
      Function<String, @Nullable B> byName,
      Function<String, String> unknown)
      throws ConfigException {
    List<BackendRules.Entry<B>> entries = new ArrayList<>();
    for (RuleStatement statement : statements) {
      surroundings.at(statement.location());
      List<String> texts = texts(statement);
      String name = statement.word(0);
      try {
        Test condition =
            conditions.compile(texts.subList(Math.min(1, texts.size()), texts.size()), phase);
        if (name.contains("%")) {
          RuleScope scope = scope(phase, true);
          entries.add(new BackendRules.Entry<>(condition, null, scope.text(name)));
          continue;
        }
        B found = byName.apply(name);
        if (found == null) {
          throw new ExpressionException(0, 0, unknown.apply(name));
        }
        entries.add(new BackendRules.Entry<>(condition, found, null));
      } catch (ExpressionException e) {
        refuse(statement, e, "", "'" + statement.kind() + "' : ");
      }
    }
    return new BackendRules<>(entries, byName);
  }

  /** Compiles an {@code http-error} line; words stand from {@code status} on. */
  public AnswerText answer(RuleStatement statement) throws ConfigException {
    surroundings.at(statement.location());
    try {
      return answer(statement, Phase.HTTP_REQUEST);
    } catch (ExpressionException e) {
      try {
        return answer(statement, Phase.HTTP_RESPONSE);
      } catch (ExpressionException alsoThere) {
        throw ConditionCompiler.error(statement, "http-error : " + e.getMessage());
      }
    }
  }

  private AnswerText answer(RuleStatement statement, Phase phase) throws ExpressionException {
    Words words = new Words(texts(statement), statement.location());
    return AnswerText.read(words, scope(phase, phase == Phase.HTTP_REQUEST), 200, false);
  }

  /** Compiles a format string that is no part of a rule; blanks are as in log formats. */
  public RuleText text(String format, Phase phase) throws ExpressionException {
    return new RuleText(formats.compile(format, phase, surroundings));
  }

  /** Compiles the condition of a statement that is nothing else. */
  public Test condition(RuleStatement statement, Phase phase) throws ConfigException {
    surroundings.at(statement.location());
    try {
      return conditions.compile(texts(statement), phase);
    } catch (ExpressionException e) {
      refuse(statement, e, "", "'" + statement.kind() + "' : ");
      return Test.FALSE;
    }
  }
}
