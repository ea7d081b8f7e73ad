package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converters that write variables, or put them beside the value (manual 7.3.1). */
public final class VariableConverters {
  private static final SampleType STR = SampleType.STR;

  private VariableConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter(
        "set-var", null, null, "string[,string,string,string,string]", VariableConverters::set);
    library.converter("unset-var", null, null, "string", VariableConverters::unset);
    library.converter("concat", STR, STR, "string[,string,string]", VariableConverters::concat);
    library.converter("add_item", STR, STR, "string,string[,string]", VariableConverters::addItem);
    library.converter("strcmp", STR, SampleType.SINT, "string", VariableConverters::compare);
    library.converter(
        "secure_memcmp",
        SampleType.BIN,
        SampleType.BOOL,
        "string",
        VariableConverters::compareSecurely);
  }

  /** A variable named in an argument. */
  private record Variable(VariableScope scope, int number) {
    static Variable of(String name, SampleExpression.Call call, Surroundings surroundings)
        throws ExpressionException {
      VariableScope scope = VariableNames.registered(name, call);
      return new Variable(scope, surroundings.variableNames().number(name));
    }

    @Nullable Sample value(SampleContext context) {
      Variables variables = context.variables(scope, false);
      return variables == null ? null : variables.get(number);
    }
  }

  private static Converter set(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    VariableScope scope = VariableNames.scope(name, call);
    int number = surroundings.variableNames().number(name);
    List<String> given = call.arguments();
    SetConditions conditions = conditions(given.subList(1, given.size()), call);
    return (x, v) -> {
      Variables variables = x.variables(scope, true);
      if (variables != null && conditions.allow(scope, variables.get(number), v)) {
        variables.set(number, v);
      }
      return variables != null;
    };
  }

  private static SetConditions conditions(List<String> words, SampleExpression.Call call)
      throws ExpressionException {
    try {
      return SetConditions.of(words);
    } catch (ExpressionException e) {
      throw Arguments.wrong(call, String.valueOf(e.getMessage()));
    }
  }

  private static Converter unset(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String name = call.argument(0);
    VariableScope scope = VariableNames.scope(name, call);
    int number = surroundings.variableNames().number(name);
    return (x, v) -> {
      Variables variables = x.variables(scope, false);
      if (variables != null) {
        variables.unset(number);
      }
      return true;
    };
  }

  /** {@code concat(start,variable,end)}. */
  private static Converter concat(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    Slice start = Slice.of(call.argument(0));
    Slice end = Slice.of(call.argument(2));
    String name = call.argument(1);
    Variable variable = name.isEmpty() ? null : Variable.of(name, call, surroundings);
    return (x, v) -> {
      Scratch scratch = x.scratch();
      Slice middle = text(x, variable);
      int from = scratch.memory().writerIndex();
      boolean fits = scratch.append(v.bytes) && scratch.append(start);
      fits = fits && (middle == null || scratch.append(middle)) && scratch.append(end);
      return fits && scratch.finish(from, v, STR);
    };
  }

  /** {@code add_item(delimiter,variable,suffix)}: no delimiter in front of the first item. */
  private static Converter addItem(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    Slice delimiter = Slice.of(call.argument(0));
    String name = call.argument(1);
    Slice suffix = Slice.of(call.argument(2));
    if (name.isEmpty() && suffix.isEmpty()) {
      throw Arguments.wrong(call, "one of the optional arguments has to be nonempty");
    }
    Variable variable = name.isEmpty() ? null : Variable.of(name, call, surroundings);
    return (x, v) -> {
      Scratch scratch = x.scratch();
      Slice item = text(x, variable);
      boolean nothing = (item == null || item.isEmpty()) && suffix.isEmpty();
      if (nothing) {
        return true;
      }
      int from = scratch.memory().writerIndex();
      boolean fits = v.bytes.isEmpty() || (scratch.append(v.bytes) && scratch.append(delimiter));
      fits = fits && (item == null || scratch.append(item)) && scratch.append(suffix);
      return fits && scratch.finish(from, v, STR);
    };
  }

  /** The value of a variable as text, or null. */
  private static @Nullable Slice text(SampleContext context, @Nullable Variable variable) {
    Sample value = variable == null ? null : variable.value(context);
    if (value == null) {
      return null;
    }
    Sample copy = context.scratch().sample();
    copy.set(value);
    return Casts.cast(copy, STR, context.scratch()) ? copy.bytes : null;
  }

  /** {@code strcmp(variable)}: less than, equal to or greater than 0. */
  private static Converter compare(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    Variable variable = Variable.of(call.argument(0), call, surroundings);
    return (x, v) -> {
      Slice other = text(x, variable);
      return other != null && v.setInt(v.bytes.compareTo(other));
    };
  }

  /** Takes the same time wherever the difference is. */
  private static Converter compareSecurely(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    Variable variable = Variable.of(call.argument(0), call, surroundings);
    return (x, v) -> {
      Sample value = variable.value(x);
      if (value == null || !value.type.isBytes()) {
        return false;
      }
      Slice other = value.bytes;
      if (other.length() != v.bytes.length()) {
        return v.setBool(false);
      }
      int difference = 0;
      for (int i = 0; i < other.length(); i++) {
        difference |= other.at(i) ^ v.bytes.at(i);
      }
      return v.setBool(difference == 0);
    };
  }
}
