package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;

/** Messages of the Financial Information eXchange (manual 7.3.1: fix_is_valid, fix_tag_value). */
public final class FixConverters {
  private static final int DELIMITER = 1;
  private static final int BEGIN_STRING = 8;
  private static final int BODY_LENGTH = 9;
  private static final int CHECK_SUM = 10;
  private static final int MESSAGE_TYPE = 35;
  private static final String VERSIONS = "FIX.4.0 FIX.4.1 FIX.4.2 FIX.4.3 FIX.4.4 FIXT.1.1";

  private FixConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    SampleType input = SampleType.BIN;
    library.converter(
        "fix_is_valid",
        input,
        SampleType.BOOL,
        (x, v) -> isComplete(v.bytes) && v.setBool(isValid(v.bytes)));
    library.converter(
        "fix_tag_value",
        input,
        SampleType.BIN,
        "string",
        (call, s) -> {
          int tag = tag(call);
          return (x, v) -> value(v.bytes, tag);
        });
  }

  private static int tag(SampleExpression.Call call) throws ExpressionException {
    String name = call.argument(0);
    return switch (name) {
      case "BeginString" -> BEGIN_STRING;
      case "BodyLength" -> BODY_LENGTH;
      case "MsgType" -> MESSAGE_TYPE;
      case "CheckSum" -> CHECK_SUM;
      case "SenderCompID" -> 49;
      case "TargetCompID" -> 56;
      default -> {
        if (!name.matches("\\d{1,9}") || Integer.parseInt(name) == 0) {
          throw Arguments.wrong(call, "Wrong FIX tag name '" + name + "'");
        }
        yield Integer.parseInt(name);
      }
    };
  }

  /** Number of the tag that begins at {@code from} up to an equals sign; -1 if it is none. */
  private static int number(Slice bytes, int from, int equals) {
    if (equals <= from || equals - from > 9) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < equals; i++) {
      int digit = bytes.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static boolean value(Slice bytes, int tag) {
    for (int from = 0; from < bytes.length(); ) {
      int equals = bytes.indexOf('=', from);
      int end = equals < 0 ? -1 : bytes.indexOf(DELIMITER, equals);
      if (end < 0) {
        return false;
      }
      if (number(bytes, from, equals) == tag) {
        bytes.narrow(equals + 1, end - equals - 1);
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  /** True if the last tag of the bytes has its end: else more may come. */
  private static boolean isComplete(Slice bytes) {
    return !bytes.isEmpty() && bytes.at(bytes.length() - 1) == DELIMITER;
  }

  private static boolean isValid(Slice bytes) {
    int place = 0;
    int bodyFrom = 0;
    int bodyLength = 0;
    int sum = 0;
    for (int from = 0; from < bytes.length(); place++) {
      int equals = bytes.indexOf('=', from);
      int end = equals < 0 ? -1 : bytes.indexOf(DELIMITER, equals);
      int tag = end < 0 ? -1 : number(bytes, from, equals);
      if (tag < 0 || end == equals + 1) {
        return false;
      }
      boolean expected =
          switch (place) {
            case 0 -> tag == BEGIN_STRING && isVersion(bytes, equals + 1, end);
            case 1 -> tag == BODY_LENGTH;
            case 2 -> tag == MESSAGE_TYPE;
            default -> true;
          };
      if (!expected) {
        return false;
      }
      if (place == 1) {
        bodyLength = number(bytes, equals + 1, end);
        bodyFrom = end + 1;
      }
      if (tag == CHECK_SUM) {
        return from - bodyFrom == bodyLength
            && end - equals == 4
            && number(bytes, equals + 1, end) == (sum & 0xff);
      }
      for (int i = from; i <= end; i++) {
        sum += bytes.at(i);
      }
      from = end + 1;
    }
    return false;
  }

  private static boolean isVersion(Slice bytes, int from, int to) {
    for (String version : VERSIONS.split(" ")) {
      boolean same = version.length() == to - from;
      for (int i = 0; same && i < version.length(); i++) {
        same = bytes.at(from + i) == version.charAt(i);
      }
      if (same) {
        return true;
      }
    }
    return false;
  }
}
