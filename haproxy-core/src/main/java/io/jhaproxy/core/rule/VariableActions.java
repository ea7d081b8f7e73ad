package io.jhaproxy.core.rule;

import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SetConditions;
import io.jhaproxy.core.sample.VariableNames;
import io.jhaproxy.core.sample.VariableScope;
import io.jhaproxy.core.sample.Variables;
import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;
import java.util.Map;

/** set-var, set-var-fmt and unset-var. The name's argument is {@code (txn.x)}. */
final class VariableActions {
  private VariableActions() {}

  static void register(Map<String, Action.Factory> actions) {
    actions.put("set-var(", VariableActions::set);
    actions.put("set-var-fmt(", VariableActions::setFormat);
    actions.put("unset-var(", VariableActions::unset);
  }

  private record Name(VariableScope scope, int number, SetConditions conditions) {}

  private static Name name(Words words, RuleScope scope) throws ExpressionException {
    List<String> parts = List.of(words.next("a variable").split(",", -1));
    String name = parts.get(0);
    String problem = VariableNames.problem(name);
    VariableScope variableScope = VariableScope.ofName(name);
    if (problem != null || variableScope == null) {
      String why = String.valueOf(problem);
      throw new ExpressionException(
          0, 0, why.startsWith("invalid syntax") ? why.replaceFirst("'$", ")'") : why);
    }
    return new Name(
        variableScope,
        scope.surroundings().variableNames().number(name),
        SetConditions.of(parts.subList(1, parts.size())));
  }

  private static Action set(Words words, RuleScope scope) throws ExpressionException {
    Name name = name(words, scope);
    if (words.atCondition()) {
      throw new ExpressionException(0, 0, "missing fetch method");
    }
    Expression expression = scope.expression(words.next("a sample expression"));
    return context -> {
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      if (expression.evaluate(context, value)) {
        store(context, name, value);
      }
      context.scratch().reset(mark);
      return null;
    };
  }

  private static Action setFormat(Words words, RuleScope scope) throws ExpressionException {
    Name name = name(words, scope);
    RuleText text = scope.text(words.next("a format"));
    return context -> {
      long mark = context.scratch().mark();
      Sample value = context.scratch().sample();
      value.bytes.set(text.render(context));
      value.setString();
      store(context, name, value);
      context.scratch().reset(mark);
      return null;
    };
  }

  private static void store(RuleContext context, Name name, Sample value) {
    Variables variables = context.variables(name.scope(), true);
    if (variables != null
        && name.conditions().allow(name.scope(), variables.get(name.number()), value)) {
      variables.set(name.number(), value);
    }
  }

  private static Action unset(Words words, RuleScope scope) throws ExpressionException {
    Name name = name(words, scope);
    return context -> {
      Variables variables = context.variables(name.scope(), false);
      if (variables != null) {
        variables.unset(name.number());
      }
      return null;
    };
  }
}
