package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;

/** Constants and process-wide facts (manual 7.3.2). */
public final class ConstantFetches {
  private ConstantFetches() {}

  /** Registers the fetches. */
  public static void register(Library library) {
    library.constant("always_true", SampleType.BOOL, "", (c, s) -> (x, out) -> out.setBool(true));
    library.constant("always_false", SampleType.BOOL, "", (c, s) -> (x, out) -> out.setBool(false));
    library.constant("bool", SampleType.BOOL, "string", (call, s) -> bool(call));
    library.constant("int", SampleType.SINT, "integer", (call, s) -> integer(call));
    library.constant("str", SampleType.STR, "string", (call, s) -> text(call.argument(0)));
    library.constant("meth", SampleType.METH, "string", (call, s) -> method(call));
    library.constant("ipv4", SampleType.IPV4, "IPv4 address", (call, s) -> address(call));
    library.constant("ipv6", SampleType.IPV6, "IPv6 address", (call, s) -> address(call));
    library.constant("bin", SampleType.BIN, "string", (call, s) -> binary(call));
    library.constant("hostname", SampleType.STR, "", (call, s) -> text(s.hostName()));
    library.constant("env", SampleType.STR, "string", ConstantFetches::environment);
    library.fetch("rand", SampleType.SINT, Need.CONSTANT, "[integer]", ConstantFetches::random);
    library.fetch("date", SampleType.SINT, Need.CONSTANT, "[integer,string]", (c, s) -> date(c));
    integer(library, "date_us", x -> x.nowMillis() % 1000 * 1000);
    integer(library, "proc nbproc", x -> 1);
    integer(library, "thread", SampleContext::workerNumber);
    library.fetch("uuid", SampleType.STR, Need.CONSTANT, "[integer]", (call, s) -> uuid(call));
    // Times of tasks are measured with profiling.tasks only, which there is nothing of here.
    library.fetch("cpu_calls", SampleType.SINT, Need.NOTHING, (x, out) -> out.setInt(1));
    for (String name : new String[] {"cpu_ns_avg", "cpu_ns_tot", "lat_ns_avg", "lat_ns_tot"}) {
      library.fetch(name, SampleType.SINT, Need.NOTHING, (x, out) -> out.setInt(0));
    }
    library.fetch(
        "stopping",
        SampleType.BOOL,
        Need.NOTHING,
        "",
        (call, s) -> {
          ProcessEnd end = ProcessEnd.of(s.shared());
          return (x, out) -> out.setBool(end.begun());
        });
  }

  private static void integer(Library library, String names, ToLongFunction<SampleContext> value) {
    library.fetch(
        names, SampleType.SINT, Need.CONSTANT, (x, out) -> out.setInt(value.applyAsLong(x)));
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
        switch (call.argument(0).toLowerCase(Locale.ROOT)) {
          case "true", "1" -> true;
          case "false", "0" -> false;
          default -> throw Arguments.wrong(call, "Expects 'true', 'false', '0' or '1'");
        };
    return (x, out) -> out.setBool(value);
  }

  private static Fetch integer(SampleExpression.Call call) throws ExpressionException {
    long value = Arguments.number(call, 0);
    return (x, out) -> out.setInt(value);
  }

  private static Fetch address(SampleExpression.Call call) {
    Address address = new Address();
    AddressText.parse(Slice.of(call.argument(0)), address);
    return (x, out) -> {
      out.address.set(address);
      return out.setAddress();
    };
  }

  private static Fetch binary(SampleExpression.Call call) throws ExpressionException {
    String text = call.argument(0);
    if (text.length() % 2 != 0) {
      throw Arguments.wrong(call, "an even number of hex digit is expected");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        throw Arguments.wrong(call, "an hex digit is expected (found '" + text.charAt(i) + "')");
      }
    }
    Slice slice = Slice.of(HexFormat.of().parseHex(text));
    return (x, out) -> {
      out.bytes.set(slice);
      out.type = SampleType.BIN;
      return true;
    };
  }

  private static Fetch method(SampleExpression.Call call) {
    Fetch text = text(call.argument(0));
    return (x, out) -> {
      boolean found = text.fetch(x, out);
      out.type = SampleType.METH;
      return found;
    };
  }

  private static Fetch environment(SampleExpression.Call call, Surroundings surroundings) {
    String value = surroundings.environment(call.argument(0));
    return value == null ? (x, out) -> false : text(value);
  }

  private static Fetch random(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    int bound = Arguments.integer(call, 0, Integer.MAX_VALUE);
    return (x, out) -> out.setInt(bound < 1 ? 0 : surroundings.random(bound));
  }

  private static Fetch date(SampleExpression.Call call) throws ExpressionException {
    int offset = Arguments.integer(call, 0, 0);
    int perSecond = Arguments.unit(call, 1);
    return (x, out) ->
        out.setInt(
            perSecond == 1_000_000
                ? (x.nowMillis() + offset * 1000L) * 1000
                : (x.nowMillis() + offset * 1000L) * perSecond / 1000);
  }

  /** A random UUID (RFC 4122, version 4). */
  private static Fetch uuid(SampleExpression.Call call) throws ExpressionException {
    if (Arguments.integer(call, 0, 4) != 4) {
      throw Arguments.wrong(call, "Unsupported UUID version: '" + call.argument(0) + "'");
    }
    return (x, out) -> {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      long high = random.nextLong() & ~0xf000L | 0x4000L;
      long low = random.nextLong() & ~(3L << 62) | 1L << 63;
      ByteBuf memory = x.scratch().memory();
      if (x.scratch().free() < 36) {
        return false;
      }
      int start = memory.writerIndex();
      for (int digit = 0; digit < 32; digit++) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
          memory.writeByte('-');
        }
        long half = digit < 16 ? high : low;
        memory.writeByte(Character.forDigit((int) (half >>> 60 - 4 * (digit & 15) & 15), 16));
      }
      out.bytes.set(memory, start, 36);
      return out.setString();
    };
  }
}
