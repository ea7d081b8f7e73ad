package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.SampleExpression;

/** The cookie of a Remote Desktop connection request (manual 7.3.5, rdp_cookie). */
public final class RdpFetches {
  private static final byte[] COOKIE = Ascii.bytes("cookie:");
  private static final byte[] DEFAULT_NAME = Ascii.bytes("msts");

  /** TPKT header and the connection request of X.224 up to its variable part. */
  private static final int HEADER = 11;

  private RdpFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.fetch(
        "rdp_cookie req.rdp_cookie",
        SampleType.STR,
        Need.REQUEST_BUFFER,
        "[string]",
        (call, s) -> {
          byte[] name = name(call);
          return (x, out) -> cookie(x, out.bytes, name) && out.setString();
        });
    library.fetch(
        "rdp_cookie_cnt req.rdp_cookie_cnt",
        SampleType.SINT,
        Need.REQUEST_BUFFER,
        "[string]",
        (call, s) -> {
          byte[] name = name(call);
          return (x, out) ->
              isThere(x, out.bytes) && out.setInt(cookie(x, out.bytes, name) ? 1 : 0);
        });
  }

  /** Whether the request is there as a whole, or is none of this kind. */
  private static boolean isThere(SampleContext context, Slice bytes) {
    if (!context.requestBuffer(bytes) || bytes.length() <= HEADER) {
      return false;
    }
    return bytes.at(0) != 3
        || bytes.at(1) != 0
        || bytes.at(5) != 0xe0
        || (bytes.at(2) << 8 | bytes.at(3)) <= bytes.length();
  }

  private static byte[] name(SampleExpression.Call call) {
    String name = call.argument(0);
    return name.isEmpty() ? DEFAULT_NAME : Ascii.lowerBytes(name);
  }

  /** Points at the value of {@code Cookie: name=value CR LF}. */
  static boolean cookie(SampleContext context, Slice bytes, byte[] name) {
    if (!context.requestBuffer(bytes) || bytes.length() <= HEADER) {
      return false;
    }
    // TPKT version 3, a reserved 0, a length; X.224 length, connection request, references, class.
    if (bytes.at(0) != 3 || bytes.at(1) != 0 || bytes.at(5) != 0xe0) {
      return false;
    }
    int total = bytes.at(2) << 8 | bytes.at(3);
    if (bytes.at(4) + 5 != total || total > bytes.length()) {
      return false;
    }
    bytes.narrow(HEADER, total - HEADER);
    if (!startsWith(bytes, 0, COOKIE)) {
      return false;
    }
    int at = COOKIE.length;
    while (at < bytes.length() && bytes.at(at) == ' ') {
      at++;
    }
    if (!startsWith(bytes, at, name)) {
      return false;
    }
    int value = at + name.length + 1;
    int end = bytes.indexOf('\r', Math.min(value, bytes.length()));
    if (value > bytes.length() || bytes.at(value - 1) != '=' || end < 0) {
      return false;
    }
    if (end + 1 >= bytes.length() || bytes.at(end + 1) != '\n') {
      return false;
    }
    bytes.narrow(value, end - value);
    return true;
  }

  private static boolean startsWith(Slice bytes, int at, byte[] lowerCase) {
    if (at + lowerCase.length > bytes.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (Ascii.lower(bytes.at(at + i)) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }
}
