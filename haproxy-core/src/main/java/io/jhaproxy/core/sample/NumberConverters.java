package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Converters on numbers, booleans and addresses, hashes and set-var (manual 7.3.1). */
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
    binary(library, "div", (a, b) -> b == 0 ? 0 : a / b);
    binary(library, "mod", (a, b) -> b == 0 ? 0 : a % b);
    binary(library, "and", (a, b) -> a & b);
    binary(library, "or", (a, b) -> a | b);
    binary(library, "xor", (a, b) -> a ^ b);
    unary(library, "neg", a -> -a);
    unary(library, "cpl", a -> ~a);
    library.converter("bool", SINT, BOOL, 0, 0, (c, s) -> (x, v) -> v.setBool(v.number != 0));
    library.converter("not", SINT, BOOL, 0, 0, (c, s) -> (x, v) -> v.setBool(v.number == 0));
    library.converter("even", SINT, BOOL, 0, 0, (c, s) -> (x, v) -> v.setBool(v.number % 2 == 0));
    library.converter("odd", SINT, BOOL, 0, 0, (c, s) -> (x, v) -> v.setBool(v.number % 2 != 0));
    library.converter("iif", BOOL, STR, 2, 2, NumberConverters::choose);
    library.converter("ipmask", SampleType.IPV4, null, 1, 2, NumberConverters::mask);
    library.converter("set-var", null, null, 1, 1, NumberConverters::setVariable);
    library.converter("unset-var", null, null, 1, 1, NumberConverters::unsetVariable);
    hash(library, "djb2", 5381, (hash, b) -> (hash << 5) + hash + b);
    hash(library, "sdbm", 0, (hash, b) -> b + (hash << 6) + (hash << 16) - hash);
  }

  private static void binary(Library library, String name, LongBinaryOperator operator) {
    library.converter(
        name,
        SINT,
        SINT,
        1,
        1,
        (call, s) -> {
          long constant = 0;
          VariableScope scope = VariableScope.ofName(call.argument(0));
          int number = scope == null ? -1 : s.variableNames().number(call.argument(0));
          if (scope == null) {
            constant = Arguments.number(call, 0);
          }
          long fixed = constant;
          return (x, v) -> {
            long operand = fixed;
            if (scope != null) {
              Variables variables = x.variables(scope, false);
              Sample value = variables == null ? null : variables.get(number);
              if (value == null || (value.type != SINT && value.type != BOOL)) {
                return false;
              }
              operand = value.number;
            }
            return v.setInt(saturate(operator, v.number, operand));
          };
        });
  }

  private static long saturate(LongBinaryOperator operator, long a, long b) {
    try {
      return operator.applyAsLong(a, b);
    } catch (ArithmeticException e) {
      return (a < 0) == (b < 0) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  private static void unary(Library library, String name, LongUnaryOperator operator) {
    library.converter(
        name, SINT, SINT, 0, 0, (c, s) -> (x, v) -> v.setInt(operator.applyAsLong(v.number)));
  }

  /** One step of a 32-bit hash. */
  private interface Step {
    int next(int hash, int b);
  }

  private static void hash(Library library, String name, int start, Step step) {
    library.converter(
        name,
        SampleType.BIN,
        SINT,
        0,
        1,
        (call, s) -> {
          boolean avalanche = Arguments.integer(call, 0, 0) != 0;
          if (avalanche) {
            throw Arguments.wrong(call, 0, "the full avalanche is not implemented yet");
          }
          return (x, v) -> {
            int hash = start;
            for (int i = 0; i < v.bytes.length(); i++) {
              hash = step.next(hash, v.bytes.at(i));
            }
            return v.setInt(hash & 0xffffffffL);
          };
        });
  }

  private static Converter choose(SampleExpression.Call call, Surroundings surroundings) {
    Slice yes = Slice.of(call.argument(0));
    Slice no = Slice.of(call.argument(1));
    return (x, v) -> {
      v.bytes.set(v.number != 0 ? yes : no);
      return v.setString();
    };
  }

  private static Converter mask(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    int prefix4 = prefix(call, 0, 32);
    int prefix6 = call.arguments().size() > 1 ? prefix(call, 1, 128) : -1;
    return (x, v) -> {
      Address a = v.address;
      if (a.family() == Address.IPV4) {
        int mask = prefix4 == 0 ? 0 : -1 << (32 - prefix4);
        a.setIpv4((int) a.low() & mask, a.port());
        return true;
      }
      if (prefix6 < 0) {
        return false;
      }
      long high = prefix6 == 0 ? 0 : prefix6 >= 64 ? -1L : -1L << (64 - prefix6);
      long low = prefix6 <= 64 ? 0 : -1L << (128 - prefix6);
      a.setIpv6(a.high() & high, a.low() & low, a.port());
      return v.setAddress();
    };
  }

  private static int prefix(SampleExpression.Call call, int index, int bits)
      throws ExpressionException {
    Address mask = new Address();
    if (AddressText.parse(Slice.of(call.argument(index)), mask) && bits == 32) {
      return Integer.bitCount((int) mask.low());
    }
    int prefix = Arguments.integer(call, index, bits);
    if (prefix < 0 || prefix > bits) {
      throw Arguments.wrong(call, index, "expected a mask of 0 to " + bits + " bits");
    }
    return prefix;
  }

  private static VariableScope scope(SampleExpression.Call call) throws ExpressionException {
    VariableScope scope = VariableScope.ofName(call.argument(0));
    if (scope == null) {
      throw Arguments.wrong(call, 0, "invalid variable name");
    }
    return scope;
  }

  private static Converter setVariable(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    VariableScope scope = scope(call);
    int number = surroundings.variableNames().number(call.argument(0));
    return (x, v) -> {
      Variables variables = x.variables(scope, true);
      if (variables != null) {
        variables.set(number, v);
      }
      return variables != null;
    };
  }

  private static Converter unsetVariable(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    VariableScope scope = scope(call);
    int number = surroundings.variableNames().number(call.argument(0));
    return (x, v) -> {
      Variables variables = x.variables(scope, false);
      if (variables != null) {
        variables.unset(number);
      }
      return true;
    };
  }
}
