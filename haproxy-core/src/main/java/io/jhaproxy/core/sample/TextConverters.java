package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Converters that work on texts (manual 7.3.1). */
public final class TextConverters {
  private static final SampleType STR = SampleType.STR;
  private static final SampleType SINT = SampleType.SINT;

  private TextConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter("lower", STR, STR, "", (c, s) -> map(Ascii::lower));
    library.converter("upper", STR, STR, "", (c, s) -> map(Ascii::upper));
    library.converter("length", STR, SINT, "", (c, s) -> (x, v) -> v.setInt(v.bytes.length()));
    library.converter(
        "bytes", SampleType.BIN, SampleType.BIN, "integer[,integer]", TextConverters::bytes);
    library.converter("field", STR, STR, "integer,string[,integer]", (c, s) -> part(c, false));
    library.converter("word", STR, STR, "integer,string[,integer]", (c, s) -> part(c, true));
    library.converter("ltrim", STR, STR, "string", (c, s) -> trim(c.argument(0), true, false));
    library.converter("rtrim", STR, STR, "string", (c, s) -> trim(c.argument(0), false, true));
    library.converter("cut_crlf", STR, STR, TextConverters::cutLineEnd);
    library.converter("host_only", STR, STR, "", (c, s) -> (x, v) -> host(v));
    library.converter("port_only", STR, SINT, "", (c, s) -> (x, v) -> port(v));
  }

  private static Converter map(IntUnaryOperator operator) {
    return (x, v) -> {
      int length = v.bytes.length();
      Scratch scratch = x.scratch();
      if (scratch.free() < length) {
        return false;
      }
      ByteBuf memory = scratch.memory();
      int start = memory.writerIndex();
      for (int i = 0; i < length; i++) {
        memory.writeByte(operator.applyAsInt(v.bytes.at(i)));
      }
      v.bytes.set(memory, start, length);
      return true;
    };
  }

  private static Converter bytes(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    int offset = Arguments.integer(call, 0, 0);
    int length = Arguments.integer(call, 1, -1);
    return (x, v) -> {
      int available = v.bytes.length();
      if (offset < 0 || offset >= available) {
        v.bytes.narrow(0, 0);
        return true;
      }
      int rest = available - offset;
      v.bytes.narrow(offset, length < 0 ? rest : Math.min(length, rest));
      return true;
    };
  }

  /** field(i,delimiters,n) counts empty parts, word(i,delimiters,n) does not. */
  private static Converter part(SampleExpression.Call call, boolean words)
      throws ExpressionException {
    int index = Arguments.integer(call, 0, 0);
    int count = Arguments.integer(call, 2, 1);
    boolean[] delimiter = set(call.argument(1));
    if (index == 0) {
      throw Arguments.wrong(call, "Unexpected value 0 for index");
    }
    return (x, v) -> {
      int total = parts(v.bytes, delimiter, words, -1, 1, false);
      int first = index > 0 ? index - 1 : total + index;
      if (first < 0 || first >= total) {
        return !words && emptied(v);
      }
      if (index > 0 || count == 1) {
        parts(v.bytes, delimiter, words, first, count == 0 ? total : count, true);
      } else {
        int from = count == 0 ? 0 : Math.max(0, first - count + 1);
        parts(v.bytes, delimiter, words, from, first - from + 1, true);
      }
      return true;
    };
  }

  private static boolean emptied(Sample sample) {
    sample.bytes.narrow(0, 0);
    return true;
  }

  /** Counts parts; with {@code narrow} narrows to {@code count} parts from {@code first}. */
  private static int parts(
      Slice text, boolean[] delimiter, boolean words, int first, int count, boolean narrow) {
    int seen = 0;
    int from = -1;
    int length = text.length();
    for (int start = 0; start <= length; ) {
      int end = start;
      while (end < length && !delimiter[text.at(end)]) {
        end++;
      }
      if (!words || end > start) {
        if (narrow && seen == first) {
          from = start;
        }
        if (narrow && from >= 0 && (seen == first + count - 1)) {
          text.narrow(from, end - from);
          return seen;
        }
        seen++;
      }
      start = end + 1;
    }
    if (narrow && from >= 0) {
      text.narrow(from, length - from);
    }
    return seen;
  }

  private static boolean[] set(String characters) {
    boolean[] set = new boolean[256];
    for (byte b : characters.getBytes(StandardCharsets.UTF_8)) {
      set[b & 0xff] = true;
    }
    return set;
  }

  private static Converter trim(String characters, boolean left, boolean right) {
    boolean[] set = set(characters);
    return (x, v) -> {
      int from = 0;
      int to = v.bytes.length();
      while (left && from < to && set[v.bytes.at(from)]) {
        from++;
      }
      while (right && to > from && set[v.bytes.at(to - 1)]) {
        to--;
      }
      v.bytes.narrow(from, to - from);
      return true;
    };
  }

  /** Start of the port's colon in host:port, or the length; brackets protect IPv6 addresses. */
  private static int colon(Slice text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      int c = text.at(i);
      if (c == ':') {
        return i;
      }
      if (c == ']') {
        break;
      }
    }
    return text.length();
  }

  private static boolean host(Sample sample) {
    sample.bytes.narrow(0, colon(sample.bytes));
    return true;
  }

  private static boolean port(Sample sample) {
    int colon = colon(sample.bytes);
    if (colon >= sample.bytes.length()) {
      return sample.setInt(0);
    }
    sample.bytes.narrow(colon + 1, sample.bytes.length() - colon - 1);
    return sample.setInt(DecimalText.parse(sample.bytes));
  }

  /** Cuts at the first line end. */
  private static boolean cutLineEnd(SampleContext context, Sample sample) {
    Slice text = sample.bytes;
    int end = 0;
    while (end < text.length() && text.at(end) != '\r' && text.at(end) != '\n') {
      end++;
    }
    text.narrow(0, end);
    return true;
  }
}
