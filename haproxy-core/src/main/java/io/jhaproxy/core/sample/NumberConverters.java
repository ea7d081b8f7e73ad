package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Converters on numbers, booleans and addresses (manual 7.3.1). */
public final class NumberConverters {
  private static final SampleType STR = SampleType.STR;
  private static final SampleType SINT = SampleType.SINT;
  private static final SampleType BOOL = SampleType.BOOL;

  private NumberConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    binary(library, "add", Math::addExact);
    binary(library, "sub", Math::subtractExact);
    binary(library, "mul", Math::multiplyExact);
    binary(library, "div", NumberConverters::divided);
    binary(library, "mod", (a, b) -> b == 0 ? 0 : a % b);
    binary(library, "and", (a, b) -> a & b);
    binary(library, "or", (a, b) -> a | b);
    binary(library, "xor", (a, b) -> a ^ b);
    unary(library, "neg", a -> a == Long.MIN_VALUE ? Long.MAX_VALUE : -a);
    unary(library, "cpl", a -> ~a);
    library.converter("bool", SINT, BOOL, (x, v) -> v.setBool(v.number != 0));
    library.converter("not", SINT, BOOL, "", (c, s) -> (x, v) -> v.setBool(v.number == 0));
    library.converter("even", SINT, BOOL, "", (c, s) -> (x, v) -> v.setBool(v.number % 2 == 0));
    library.converter("odd", SINT, BOOL, "", (c, s) -> (x, v) -> v.setBool(v.number % 2 != 0));
    library.converter("iif", BOOL, STR, "string,string", NumberConverters::choose);
    library.converter(
        "ipmask",
        SampleType.ADDR,
        SampleType.IPV4,
        "IPv4 mask[,IPv6 mask]",
        NumberConverters::mask);
  }

  private static void binary(Library library, String name, LongBinaryOperator operator) {
    library.converter(
        name,
        SINT,
        SINT,
        "string",
        (call, s) -> {
          Operand operand = Operand.of(call, 0, s);
          return (x, v) ->
              operand.read(x) && v.setInt(saturate(operator, v.number, x.scratch().number));
        });
  }

  /** What does not fit, and anything by 0, is the greatest number. */
  private static long divided(long a, long b) {
    return b == 0 || (a == Long.MIN_VALUE && b == -1) ? Long.MAX_VALUE : a / b;
  }

  private static long saturate(LongBinaryOperator operator, long a, long b) {
    try {
      return operator.applyAsLong(a, b);
    } catch (ArithmeticException e) {
      return (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  private static void unary(Library library, String name, LongUnaryOperator operator) {
    library.converter(name, SINT, SINT, (x, v) -> v.setInt(operator.applyAsLong(v.number)));
  }

  private static Converter choose(SampleExpression.Call call, Surroundings surroundings) {
    Slice yes = Slice.of(call.argument(0));
    Slice no = Slice.of(call.argument(1));
    return (x, v) -> {
      v.bytes.set(v.number != 0 ? yes : no);
      return v.setString();
    };
  }

  private static Converter mask(SampleExpression.Call call, Surroundings surroundings) {
    Address mask4 = mask(call.argument(0), Address.IPV4, 32);
    Address mask6 =
        call.arguments().size() > 1 ? mask(call.argument(1), Address.IPV6, 128) : new Address();
    return (x, v) -> {
      Address a = v.address;
      if (a.family() == Address.IPV4) {
        a.setIpv4((int) (a.low() & mask4.low()), a.port());
        return true;
      }
      if (mask6.family() != Address.IPV6) {
        return false;
      }
      a.setIpv6(a.high() & mask6.high(), a.low() & mask6.low(), a.port());
      return v.setAddress();
    };
  }

  /** A mask of a number of bits, or written as an address, which may have holes. */
  private static Address mask(String text, int family, int bits) {
    Address mask = new Address();
    if (AddressText.parse(Slice.of(text), mask) && mask.family() == family) {
      return mask;
    }
    int prefix = text.isEmpty() ? bits : Integer.parseInt(text);
    if (family == Address.IPV4) {
      return mask.setIpv4(prefix == 0 ? 0 : -1 << 32 - prefix, 0);
    }
    long high = prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << 64 - prefix;
    long low = prefix <= 64 ? 0 : -1L << 128 - prefix;
    return mask.setIpv6(high, low, 0);
  }
}
