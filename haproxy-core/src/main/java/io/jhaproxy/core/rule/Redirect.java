package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Ascii;
import io.jhaproxy.core.sample.HeaderTable;
import io.jhaproxy.core.sample.HttpUri;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
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
    kind =
        switch (words.next("'location', 'prefix' or 'scheme'")) {
          case "location" -> Kind.LOCATION;
          case "prefix" -> Kind.PREFIX;
          case "scheme" -> Kind.SCHEME;
          default ->
              throw new ExpressionException(
                  1,
                  0,
                  "expects 'code', 'prefix', 'location', 'scheme', 'set-cookie',"
                      + " 'clear-cookie', 'drop-query', 'ignore-empty' or 'append-slash'");
        };
    String text = words.next("a target");
    noPrefix = kind == Kind.PREFIX && text.equals("/");
    target = scope.text(text);
    while (!words.atCondition()) {
      option(words);
    }
  }

  private void option(Words words) throws ExpressionException {
    if (words.take("code")) {
      code = words.number("a redirect code", 301, 308);
      if (code > 303 && code < 307) {
        throw new ExpressionException(
            0,
            0,
            "unsupported redirect code '" + code + "' (must be one of 301, 302, 303, 307 or 308)");
      }
    } else if (words.take("drop-query")) {
      dropQuery = true;
    } else if (words.take("append-slash")) {
      appendSlash = true;
    } else if (words.take("ignore-empty")) {
      ignoreEmpty = true;
    } else if (words.take("set-cookie")) {
      String value = words.next("a cookie");
      cookie = cookie(value + (value.contains("=") ? "" : "=") + "; path=/;");
    } else if (words.take("clear-cookie")) {
      String name = words.next("a cookie");
      cookie = cookie(name + (name.endsWith("=") ? "" : "=") + "; path=/; Max-Age=0;");
    } else {
      throw words.unexpected("a redirect option");
    }
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
