package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.charset.StandardCharsets;

/** Constants and process-wide facts (manual 7.3.2). */
public final class ConstantFetches {
  private ConstantFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.constant("always_true", SampleType.BOOL, 0, 0, (c, s) -> (x, out) -> out.setBool(true));
    library.constant(
        "always_false", SampleType.BOOL, 0, 0, (c, s) -> (x, out) -> out.setBool(false));
    library.constant("bool", SampleType.BOOL, 1, 1, (call, s) -> bool(call));
    library.constant("int", SampleType.SINT, 1, 1, (call, s) -> integer(call));
    library.constant("str", SampleType.STR, 0, 1, (call, s) -> text(call.argument(0)));
    library.constant("meth", SampleType.METH, 1, 1, (call, s) -> text(call.argument(0)));
    library.constant("ipv4", SampleType.IPV4, 1, 1, (call, s) -> address(call, Address.IPV4));
    library.constant("ipv6", SampleType.IPV6, 1, 1, (call, s) -> address(call, Address.IPV6));
    library.constant("bin", SampleType.BIN, 1, 1, (call, s) -> binary(call));
    library.constant("hostname", SampleType.STR, 0, 0, (call, s) -> text(s.hostName()));
    library.constant("env", SampleType.STR, 1, 1, ConstantFetches::environment);
    library.fetch("rand", SampleType.SINT, Need.NOTHING, 0, 1, ConstantFetches::random);
    library.fetch("date", SampleType.SINT, Need.NOTHING, 0, 2, (call, s) -> date(call));
    library.fetch(
        "date_us",
        SampleType.SINT,
        Need.NOTHING,
        0,
        0,
        (call, s) -> (x, out) -> out.setInt(x.nowMillis() % 1000 * 1000));
    library.fetch(
        "pid",
        SampleType.SINT,
        Need.NOTHING,
        0,
        0,
        (call, s) -> {
          long pid = ProcessHandle.current().pid();
          return (x, out) -> out.setInt(pid);
        });
  }

  private static Fetch text(String text) {
    Slice bytes = Slice.of(text.getBytes(StandardCharsets.UTF_8));
    return (x, out) -> {
      out.bytes.set(bytes);
      return out.setString();
    };
  }

  private static Fetch bool(SampleExpression.Call call) throws ExpressionException {
    boolean value =
        switch (call.argument(0)) {
          case "true", "yes", "on", "1" -> true;
          case "false", "no", "off", "0" -> false;
          default -> throw Arguments.wrong(call, 0, "expected 'true' or 'false'");
        };
    return (x, out) -> out.setBool(value);
  }

  private static Fetch integer(SampleExpression.Call call) throws ExpressionException {
    long value = Arguments.number(call, 0);
    return (x, out) -> out.setInt(value);
  }

  private static Fetch address(SampleExpression.Call call, int family) throws ExpressionException {
    Address address = new Address();
    if (!AddressText.parse(Slice.of(call.argument(0)), address) || address.family() != family) {
      throw Arguments.wrong(call, 0, "expected an IPv" + family + " address");
    }
    return (x, out) -> {
      out.address.set(address);
      return out.setAddress();
    };
  }

  private static Fetch binary(SampleExpression.Call call) throws ExpressionException {
    byte[] bytes;
    try {
      bytes = java.util.HexFormat.of().parseHex(call.argument(0));
    } catch (IllegalArgumentException e) {
      throw Arguments.wrong(call, 0, "expected pairs of hexadecimal digits");
    }
    Slice slice = Slice.of(bytes);
    return (x, out) -> {
      out.bytes.set(slice);
      out.type = SampleType.BIN;
      return true;
    };
  }

  private static Fetch environment(SampleExpression.Call call, Surroundings surroundings) {
    String value = surroundings.environment(call.argument(0));
    return value == null ? (x, out) -> false : text(value);
  }

  private static Fetch random(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    int bound = Arguments.integer(call, 0, Integer.MAX_VALUE);
    if (bound < 1) {
      throw Arguments.wrong(call, 0, "expected a range of at least 1");
    }
    return (x, out) -> out.setInt(surroundings.random(bound));
  }

  private static Fetch date(SampleExpression.Call call) throws ExpressionException {
    int offset = Arguments.integer(call, 0, 0);
    int perSecond =
        switch (call.argument(1)) {
          case "", "s" -> 1;
          case "ms" -> 1000;
          case "us" -> 1_000_000;
          default -> throw Arguments.wrong(call, 1, "expected 's', 'ms' or 'us'");
        };
    return (x, out) ->
        out.setInt(
            perSecond == 1_000_000
                ? (x.nowMillis() + offset * 1000L) * 1000
                : (x.nowMillis() + offset * 1000L) * perSecond / 1000);
  }
}
