package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.HttpUri;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code redirect} (manual 4.2): by location, prefix or scheme. Immutable. */
final class Redirect implements Action {
  private static final byte[] HOST = Ascii.bytes("host");
  private static final byte[] LOCATION = Ascii.bytes("content-length: 0\r\nlocation: ");
  private static final byte[] NO_CACHE = Ascii.bytes("cache-control: no-cache\r\n");

  private enum Kind {
    LOCATION,
    PREFIX,
    SCHEME
  }

  private final Kind kind;
  private final RuleText target;
  private final boolean noPrefix;
  private int code = 302;
  private boolean dropQuery;
  private boolean appendSlash;
  private boolean ignoreEmpty;
  private byte @Nullable [] cookie;

  /** Reads the words after {@code redirect}. */
  Redirect(Words words, RuleScope scope) throws ExpressionException {
    Kind found = null;
    String text = "";
    while (!words.atCondition()) {
      switch (words.peek()) {
        case "location", "prefix", "scheme" -> {
          String word = words.next("a type");
          found = Kind.valueOf(word.toUpperCase(Locale.ROOT));
          text = argument(words, word);
        }
        default -> option(words);
      }
    }
    if (found == null) {
      throw new ExpressionException(
          0, 0, "redirection type expected ('prefix', 'location', or 'scheme')");
    }
    kind = found;
    noPrefix = kind == Kind.PREFIX && text.equals("/");
    target = scope.text(text);
  }

  private static String argument(Words words, String word) throws ExpressionException {
    if (words.peek().isEmpty()) {
      throw new ExpressionException(0, 0, "missing argument for '" + word + "'");
    }
    return words.next("an argument");
  }

  private void option(Words words) throws ExpressionException {
    String word = words.next("an option");
    switch (word) {
      case "code" -> code = code(argument(words, word));
      case "drop-query" -> dropQuery = true;
      case "append-slash" -> appendSlash = true;
      case "ignore-empty" -> ignoreEmpty = true;
      case "set-cookie" -> {
        String value = argument(words, word);
        cookie = cookie(value + (value.contains("=") ? "" : "=") + "; path=/;");
      }
      case "clear-cookie" -> {
        String name = argument(words, word);
        cookie = cookie(name + (name.endsWith("=") ? "" : "=") + "; path=/; Max-Age=0;");
      }
      default ->
          throw new ExpressionException(
              0,
              0,
              "expects 'code', 'prefix', 'location', 'scheme', 'set-cookie', 'clear-cookie',"
                  + " 'drop-query', 'ignore-empty' or 'append-slash' (was '"
                  + word
                  + "')");
    }
  }

  private static int code(String text) throws ExpressionException {
    if (!List.of("301", "302", "303", "307", "308").contains(text)) {
      throw new ExpressionException(
          0,
          0,
          "'code': unsupported HTTP code '"
              + text
              + "' (must be one of 301, 302, 303, 307 or 308)");
    }
    return Integer.parseInt(text);
  }

  private static byte[] cookie(String value) {
    return ("set-cookie: " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public @Nullable Verdict run(RuleContext context) {
    HttpAnswer answer = context.answerBuffer().start(code);
    ByteBuf lines = answer.headers;
    lines.writeBytes(LOCATION);
    int start = lines.writerIndex();
    if (!noPrefix) {
      target.append(context, lines);
    }
    if (ignoreEmpty && lines.writerIndex() == start && kind == Kind.LOCATION) {
      return null;
    }
    if (kind == Kind.SCHEME) {
      lines.writeByte(':').writeByte('/').writeByte('/');
      appendHost(context, lines);
    }
    if (kind != Kind.LOCATION) {
      appendPath(context, lines);
    }
    lines.writeByte('\r').writeByte('\n');
    if (code != 301 && code != 308) {
      lines.writeBytes(NO_CACHE);
    }
    byte[] cookieLine = cookie;
    if (cookieLine != null) {
      lines.writeBytes(cookieLine);
    }
    context.answer(answer);
    return Verdict.ANSWERED;
  }

  private static void appendHost(RuleContext context, ByteBuf to) {
    HeaderTable headers = context.requestHeaders();
    int host = headers == null ? -1 : headers.find(HOST, 0);
    if (headers != null && host >= 0) {
      Slice value = new Slice();
      headers.value(host, value);
      to.writeBytes(value.buffer(), value.offset(), value.length());
    }
  }

  private void appendPath(RuleContext context, ByteBuf to) {
    Slice path = new Slice();
    boolean found =
        context.requestUri(path) && (dropQuery ? HttpUri.path(path) : HttpUri.pathAndQuery(path));
    if (found) {
      to.writeBytes(path.buffer(), path.offset(), path.length());
      if (dropQuery && appendSlash && path.at(path.length() - 1) != '/') {
        to.writeByte('/');
      }
    }
  }
}
