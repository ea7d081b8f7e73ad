package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Actions that end the evaluation: allow, deny, return, redirect, auth, tarpit, reject. */
final class FinalActions {
  private static final String UNAUTHORIZED =
      "<html><body><h1>401 Unauthorized</h1>\n"
          + "You need a valid user and password to access this content.\n"
          + "</body></html>\n";

  private FinalActions() {}

  static void http(Map<String, Action.Factory> actions) {
    actions.put("allow", (words, scope) -> context -> Verdict.CONTINUE);
    actions.put("deny", FinalActions::deny);
    actions.put("return", FinalActions::answer);
    actions.put("silent-drop", (words, scope) -> context -> Verdict.DROPPED);
  }

  static void request(Map<String, Action.Factory> actions) {
    actions.put("redirect", Redirect::new);
    actions.put("auth", FinalActions::authenticate);
    actions.put("tarpit", FinalActions::tarpit);
    actions.put("reject", (words, scope) -> context -> Verdict.REJECTED);
  }

  static void tcp(Map<String, Action.Factory> actions) {
    actions.put("accept", (words, scope) -> context -> Verdict.CONTINUE);
    actions.put("reject", (words, scope) -> context -> Verdict.REJECTED);
    actions.put("silent-drop", (words, scope) -> context -> Verdict.DROPPED);
  }

  static void connection(Map<String, Action.Factory> actions) {
    actions.put("expect-proxy", (words, scope) -> expect(words, scope, StreamChange.EXPECT_PROXY));
    actions.put(
        "expect-netscaler-cip",
        (words, scope) -> expect(words, scope, StreamChange.EXPECT_NETSCALER));
  }

  private static Action expect(Words words, RuleScope scope, StreamChange what)
      throws ExpressionException {
    String word = words.atEnd() ? "" : words.next("'layer4'");
    if (!word.equals("layer4")) {
      throw new ExpressionException(
          0,
          0,
          "only supports 'layer4' in proxy '"
              + scope.surroundings().proxyName()
              + "' (got '"
              + word
              + "')");
    }
    return context -> {
      context.change(what, 1);
      return null;
    };
  }

  static void tcpResponse(Map<String, Action.Factory> actions) {
    actions.put("close", (words, scope) -> context -> Verdict.CLOSED);
  }

  private static Action deny(Words words, RuleScope scope) throws ExpressionException {
    AnswerText text = AnswerText.read(words, scope, scope.request() ? 403 : 502, true);
    return context -> {
      context.deny(text.status(), text.isStandard() ? null : text.compose(context));
      return Verdict.DENIED;
    };
  }

  private static Action tarpit(Words words, RuleScope scope) throws ExpressionException {
    AnswerText text = AnswerText.read(words, scope, 500, true);
    return context -> {
      context.tarpit(text.status(), text.isStandard() ? null : text.compose(context));
      return Verdict.TARPITTED;
    };
  }

  private static Action answer(Words words, RuleScope scope) throws ExpressionException {
    AnswerText text = AnswerText.read(words, scope, 200, false);
    return context -> {
      if (text.isStandard()) {
        context.answerError(text.status());
      } else {
        context.answer(text.compose(context));
      }
      return Verdict.ANSWERED;
    };
  }

  private static Action authenticate(Words words, RuleScope scope) throws ExpressionException {
    String realm = scope.surroundings().proxyName();
    if (words.take("realm")) {
      realm = words.next("a realm");
    }
    byte[] lines =
        ("content-length: "
                + UNAUTHORIZED.length()
                + "\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n"
                + "www-authenticate: Basic realm=\""
                + realm
                + "\"\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    Slice body = Slice.of(Ascii.bytes(UNAUTHORIZED));
    return context -> {
      HttpAnswer answer = context.answerBuffer().start(401);
      answer.headers.writeBytes(lines);
      answer.body.set(body);
      context.countFailedLogin();
      context.answer(answer);
      return Verdict.ANSWERED;
    };
  }
}
