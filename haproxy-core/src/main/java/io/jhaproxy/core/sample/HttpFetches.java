package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/**
 * HTTP methods, versions, status and captures (manual 7.3.6); targets, headers and bodies have
 * their own classes.
 */
public final class HttpFetches {
  private HttpFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.fetch("method", SampleType.METH, Need.REQUEST, HttpFetches::method);
    text(
        library,
        "req.ver req_ver",
        Need.REQUEST_HEAD,
        (x, into) -> version(x.requestVersion(into), into));
    text(
        library,
        "res.ver resp_ver",
        Need.RESPONSE_HEAD,
        (x, into) -> version(x.responseVersion(into), into));
    library.fetch(
        "req.proto_http req_proto_http",
        SampleType.BOOL,
        Need.REQUEST,
        (x, out) -> x.hasRequest() && out.setBool(true));
    library.fetch(
        "status",
        SampleType.SINT,
        Need.RESPONSE,
        (x, out) -> x.status() > 0 && out.setInt(x.status()));
    library.fetch(
        "http_first_req",
        SampleType.BOOL,
        Need.REQUEST,
        (x, out) -> out.setBool(x.requestOrdinal() == 1));
    library.fetch(
        "internal.strm.is_htx",
        SampleType.BOOL,
        Need.NOTHING,
        (x, out) -> out.setBool(x.hasRequest()));
    captures(library);
  }

  private static boolean method(SampleContext context, Sample out) {
    out.type = SampleType.METH;
    return context.requestMethod(out.bytes);
  }

  private static void text(
      Library library, String names, Need need, ConnectionFetches.BytesGetter getter) {
    ConnectionFetches.text(library, names, need, getter);
  }

  private static void captures(Library library) {
    library.fetch(
        "capture.req.hdr",
        SampleType.STR,
        Need.REQUEST,
        "integer",
        (call, s) -> requestCapture(call));
    library.fetch(
        "capture.res.hdr",
        SampleType.STR,
        Need.RESPONSE,
        "integer",
        (call, s) -> responseCapture(call));
    text(
        library,
        "capture.req.method",
        Need.REQUEST,
        (x, into) -> x.originalRequestLine(into) && HttpUri.method(into));
    text(
        library,
        "capture.req.uri",
        Need.REQUEST,
        (x, into) ->
            x.originalRequestLine(into) && HttpUri.target(into) && HttpUri.pathAndQuery(into));
    text(
        library,
        "capture.req.ver",
        Need.REQUEST,
        (x, into) -> x.originalRequestLine(into) && HttpUri.version(into));
    text(library, "capture.res.ver", Need.REQUEST, SampleContext::responseVersion);
  }

  private static Fetch requestCapture(SampleExpression.Call call) throws ExpressionException {
    int index = Arguments.integer(call, 0, 0);
    return (x, out) ->
        index >= 0
            && index < x.requestCaptures()
            && x.requestCapture(index, out.bytes)
            && out.setString();
  }

  private static Fetch responseCapture(SampleExpression.Call call) throws ExpressionException {
    int index = Arguments.integer(call, 0, 0);
    return (x, out) ->
        index >= 0
            && index < x.responseCaptures()
            && x.responseCapture(index, out.bytes)
            && out.setString();
  }

  /** The digits after {@code HTTP/}. */
  private static boolean version(boolean found, Slice version) {
    if (!found || version.length() < 8) {
      return false;
    }
    version.narrow(5, version.length() - 5);
    return true;
  }
}
