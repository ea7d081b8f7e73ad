package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.ConditionCompiler;
import io.jhaproxy.core.acl.Test;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Spelling;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of one proxy, phase by phase. */
public final class RuleCompiler {
  /** Actions of HAProxy 2.6 that do not exist here yet: refused by name, never ignored. */
  private static final List<String> NOT_YET =
      List.of(
          "add-acl",
          "del-acl",
          "del-map",
          "set-map",
          "cache-use",
          "cache-store",
          "capture",
          "disable-l7-retry",
          "do-resolve",
          "early-hint",
          "normalize-uri",
          "sc-inc-gpc",
          "sc-inc-gpc0",
          "sc-inc-gpc1",
          "sc-set-gpt",
          "sc-set-gpt0",
          "send-spoe-group",
          "set-bandwidth-limit",
          "set-dst",
          "set-dst-port",
          "set-log-level",
          "set-mark",
          "set-nice",
          "set-priority-class",
          "set-priority-offset",
          "set-src",
          "set-src-port",
          "set-timeout",
          "set-tos",
          "strict-mode",
          "track-sc0",
          "track-sc1",
          "track-sc2",
          "use-service",
          "wait-for-body",
          "wait-for-handshake",
          "expect-proxy",
          "expect-netscaler-cip",
          "switch-mode",
          "close",
          "lua",
          "attach-srv");

  private static final Map<String, Action.Factory> HTTP_REQUEST = new HashMap<>();
  private static final Map<String, Action.Factory> HTTP_RESPONSE = new HashMap<>();
  private static final Map<String, Action.Factory> TCP = new HashMap<>();

  static {
    FinalActions.http(HTTP_REQUEST);
    FinalActions.request(HTTP_REQUEST);
    HeaderActions.register(HTTP_REQUEST);
    LineActions.request(HTTP_REQUEST);
    VariableActions.register(HTTP_REQUEST);
    FinalActions.http(HTTP_RESPONSE);
    HeaderActions.register(HTTP_RESPONSE);
    LineActions.response(HTTP_RESPONSE);
    VariableActions.register(HTTP_RESPONSE);
    FinalActions.tcp(TCP);
    VariableActions.register(TCP);
  }

  private final Library library;
  private final LogFormatCompiler formats;
  private final Surroundings surroundings;
  private final ConditionCompiler conditions;

  /** Creates the compiler of a proxy. */
  public RuleCompiler(
      Library library,
      LogFormatCompiler formats,
      Surroundings surroundings,
      ConditionCompiler conditions) {
    this.library = library;
    this.formats = formats;
    this.surroundings = surroundings;
    this.conditions = conditions;
  }

  /** {@code http-request}, {@code redirect} and {@code block} lines in order. */
  public RuleSet httpRequest(List<RuleStatement> statements) throws ConfigException {
    return compile(statements, Phase.HTTP_REQUEST, HTTP_REQUEST, true, false);
  }

  /** {@code http-response} or {@code http-after-response} lines in order. */
  public RuleSet httpResponse(List<RuleStatement> statements) throws ConfigException {
    return compile(statements, Phase.HTTP_RESPONSE, HTTP_RESPONSE, false, false);
  }

  /** Those of the {@code tcp-request} lines whose first word is {@code connection} or another. */
  public RuleSet tcpRequest(List<RuleStatement> statements, String when) throws ConfigException {
    boolean content = when.equals("content");
    Phase phase = content ? Phase.REQUEST_CONTENT : Phase.ACCEPT;
    return compile(only(statements, when), phase, TCP, true, content);
  }

  /** The {@code tcp-response content} lines. */
  public RuleSet tcpResponse(List<RuleStatement> statements) throws ConfigException {
    return compile(only(statements, "content"), Phase.RESPONSE_CONTENT, TCP, false, true);
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
    RuleScope scope = new RuleScope(library, formats, surroundings, phase, request);
    List<Rule> rules = new ArrayList<>();
    for (RuleStatement statement : statements) {
      try {
        Rule rule = compile(statement, scope, actions, waits);
        if (rule.condition() != Test.FALSE) {
          rules.add(rule);
        }
      } catch (ExpressionException e) {
        throw ConditionCompiler.error(
            statement,
            "error detected in proxy '"
                + surroundings.proxyName()
                + "' while parsing '"
                + statement.kind()
                + " "
                + statement.word(0)
                + "' rule : "
                + e.getMessage());
      }
    }
    return rules.isEmpty() ? RuleSet.EMPTY : new RuleSet(rules);
  }

  private Rule compile(
      RuleStatement statement, RuleScope scope, Map<String, Action.Factory> actions, boolean waits)
      throws ExpressionException {
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
    }
    Action.Factory factory = actions.get(name);
    if (factory == null) {
      throw unknown(name, actions);
    }
    Words words = new Words(arguments);
    Action action = factory.make(words, scope);
    if (!words.atCondition()) {
      throw words.unexpected("'if', 'unless' or the end of the line");
    }
    return new Rule(conditions.compile(words.rest(), scope.phase()), action, waits);
  }

  private static ExpressionException unknown(String name, Map<String, Action.Factory> actions) {
    String plain = name.replace("(", "");
    boolean known = NOT_YET.contains(plain) || plain.startsWith("lua.") || plain.startsWith("sc-");
    if (known) {
      return new ExpressionException(0, 0, "action '" + plain + "' is not implemented yet");
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
    List<BackendRules.Entry<B>> entries = new ArrayList<>();
    for (RuleStatement statement : statements) {
      List<String> texts = texts(statement);
      String name = statement.word(0);
      try {
        Test condition =
            conditions.compile(texts.subList(Math.min(1, texts.size()), texts.size()), phase);
        if (name.contains("%")) {
          RuleScope scope = new RuleScope(library, formats, surroundings, phase, true);
          entries.add(new BackendRules.Entry<>(condition, null, scope.text(name)));
          continue;
        }
        B backend = byName.apply(name);
        if (backend == null) {
          throw new ExpressionException(
              0, 0, "unable to find required use_backend: '" + name + "'");
        }
        entries.add(new BackendRules.Entry<>(condition, backend, null));
      } catch (ExpressionException e) {
        throw ConditionCompiler.error(statement, String.valueOf(e.getMessage()));
      }
    }
    return new BackendRules<>(entries, byName);
  }
}
