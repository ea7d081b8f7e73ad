package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;

/** HTTP request line, status, bodies and captures (manual 7.3.6); headers are elsewhere. */
public final class HttpFetches {
  private static final byte[] HOST = Ascii.bytes("host");

  private HttpFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    Need head = Need.REQUEST_HEAD;
    library.fetch(
        "method",
        SampleType.METH,
        Need.CLIENT,
        0,
        0,
        (call, s) ->
            (x, out) -> {
              out.type = SampleType.METH;
              return x.requestMethod(out.bytes);
            });
    text(library, "url", head, SampleContext::requestUri);
    text(library, "path", head, (x, into) -> x.requestUri(into) && HttpUri.path(into));
    text(library, "pathq", head, (x, into) -> x.requestUri(into) && HttpUri.pathAndQuery(into));
    text(library, "query", head, (x, into) -> x.requestUri(into) && HttpUri.query(into));
    text(library, "req.ver req_ver", head, (x, into) -> version(x.requestVersion(into), into));
    text(
        library,
        "res.ver resp_ver",
        Need.RESPONSE_HEAD,
        (x, into) -> version(x.responseVersion(into), into));
    library.fetch("base", SampleType.STR, head, 0, 0, (call, s) -> HttpFetches::base);
    library.fetch(
        "url_param urlp", SampleType.STR, head, 0, 2, (call, s) -> parameter(call, false));
    library.fetch("urlp_val", SampleType.SINT, head, 0, 2, (call, s) -> parameter(call, true));
    library.fetch("url_ip", SampleType.IPV4, head, 0, 0, (call, s) -> HttpFetches::uriAddress);
    library.fetch(
        "req.proto_http req_proto_http",
        SampleType.BOOL,
        head,
        0,
        0,
        (call, s) -> (x, out) -> x.hasRequest() && out.setBool(true));
    text(library, "req.body", head, SampleContext::requestBody);
    text(library, "res.body", Need.RESPONSE_HEAD, SampleContext::responseBody);
    library.fetch(
        "req.body_len",
        SampleType.SINT,
        head,
        0,
        0,
        (call, s) -> (x, out) -> out.setInt(x.requestBody(out.bytes) ? out.bytes.length() : 0));
    library.fetch(
        "req.body_size",
        SampleType.SINT,
        head,
        0,
        0,
        (call, s) -> (x, out) -> out.setInt(x.requestBodySize()));
    library.fetch(
        "status",
        SampleType.SINT,
        Need.RESPONSE_HEAD,
        0,
        0,
        (call, s) -> (x, out) -> x.status() > 0 && out.setInt(x.status()));
    library.fetch(
        "http_first_req",
        SampleType.BOOL,
        Need.CLIENT,
        0,
        0,
        (call, s) -> (x, out) -> out.setBool(x.requestOrdinal() == 1));
    captures(library);
  }

  private static void text(
      Library library, String names, Need need, ConnectionFetches.BytesGetter getter) {
    ConnectionFetches.text(library, names, need, getter);
  }

  private static void captures(Library library) {
    library.fetch(
        "capture.req.hdr",
        SampleType.STR,
        Need.CLIENT,
        1,
        1,
        (call, s) -> {
          int index = Arguments.integer(call, 0, 0);
          return (x, out) ->
              index < x.requestCaptures() && x.requestCapture(index, out.bytes) && out.setString();
        });
    library.fetch(
        "capture.res.hdr",
        SampleType.STR,
        Need.CLIENT,
        1,
        1,
        (call, s) -> {
          int index = Arguments.integer(call, 0, 0);
          return (x, out) ->
              index < x.responseCaptures()
                  && x.responseCapture(index, out.bytes)
                  && out.setString();
        });
    text(
        library,
        "capture.req.method",
        Need.CLIENT,
        (x, into) -> x.originalRequestLine(into) && HttpUri.method(into));
    text(
        library,
        "capture.req.uri",
        Need.CLIENT,
        (x, into) ->
            x.originalRequestLine(into) && HttpUri.target(into) && HttpUri.pathAndQuery(into));
    text(
        library,
        "capture.req.ver",
        Need.CLIENT,
        (x, into) -> x.originalRequestLine(into) && HttpUri.version(into));
    text(library, "capture.res.ver", Need.CLIENT, SampleContext::responseVersion);
  }

  /** The digits after {@code HTTP/}. */
  private static boolean version(boolean found, Slice version) {
    if (!found || version.length() < 8) {
      return false;
    }
    version.narrow(5, version.length() - 5);
    return true;
  }

  /** First Host header followed by the path. */
  private static boolean base(SampleContext context, Sample out) {
    HeaderTable headers = context.requestHeaders();
    int host = headers == null ? -1 : headers.find(HOST, 0);
    if (headers == null || host < 0) {
      return context.requestUri(out.bytes) && HttpUri.path(out.bytes) && out.setString();
    }
    ByteBuf memory = context.scratch().memory();
    int start = memory.writerIndex();
    headers.value(host, out.bytes);
    if (!append(context.scratch(), out.bytes)) {
      return false;
    }
    if (context.requestUri(out.bytes)
        && HttpUri.path(out.bytes)
        && !append(context.scratch(), out.bytes)) {
      return false;
    }
    out.bytes.set(memory, start, memory.writerIndex() - start);
    return out.setString();
  }

  private static boolean append(Scratch scratch, Slice bytes) {
    if (scratch.free() < bytes.length()) {
      return false;
    }
    scratch.memory().writeBytes(bytes.buffer(), bytes.offset(), bytes.length());
    return true;
  }

  private static Fetch parameter(SampleExpression.Call call, boolean integer)
      throws ExpressionException {
    byte[] name = Ascii.bytes(call.argument(0));
    String delimiter = call.argument(1);
    if (delimiter.length() > 1) {
      throw Arguments.wrong(call, 1, "expected a single character as delimiter");
    }
    int mark = delimiter.isEmpty() ? '?' : delimiter.charAt(0);
    int separator = mark == '?' ? '&' : mark;
    return (x, out) -> {
      if (!x.requestUri(out.bytes)) {
        return false;
      }
      int start = out.bytes.indexOf(mark, 0);
      if (start < 0) {
        return false;
      }
      out.bytes.narrow(start + 1, out.bytes.length() - start - 1);
      if (!HttpUri.parameter(out.bytes, name, separator)) {
        return false;
      }
      return integer ? out.setInt(DecimalText.parse(out.bytes)) : out.setString();
    };
  }

  private static boolean uriAddress(SampleContext context, Sample out) {
    if (!context.requestUri(out.bytes) || !HttpUri.authority(out.bytes)) {
      return false;
    }
    int colon = out.bytes.indexOf(':', 0);
    if (colon >= 0) {
      out.bytes.narrow(0, colon);
    }
    return AddressText.parse(out.bytes, out.address) && out.setAddress();
  }
}
