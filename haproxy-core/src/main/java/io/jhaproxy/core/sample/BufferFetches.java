package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/**
 * Contents of the buffers (manual 7.3.5): what has been received and not passed on. Where an HTTP
 * message has been parsed, they yield nothing, as in HAProxy.
 */
public final class BufferFetches {
  private BufferFetches() {}

  private static final byte[][] WITH_BODY = {
    Ascii.bytes("ARGV"), Ascii.bytes("CDIR"), Ascii.bytes("NAME"), Ascii.bytes("LINK"),
    Ascii.bytes("DOTI"), Ascii.bytes("DOTO"), Ascii.bytes("DOTD"), Ascii.bytes("SERR"),
    Ascii.bytes("SOUT")
  };

  private static final Side REQUEST = SampleContext::requestBuffer;
  private static final Side RESPONSE = SampleContext::responseBuffer;
  private static final Side EITHER =
      (x, into) -> x.inResponse() ? x.responseBuffer(into) : x.requestBuffer(into);

  /** The bytes of one direction. */
  interface Side {
    boolean get(SampleContext context, Slice into);
  }

  /** Registers the fetches. */
  public static void register(Library library) {
    length(library, "req.len req_len", Need.REQUEST_BUFFER, REQUEST);
    library.fetch(
        "res.len",
        SampleType.SINT,
        Need.RESPONSE_BUFFER,
        (x, out) -> x.responseLength() >= 0 && out.setInt(x.responseLength()));
    payload(library, "req.", Need.REQUEST_BUFFER, REQUEST);
    payload(library, "res.", Need.RESPONSE_BUFFER, RESPONSE);
    payload(library, "", Need.EITHER_BUFFER, EITHER);
    library.fetch(
        "distcc_param",
        SampleType.SINT,
        Need.EITHER_BUFFER,
        "string[,integer]",
        (call, s) -> distcc(call, false));
    library.fetch(
        "distcc_body",
        SampleType.BIN,
        Need.EITHER_BUFFER,
        "string[,integer]",
        (call, s) -> distcc(call, true));
    library.fetch(
        "wait_end",
        SampleType.BOOL,
        Need.REQUEST_END,
        (x, out) -> x.requestEnded() && out.setBool(true));
  }

  private static void length(Library library, String names, Need need, Side side) {
    library.fetch(
        names,
        SampleType.SINT,
        need,
        (x, out) -> side.get(x, out.bytes) && out.setInt(out.bytes.length()));
  }

  private static void payload(Library library, String prefix, Need need, Side side) {
    library.fetch(
        prefix + "payload",
        SampleType.BIN,
        need,
        "integer,integer",
        (call, s) -> payload(call, side));
    library.fetch(
        prefix + "payload_lv",
        SampleType.BIN,
        need,
        "integer,integer[,string]",
        (call, s) -> lengthAndValue(call, side));
  }

  /** {@code payload(offset,length)}; a length of 0 means all there is. */
  private static Fetch payload(SampleExpression.Call call, Side side) throws ExpressionException {
    int offset = Arguments.integer(call, 0, 0);
    int length = Arguments.integer(call, 1, 0);
    if (offset < 0 || length < 0) {
      return (x, out) -> false;
    }
    return (x, out) -> {
      if (!side.get(x, out.bytes) || out.bytes.length() < (long) offset + length) {
        return false;
      }
      int available = out.bytes.length() - offset;
      out.bytes.narrow(offset, length == 0 ? available : length);
      out.type = SampleType.BIN;
      return available > 0;
    };
  }

  /**
   * {@code payload_lv(offset,size,offset2)}: a length of {@code size} bytes stands at {@code
   * offset}, what it counts right behind it or at {@code offset2}, which is counted from there if
   * it has a sign.
   */
  private static Fetch lengthAndValue(SampleExpression.Call call, Side side)
      throws ExpressionException {
    int offset = Arguments.integer(call, 0, 0);
    int size = Arguments.integer(call, 1, 0);
    String second = call.argument(2);
    if (size <= 0) {
      throw Arguments.wrong(call, "payload length must be > 0");
    }
    if (!second.isEmpty() && !second.matches("[+-]?\\d+")) {
      throw Arguments.wrong(call, "payload offset2 is not a number");
    }
    boolean relative = second.isEmpty() || second.startsWith("+") || second.startsWith("-");
    long given = second.isEmpty() ? 0 : Arguments.number(call, 2);
    if (relative && offset + size + given < 0) {
      throw Arguments.wrong(call, "payload offset2 too negative");
    }
    long start = relative ? offset + size + given : given;
    return (x, out) -> {
      if (offset < 0 || !side.get(x, out.bytes) || out.bytes.length() < (long) offset + size) {
        return false;
      }
      int length = 0;
      for (int i = 0; i < size; i++) {
        length = length << 8 | out.bytes.at(offset + i);
      }
      if (length <= 0 || start + length > out.bytes.length()) {
        return false;
      }
      out.bytes.narrow((int) start, length);
      out.type = SampleType.BIN;
      return true;
    };
  }

  /** A token of the distcc protocol: four letters, eight hexadecimal digits, maybe a body. */
  private static Fetch distcc(SampleExpression.Call call, boolean body) throws ExpressionException {
    byte[] name = Ascii.bytes(call.argument(0));
    int wanted = Arguments.integer(call, 1, 0);
    if (name.length != 4) {
      throw Arguments.wrong(call, "token name must be exactly 4 characters");
    }
    int occurrence = Math.max(1, wanted);
    return (x, out) -> {
      Slice bytes = out.bytes;
      boolean found = x.inResponse() ? x.responseBuffer(bytes) : x.requestBuffer(bytes);
      return found && token(out, name, occurrence, body);
    };
  }

  private static boolean token(Sample out, byte[] name, int occurrence, boolean body) {
    Slice bytes = out.bytes;
    int seen = 0;
    for (int at = 0; at + 12 <= bytes.length(); ) {
      long parameter = 0;
      for (int i = 4; i < 12; i++) {
        int digit = Character.digit(bytes.at(at + i), 16);
        if (digit < 0) {
          return false;
        }
        parameter = parameter << 4 | digit;
      }
      boolean named = true;
      for (int i = 0; i < 4; i++) {
        named &= bytes.at(at + i) == name[i];
      }
      long length = hasBody(bytes, at) ? parameter : 0;
      if (named && ++seen == occurrence) {
        if (!body) {
          return out.setInt(parameter);
        }
        if (at + 12 + length > bytes.length()) {
          return false;
        }
        bytes.narrow(at + 12, (int) length);
        out.type = SampleType.BIN;
        return true;
      }
      at = (int) Math.min(bytes.length(), at + 12 + length);
    }
    return false;
  }

  /** Whether a token announces a body of the length that follows it. */
  private static boolean hasBody(Slice bytes, int at) {
    for (byte[] token : WITH_BODY) {
      boolean same = true;
      for (int i = 0; i < token.length; i++) {
        same &= bytes.at(at + i) == token[i];
      }
      if (same) {
        return true;
      }
    }
    return false;
  }
}
