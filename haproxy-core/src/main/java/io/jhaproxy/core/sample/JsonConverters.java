package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** JSON escapes and look-ups (manual 7.3.1: json, json_query). */
public final class JsonConverters {
  private static final SampleType STR = SampleType.STR;
  private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

  private JsonConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter("json", STR, STR, "string", (call, s) -> escape(call));
    library.converter("json_query", STR, null, "string[,string]", (call, s) -> query(call));
  }

  /** How bytes are read: what is done about wrong UTF-8 and about overlong forms. */
  private enum Input {
    ASCII,
    UTF8,
    UTF8S,
    UTF8P,
    UTF8PS;

    boolean dropsErrors() {
      return this == UTF8S || this == UTF8PS;
    }

    boolean takesOverlong() {
      return this == UTF8P || this == UTF8PS;
    }
  }

  private static Converter escape(SampleExpression.Call call) throws ExpressionException {
    Input input =
        switch (call.argument(0)) {
          case "", "ascii" -> Input.ASCII;
          case "utf8" -> Input.UTF8;
          case "utf8s" -> Input.UTF8S;
          case "utf8p" -> Input.UTF8P;
          case "utf8ps" -> Input.UTF8PS;
          default ->
              throw Arguments.wrong(
                  call,
                  "Unexpected input code type. Allowed value are 'ascii', 'utf8', 'utf8s', 'utf8p'"
                      + " and 'utf8ps'");
        };
    return (x, v) -> {
      Scratch scratch = x.scratch();
      if (scratch.free() < 6 * v.bytes.length()) {
        return false;
      }
      int start = scratch.memory().writerIndex();
      for (int at = 0; at < v.bytes.length(); ) {
        long read = input == Input.ASCII ? (1L << 32 | v.bytes.at(at)) : read(v.bytes, at);
        int character = (int) read;
        at += (int) (read >>> 32) & 0xff;
        boolean wrong = character < 0 || character > 0xffff;
        wrong |= read >>> 40 != 0 && !input.takesOverlong();
        if (wrong && !input.dropsErrors()) {
          return false;
        }
        if (!wrong) {
          append(scratch.memory(), character);
        }
      }
      return scratch.finish(start, v, STR);
    };
  }

  /** Character (-1: none) in the low half, bytes used above, then whether the form is too long. */
  private static long read(Slice bytes, int at) {
    int first = bytes.at(at);
    if (first < 0x80) {
      return 1L << 32 | first;
    }
    int more = first >= 0xf8 || first < 0xc0 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (more == 0) {
      return 1L << 32 | 0xffffffffL;
    }
    int character = first & (0x3f >> more);
    for (int i = 1; i <= more; i++) {
      int next = at + i < bytes.length() ? bytes.at(at + i) : 0;
      if ((next & 0xc0) != 0x80) {
        return (long) i << 32 | 0xffffffffL;
      }
      character = character << 6 | next & 0x3f;
    }
    long used = (long) more + 1 << 32;
    if (character >= 0xd800 && character < 0xe000) {
      return used | 0xffffffffL;
    }
    int least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
    return used | character | (character < least ? 1L << 40 : 0);
  }

  private static void append(ByteBuf to, int character) {
    int letter = "\b\f\n\r\t\"\\/".indexOf(character);
    if (letter >= 0) {
      to.writeByte('\\').writeByte("bfnrt\"\\/".charAt(letter));
    } else if (character >= ' ' && character < 0x7f) {
      to.writeByte(character);
    } else {
      to.writeByte('\\').writeByte('u');
      for (int shift = 12; shift >= 0; shift -= 4) {
        to.writeByte(HEX[character >> shift & 15]);
      }
    }
  }

  private static Converter query(SampleExpression.Call call) throws ExpressionException {
    String type = call.argument(1);
    if (!type.isEmpty() && !type.equals("int")) {
      throw Arguments.wrong(call, "output_type only supports \"int\" as argument");
    }
    JsonPath path = new JsonPath(call.argument(0));
    boolean integer = !type.isEmpty();
    return (x, v) -> look(x, v, path, integer);
  }

  /** Puts the value at the path into the sample; false for objects, lists, null and nothing. */
  static boolean look(SampleContext context, Sample sample, JsonPath path, boolean integer) {
    Slice json = sample.bytes;
    if (!path.narrow(json)) {
      return false;
    }
    int first = json.at(0);
    if (first == '"') {
      return unescape(context, sample);
    }
    if (json.contentEquals(TRUE) || json.contentEquals(FALSE)) {
      return sample.setBool(first == 't');
    }
    if (first != '-' && (first < '0' || first > '9')) {
      return false;
    }
    if (integer) {
      return sample.setInt(DecimalText.parse(json));
    }
    try {
      return context.scratch().store(Ascii.bytes(shortForm(json.toString())), sample, STR);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static final byte[] TRUE = Ascii.bytes("true");
  private static final byte[] FALSE = Ascii.bytes("false");

  /** A number with six significant digits, as printf's %g writes it. */
  private static String shortForm(String number) {
    BigDecimal value = new BigDecimal(number).round(new MathContext(6, RoundingMode.HALF_EVEN));
    if (value.signum() == 0) {
      return "0";
    }
    value = value.stripTrailingZeros();
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return value.toPlainString();
    }
    String digits = value.unscaledValue().abs().toString();
    String mantissa = digits.length() > 1 ? digits.charAt(0) + "." + digits.substring(1) : digits;
    String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    return (value.signum() < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + power;
  }

  /** The text between the quotes with its escapes resolved. */
  private static boolean unescape(SampleContext context, Sample sample) {
    Scratch scratch = context.scratch();
    Slice text = sample.bytes;
    ByteBuf memory = scratch.memory();
    if (scratch.free() < text.length()) {
      return false;
    }
    int start = memory.writerIndex();
    for (int i = 1; i < text.length() - 1; i++) {
      int c = text.at(i);
      if (c != '\\' || i + 1 >= text.length() - 1) {
        memory.writeByte(c);
        continue;
      }
      int letter = "bfnrt".indexOf(text.at(++i));
      if (text.at(i) != 'u') {
        memory.writeByte(letter >= 0 ? "\b\f\n\r\t".charAt(letter) : text.at(i));
        continue;
      }
      int code = 0;
      for (int digit = 1; digit <= 4; digit++) {
        int value = i + digit < text.length() ? Character.digit(text.at(i + digit), 16) : -1;
        if (value < 0) {
          return false;
        }
        code = code << 4 | value;
      }
      if (code > 0xff) {
        return false;
      }
      memory.writeByte(code);
      i += 4;
    }
    return scratch.finish(start, sample, STR);
  }
}
