package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import org.jspecify.annotations.Nullable;

/** Headers and cookies of requests and responses (manual 7.3.6). */
public final class HeaderFetches {
  private HeaderFetches() {}

  private static final Side REQUEST = SampleContext::requestHeaders;
  private static final Side RESPONSE = SampleContext::responseHeaders;
  private static final Side EITHER = x -> x.inResponse() ? x.responseHeaders() : x.requestHeaders();

  /** HAProxy remembers the last ten values of a header. */
  private static final int MOST_FROM_END = 10;

  /** The header table of one direction. */
  private interface Side {
    @Nullable HeaderTable headers(SampleContext context);
  }

  private enum Form {
    TEXT,
    INTEGER,
    ADDRESS
  }

  /** Registers the fetches. */
  public static void register(Library library) {
    Need head = Need.REQUEST_HEAD;
    header(library, "hdr", EITHER, Need.EITHER_HEAD, false, Form.TEXT);
    header(library, "req.hdr", REQUEST, head, false, Form.TEXT);
    header(library, "req.fhdr", REQUEST, head, true, Form.TEXT);
    header(library, "req.hdr_ip hdr_ip", REQUEST, head, false, Form.ADDRESS);
    header(library, "req.hdr_val hdr_val", REQUEST, head, false, Form.INTEGER);
    count(library, "req.hdr_cnt hdr_cnt", REQUEST, head, false);
    count(library, "req.fhdr_cnt", REQUEST, head, true);
    library.fetch("cookie", SampleType.STR, Need.EITHER_HEAD, "[string]", (c, s) -> cookie(c));
    cookie(library, "req.cook cook", REQUEST, head, "cookie", Form.TEXT);
    cookie(library, "req.cook_val cook_val", REQUEST, head, "cookie", Form.INTEGER);
    cookieCount(library, "req.cook_cnt cook_cnt", REQUEST, head, "cookie");
    Need response = Need.RESPONSE_HEAD;
    header(library, "res.hdr shdr", RESPONSE, response, false, Form.TEXT);
    header(library, "res.fhdr", RESPONSE, response, true, Form.TEXT);
    header(library, "res.hdr_ip shdr_ip", RESPONSE, response, false, Form.ADDRESS);
    header(library, "res.hdr_val shdr_val", RESPONSE, response, false, Form.INTEGER);
    count(library, "res.hdr_cnt shdr_cnt", RESPONSE, response, false);
    count(library, "res.fhdr_cnt", RESPONSE, response, true);
    cookie(library, "res.cook scook", RESPONSE, response, "set-cookie", Form.TEXT);
    cookie(library, "res.cook_val scook_val", RESPONSE, response, "set-cookie", Form.INTEGER);
    cookieCount(library, "res.cook_cnt scook_cnt", RESPONSE, response, "set-cookie");
  }

  private static SampleType type(Form form) {
    return switch (form) {
      case TEXT -> SampleType.STR;
      case INTEGER -> SampleType.SINT;
      case ADDRESS -> SampleType.IPV4;
    };
  }

  private static boolean finish(Form form, Sample out) {
    return switch (form) {
      case TEXT -> out.setString();
      case INTEGER -> out.setInt(DecimalText.parse(out.bytes));
      case ADDRESS -> AddressText.parse(out.bytes, out.address) && out.setAddress();
    };
  }

  private static void header(
      Library library, String names, Side side, Need need, boolean whole, Form form) {
    library.fetch(
        names,
        type(form),
        need,
        "[string,integer]",
        (call, s) -> new HeaderFetch(call, side, whole, form));
  }

  private static void count(Library library, String names, Side side, Need need, boolean whole) {
    library.fetch(
        names,
        SampleType.SINT,
        need,
        "[string]",
        (call, s) -> {
          byte[] name = Ascii.lowerBytes(call.argument(0));
          return (x, out) -> {
            HeaderTable headers = side.headers(x);
            return headers != null
                && out.setInt(HeaderValues.count(headers, name, whole, out.bytes));
          };
        });
  }

  private static void cookie(
      Library library, String names, Side side, Need need, String header, Form form) {
    library.fetch(
        names,
        type(form),
        need,
        "[string]",
        (call, s) -> new CookieFetch(call, side, header, form));
  }

  /** {@code cookie(name)}: a request's cookie in requests, one that is set in responses. */
  private static Fetch cookie(SampleExpression.Call call) {
    CookieFetch request = new CookieFetch(call, REQUEST, "cookie", Form.TEXT);
    CookieFetch response = new CookieFetch(call, RESPONSE, "set-cookie", Form.TEXT);
    return (x, out) -> (x.inResponse() ? response : request).fetch(x, out);
  }

  private static void cookieCount(
      Library library, String names, Side side, Need need, String header) {
    library.fetch(
        names,
        SampleType.SINT,
        need,
        "[string]",
        (call, s) -> {
          CookieFetch cookie = new CookieFetch(call, side, header, Form.TEXT);
          return (x, out) -> {
            int count = 0;
            while (cookie.fetch(x, out, count)) {
              count++;
            }
            return side.headers(x) != null && out.setInt(count);
          };
        });
  }

  /** {@code hdr(name,occurrence)}: the last value as a sample, all of them in ACLs. */
  private static final class HeaderFetch implements Fetch.Multiple {
    private final byte[] name;
    private final int occurrence;
    private final Side side;
    private final boolean whole;
    private final Form form;

    HeaderFetch(SampleExpression.Call call, Side side, boolean whole, Form form)
        throws ExpressionException {
      this.name = Ascii.lowerBytes(call.argument(0));
      this.occurrence = Arguments.integer(call, 1, 0);
      if (occurrence < -MOST_FROM_END) {
        throw Arguments.wrong(call, "header occurrence must be >= -" + MOST_FROM_END);
      }
      this.side = side;
      this.whole = whole;
      this.form = form;
    }

    @Override
    public boolean fetch(SampleContext context, Sample out) {
      return name.length > 0 && pick(context, out, occurrence == 0 ? -1 : occurrence);
    }

    private boolean pick(SampleContext context, Sample out, int which) {
      HeaderTable headers = side.headers(context);
      if (headers == null) {
        return false;
      }
      int index = which - 1;
      if (which < 0) {
        index = HeaderValues.count(headers, name, whole, out.bytes) + which;
      }
      return index >= 0
          && HeaderValues.find(headers, name, whole, index, out.bytes)
          && finish(form, out);
    }

    @Override
    public boolean fetch(SampleContext context, Sample out, int index) {
      if (occurrence != 0) {
        return index == 0 && pick(context, out, occurrence);
      }
      HeaderTable headers = side.headers(context);
      return headers != null
          && HeaderValues.find(headers, name, whole, index, out.bytes)
          && finish(form, out);
    }
  }

  /** {@code cook(name)}: the first cookie of that name as a sample, all of them in ACLs. */
  private static final class CookieFetch implements Fetch.Multiple {
    private final byte[] name;
    private final byte[] header;
    private final Side side;
    private final Form form;

    CookieFetch(SampleExpression.Call call, Side side, String header, Form form) {
      this.name = Ascii.bytes(call.argument(0));
      this.header = Ascii.bytes(header);
      this.side = side;
      this.form = form;
    }

    @Override
    public boolean fetch(SampleContext context, Sample out) {
      return fetch(context, out, 0);
    }

    @Override
    public boolean fetch(SampleContext context, Sample out, int index) {
      HeaderTable headers = side.headers(context);
      if (headers == null) {
        return false;
      }
      int left = index;
      for (int i = headers.find(header, 0); i >= 0; i = headers.find(header, i + 1)) {
        headers.value(i, out.bytes);
        int result = HeaderValues.cookie(out.bytes, name, left);
        if (result == 0) {
          return finish(form, out);
        }
        left -= -1 - result;
      }
      return false;
    }
  }
}
