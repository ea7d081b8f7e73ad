package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.HttpUri;
import io.jhaproxy.core.sample.RegexReplacement;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Actions on the request line and the status line. */
final class LineActions {
  private LineActions() {}

  /** Builds a new request target of the old one (as text) and the rendered text. */
  private interface Target {
    String build(String uri, String text);
  }

  static void request(Map<String, Action.Factory> actions) {
    actions.put("set-method", LineActions::method);
    actions.put("set-uri", (words, scope) -> target(words, scope, (uri, text) -> text));
    actions.put("set-path", (words, scope) -> target(words, scope, LineActions::withPath));
    actions.put("set-pathq", (words, scope) -> target(words, scope, LineActions::withPathAndQuery));
    actions.put("set-query", (words, scope) -> target(words, scope, LineActions::withQuery));
    actions.put(
        "replace-uri",
        (words, scope) -> replace(words, scope, LineActions::whole, (uri, text) -> text));
    actions.put(
        "replace-path",
        (words, scope) -> replace(words, scope, HttpUri::path, LineActions::withPath));
    actions.put(
        "replace-pathq",
        (words, scope) ->
            replace(words, scope, HttpUri::pathAndQuery, LineActions::withPathAndQuery));
  }

  static void response(Map<String, Action.Factory> actions) {
    actions.put("set-status", LineActions::status);
  }

  private static boolean whole(Slice uri) {
    return !uri.isEmpty();
  }

  private static Action method(Words words, RuleScope scope) throws ExpressionException {
    RuleText text = scope.text(words.next("a format"));
    return context ->
        context.requestEdit().setMethod(text.render(context))
            ? null
            : HeaderActions.failed(context);
  }

  private static Action target(Words words, RuleScope scope, Target target)
      throws ExpressionException {
    RuleText text = scope.text(words.next("a format"));
    return context -> {
      Slice uri = new Slice();
      if (!context.requestUri(uri)) {
        return null;
      }
      return setUri(context, target.build(uri.toString(), text.render(context).toString()));
    };
  }

  /** The request target as a text, or null if there is no request. */
  static @org.jspecify.annotations.Nullable String target(RuleContext context) {
    Slice uri = new Slice();
    return context.requestUri(uri) ? uri.toString() : null;
  }

  static @org.jspecify.annotations.Nullable Verdict setUri(RuleContext context, String uri) {
    byte[] bytes = uri.getBytes(StandardCharsets.ISO_8859_1);
    return context.requestEdit().setUri(Slice.of(bytes)) ? null : HeaderActions.failed(context);
  }

  static int pathStart(String uri) {
    if (uri.startsWith("/")) {
      return 0;
    }
    int scheme = uri.indexOf("://");
    int slash = uri.indexOf('/', scheme < 0 ? 0 : scheme + 3);
    return slash < 0 ? uri.length() : slash;
  }

  private static String withPath(String uri, String path) {
    int query = uri.indexOf('?');
    return uri.substring(0, pathStart(uri)) + path + (query < 0 ? "" : uri.substring(query));
  }

  private static String withPathAndQuery(String uri, String path) {
    return uri.substring(0, pathStart(uri)) + path;
  }

  private static String withQuery(String uri, String query) {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** Narrows the target to the part that a regex looks at. */
  private interface Part {
    boolean narrow(Slice uri);
  }

  private static Action replace(Words words, RuleScope scope, Part part, Target target)
      throws ExpressionException {
    Pattern pattern = HeaderActions.regex(words.next("a regex"));
    RuleText template = scope.text(words.next("a format"));
    return context -> {
      Slice uri = new Slice();
      if (!context.requestUri(uri)) {
        return null;
      }
      String before = uri.toString();
      if (!part.narrow(uri)) {
        return null;
      }
      Matcher matcher = pattern.matcher(uri.toString());
      if (!matcher.find()) {
        return null;
      }
      StringBuilder expanded = new StringBuilder();
      new RegexReplacement(template.render(context).toString()).expand(matcher, expanded);
      return setUri(context, target.build(before, expanded.toString()));
    };
  }

  private static Action status(Words words, RuleScope scope) throws ExpressionException {
    int status = words.number("a status", 100, 999);
    byte[] reason = words.take("reason") ? Ascii.bytes(words.next("a reason")) : null;
    return context ->
        context.responseEdit().setStatus(status, reason) ? null : HeaderActions.failed(context);
  }
}
