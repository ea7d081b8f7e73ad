package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Converters that work on texts (manual 7.3.1). */
public final class TextConverters {
  private static final SampleType STR = SampleType.STR;
  private static final SampleType SINT = SampleType.SINT;

  private TextConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter("lower", STR, STR, 0, 0, (c, s) -> map(Ascii::lower));
    library.converter("upper", STR, STR, 0, 0, (c, s) -> map(Ascii::upper));
    library.converter(
        "length len", STR, SINT, 0, 0, (c, s) -> (x, v) -> v.setInt(v.bytes.length()));
    library.converter("bytes", SampleType.BIN, SampleType.BIN, 1, 2, TextConverters::bytes);
    library.converter("field", STR, STR, 2, 3, (c, s) -> part(c, false));
    library.converter("word", STR, STR, 2, 3, (c, s) -> part(c, true));
    library.converter("ltrim", STR, STR, 1, 1, (c, s) -> trim(c.argument(0), true, false));
    library.converter("rtrim", STR, STR, 1, 1, (c, s) -> trim(c.argument(0), false, true));
    library.converter("concat", STR, STR, 0, 3, TextConverters::concat);
    library.converter("regsub", STR, STR, 2, 3, TextConverters::regsub);
    library.converter("url_dec", STR, STR, 0, 1, TextConverters::urlDecode);
    library.converter("hex", SampleType.BIN, STR, 0, 0, (c, s) -> TextConverters::hex);
    library.converter("base64", SampleType.BIN, STR, 0, 0, (c, s) -> TextConverters::base64);
    library.converter("b64dec", STR, SampleType.BIN, 0, 0, (c, s) -> TextConverters::base64Decode);
    library.converter("host_only", STR, STR, 0, 0, (c, s) -> (x, v) -> host(v));
    library.converter("port_only", STR, SINT, 0, 0, (c, s) -> (x, v) -> port(v));
    library.converter("strcmp", STR, SINT, 1, 1, TextConverters::compare);
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
    int length = Arguments.integer(call, 1, Integer.MAX_VALUE);
    if (offset < 0 || length < 0) {
      throw Arguments.wrong(call, "offset and length must not be negative");
    }
    return (x, v) -> {
      int from = Math.min(offset, v.bytes.length());
      v.bytes.narrow(from, Math.min(length, v.bytes.length() - from));
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
      throw Arguments.wrong(call, 0, "expected a number other than 0");
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

  private static Converter concat(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    Slice start = Slice.of(call.argument(0));
    Slice end = Slice.of(call.argument(2));
    String name = call.argument(1);
    VariableScope scope = name.isEmpty() ? VariableScope.PROC : VariableScope.ofName(name);
    if (scope == null) {
      throw Arguments.wrong(call, 1, "invalid variable name");
    }
    int number = name.isEmpty() ? -1 : surroundings.variableNames().number(name);
    return (x, v) -> {
      Scratch scratch = x.scratch();
      Variables variables = number < 0 ? null : x.variables(scope, false);
      Sample value = variables == null ? null : variables.get(number);
      Sample middle = scratch.sample();
      boolean present = value != null;
      if (value != null) {
        middle.set(value);
        present = Casts.cast(middle, SampleType.STR, scratch);
      }
      int from = scratch.memory().writerIndex();
      boolean fits = append(scratch, v.bytes) && append(scratch, start);
      fits = fits && (!present || append(scratch, middle.bytes)) && append(scratch, end);
      v.bytes.set(scratch.memory(), from, scratch.memory().writerIndex() - from);
      return fits;
    };
  }

  private static boolean append(Scratch scratch, Slice bytes) {
    if (scratch.free() < bytes.length()) {
      return false;
    }
    scratch.memory().writeBytes(bytes.buffer(), bytes.offset(), bytes.length());
    return true;
  }

  private static Converter regsub(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String flags = call.argument(2);
    Pattern pattern;
    try {
      pattern =
          Pattern.compile(call.argument(0), flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      throw Arguments.wrong(call, 0, "invalid regex: " + e.getDescription());
    }
    RegexReplacement replacement = new RegexReplacement(call.argument(1));
    boolean global = flags.contains("g");
    return (x, v) -> {
      Matcher matcher = pattern.matcher(v.bytes.toString());
      byte[] result = replacement.replace(matcher, global).getBytes(StandardCharsets.ISO_8859_1);
      return store(x, v, result);
    };
  }

  /** Copies an array to scratch memory and points the sample at it. */
  private static boolean store(SampleContext context, Sample sample, byte[] result) {
    Scratch scratch = context.scratch();
    if (scratch.free() < result.length) {
      return false;
    }
    int start = scratch.memory().writerIndex();
    scratch.memory().writeBytes(result);
    sample.bytes.set(scratch.memory(), start, result.length);
    return true;
  }

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
      v.bytes.set(scratch.memory(), start, scratch.memory().writerIndex() - start);
      return true;
    };
  }

  private static boolean hex(SampleContext context, Sample sample) {
    Scratch scratch = context.scratch();
    int length = sample.bytes.length();
    if (scratch.free() < 2 * length) {
      return false;
    }
    ByteBuf memory = scratch.memory();
    int start = memory.writerIndex();
    for (int i = 0; i < length; i++) {
      int b = sample.bytes.at(i);
      memory.writeByte("0123456789ABCDEF".charAt(b >> 4));
      memory.writeByte("0123456789ABCDEF".charAt(b & 15));
    }
    sample.bytes.set(memory, start, 2 * length);
    return true;
  }

  private static boolean base64(SampleContext context, Sample sample) {
    return store(context, sample, Base64.getEncoder().encode(sample.bytes.toByteArray()));
  }

  private static boolean base64Decode(SampleContext context, Sample sample) {
    try {
      return store(context, sample, Base64.getDecoder().decode(sample.bytes.toByteArray()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Start of the port's colon in host:port, or the length; brackets protect IPv6 addresses. */
  private static int colon(Slice text) {
    int from = text.length() > 0 && text.at(0) == '[' ? Math.max(0, text.indexOf(']', 0)) : 0;
    int colon = text.indexOf(':', from);
    return colon < 0 ? text.length() : colon;
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

  private static Converter compare(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    VariableScope scope = VariableScope.ofName(name);
    if (scope == null) {
      throw Arguments.wrong(call, 0, "invalid variable name");
    }
    int number = surroundings.variableNames().number(name);
    return (x, v) -> {
      Variables variables = x.variables(scope, false);
      Sample value = variables == null ? null : variables.get(number);
      if (value == null || !value.type.isBytes()) {
        return false;
      }
      return v.setInt(v.bytes.toString().compareTo(value.bytes.toString()));
    };
  }
}
