package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;

/**
 * Bytes as texts and back: hexadecimal, Base64, URL encoding, big-endian numbers (manual 7.3.1).
 */
public final class EncodingConverters {
  private static final SampleType STR = SampleType.STR;
  private static final SampleType BIN = SampleType.BIN;
  private static final SampleType SINT = SampleType.SINT;
  private static final byte[] HEX = Ascii.bytes("0123456789ABCDEF");
  private static final Base64Text STANDARD = new Base64Text("+/", true);
  private static final Base64Text FOR_URLS = new Base64Text("-_", false);

  private EncodingConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter("hex", BIN, STR, EncodingConverters::hex);
    library.converter("hex2i", STR, SINT, EncodingConverters::hexToInteger);
    library.converter("base64", BIN, STR, STANDARD::encode);
    library.converter("b64dec", STR, BIN, STANDARD::decode);
    library.converter("ub64enc", BIN, STR, FOR_URLS::encode);
    library.converter("ub64dec", STR, BIN, FOR_URLS::decode);
    library.converter("url_dec", STR, STR, "[integer]", EncodingConverters::urlDecode);
    library.converter("url_enc", STR, STR, "string", EncodingConverters::urlEncode);
    library.converter("htonl", SINT, BIN, EncodingConverters::networkOrder);
    library.converter(
        "be2dec", BIN, STR, "string[,integer,integer]", (call, s) -> chunks(call, true));
    library.converter(
        "be2hex", BIN, STR, "string[,integer,integer]", (call, s) -> chunks(call, false));
  }

  private static boolean hex(SampleContext context, Sample sample) {
    Scratch scratch = context.scratch();
    int length = sample.bytes.length();
    if (scratch.free() < 2 * length) {
      return false;
    }
    int start = scratch.memory().writerIndex();
    for (int i = 0; i < length; i++) {
      hex(scratch.memory(), sample.bytes.at(i));
    }
    return scratch.finish(start, sample, STR);
  }

  private static void hex(ByteBuf memory, int value) {
    memory.writeByte(HEX[value >> 4]).writeByte(HEX[value & 15]);
  }

  private static boolean hexToInteger(SampleContext context, Sample sample) {
    long value = 0;
    for (int i = 0; i < sample.bytes.length(); i++) {
      int digit = Character.digit(sample.bytes.at(i), 16);
      if (digit < 0) {
        return false;
      }
      value = value << 4 | digit;
    }
    return sample.setInt(value);
  }

  /** With the argument 1 a plus is a blank from the start, else only behind a question mark. */
  private static Converter urlDecode(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    boolean form = Arguments.integer(call, 0, 0) != 0;
    return (x, v) -> {
      Scratch scratch = x.scratch();
      int length = v.bytes.length();
      if (scratch.free() < length) {
        return false;
      }
      int start = scratch.memory().writerIndex();
      boolean query = form;
      for (int i = 0; i < length; i++) {
        int c = v.bytes.at(i);
        if (c == '?') {
          query = true;
        } else if (c == '+' && query) {
          c = ' ';
        } else if (c == '%') {
          int high = i + 2 < length ? Character.digit(v.bytes.at(i + 1), 16) : -1;
          int low = i + 2 < length ? Character.digit(v.bytes.at(i + 2), 16) : -1;
          if (high < 0 || low < 0) {
            return false;
          }
          c = high << 4 | low;
          i += 2;
        }
        scratch.memory().writeByte(c);
      }
      return scratch.finish(start, v, STR);
    };
  }

  /** Everything but the unreserved characters of RFC 3986 becomes %XX. */
  private static Converter urlEncode(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String kind = call.argument(0);
    if (!kind.isEmpty() && !kind.equals("query")) {
      throw Arguments.wrong(call, "Unexpected encode type. Allowed value is 'query'");
    }
    return (x, v) -> {
      Scratch scratch = x.scratch();
      ByteBuf memory = scratch.memory();
      if (scratch.free() < 3 * v.bytes.length()) {
        return false;
      }
      int start = memory.writerIndex();
      for (int i = 0; i < v.bytes.length(); i++) {
        int c = v.bytes.at(i);
        int lower = c | 0x20;
        boolean letter = c < 128 && lower >= 'a' && lower <= 'z';
        if (letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~') {
          memory.writeByte(c);
        } else {
          hex(memory.writeByte('%'), c);
        }
      }
      return scratch.finish(start, v, STR);
    };
  }

  /** The low 32 bits in network order. */
  private static boolean networkOrder(SampleContext context, Sample sample) {
    Scratch scratch = context.scratch();
    if (scratch.free() < 4) {
      return false;
    }
    int start = scratch.memory().writerIndex();
    scratch.memory().writeInt((int) sample.number);
    return scratch.finish(start, sample, BIN);
  }

  /** {@code be2dec(separator,size,truncate)}: groups of bytes as decimal or hexadecimal numbers. */
  private static Converter chunks(SampleExpression.Call call, boolean decimal)
      throws ExpressionException {
    Slice separator = Slice.of(call.argument(0));
    int size = Arguments.integer(call, 1, decimal ? 2 : 1);
    int truncate = Arguments.integer(call, 2, 0);
    boolean whole = !decimal && call.argument(0).isEmpty() && call.argument(1).isEmpty();
    if (decimal && (size < 1 || size > 8)) {
      throw Arguments.wrong(call, "chunk_size out of [1..8] range (" + size + ")");
    }
    if (size < 1) {
      throw Arguments.wrong(call, "chunk_size needs to be positive (" + size + ")");
    }
    if (truncate != 0 && truncate != 1) {
      throw Arguments.wrong(call, "Unsupported truncate value (" + truncate + ")");
    }
    return (x, v) -> {
      Scratch scratch = x.scratch();
      int length = truncate == 1 ? v.bytes.length() / size * size : v.bytes.length();
      int start = scratch.memory().writerIndex();
      for (int at = 0; at < length; at += size) {
        int end = Math.min(length, at + size);
        if ((at > 0 && !whole && !scratch.append(separator))
            || scratch.free() < Math.max(20, 2 * size)) {
          return false;
        }
        chunk(scratch.memory(), v.bytes, at, end, decimal);
      }
      return scratch.finish(start, v, STR);
    };
  }

  private static void chunk(ByteBuf memory, Slice bytes, int from, int to, boolean decimal) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | bytes.at(i);
      if (!decimal) {
        hex(memory, bytes.at(i));
      }
    }
    if (decimal) {
      DecimalText.append(number, memory);
    }
  }
}
