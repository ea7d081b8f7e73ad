package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import org.jspecify.annotations.Nullable;

/** A number in an argument: as written, or the value of a variable when it is needed. */
final class Operand {
  private final @Nullable VariableScope scope;
  private final int variable;
  private final long constant;

  private Operand(@Nullable VariableScope scope, int variable, long constant) {
    this.scope = scope;
    this.variable = variable;
    this.constant = constant;
  }

  /** Reads an argument; an empty one is 0. */
  static Operand of(SampleExpression.Call call, int index, Surroundings surroundings)
      throws ExpressionException {
    String text = call.argument(index);
    if (VariableNames.problem(text) == null) {
      return new Operand(VariableScope.ofName(text), surroundings.variableNames().number(text), 0);
    }
    if (!text.isEmpty() && !text.matches("[+-]?\\d+")) {
      throw Arguments.wrong(call, "expects an integer or a variable name");
    }
    return new Operand(null, -1, text.isEmpty() ? 0 : Arguments.number(call, index));
  }

  /** Puts the number into the scratch memory; false if the variable has none. */
  boolean read(SampleContext context) {
    Scratch scratch = context.scratch();
    VariableScope where = scope;
    if (where == null) {
      scratch.number = constant;
      return true;
    }
    Variables variables = context.variables(where, false);
    Sample value = variables == null ? null : variables.get(variable);
    if (value == null) {
      return false;
    }
    Sample copy = scratch.sample();
    copy.set(value);
    if (!Casts.cast(copy, SampleType.SINT, scratch)) {
      return false;
    }
    scratch.number = copy.number;
    return true;
  }
}
