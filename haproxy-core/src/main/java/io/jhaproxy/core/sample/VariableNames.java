package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every variable name a small number, so that values are found without hashing. */
public final class VariableNames {
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Creates an empty register. */
  public VariableNames() {}

  /** The number of a name including its scope, for instance {@code txn.host}. */
  public synchronized int number(String name) {
    return numbers.computeIfAbsent(name, key -> numbers.size());
  }

  /** All names that have a number, with it. */
  public synchronized Map<String, Integer> all() {
    return Map.copyOf(numbers);
  }

  /** What is wrong with the name of a variable, in HAProxy's words; null if it is right. */
  public static @Nullable String problem(String name) {
    if (name.isEmpty()) {
      return "Empty variable name cannot be accepted";
    }
    int dot = name.indexOf('.');
    if (VariableScope.ofName(name) == null || dot == name.length() - 1) {
      return "invalid variable name '"
          + name
          + "'. A variable name must be start by its scope. The scope can be 'proc', 'sess',"
          + " 'txn', 'req', 'res' or 'check'";
    }
    for (int i = dot + 1; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.') {
        return "invalid syntax at char '" + name.substring(i) + "'";
      }
    }
    return null;
  }

  /** The scope of a variable's name in the arguments of a fetch or converter. */
  static VariableScope scope(String name, SampleExpression.Call call) throws ExpressionException {
    String problem = problem(name);
    VariableScope scope = VariableScope.ofName(name);
    if (problem != null || scope == null) {
      throw Arguments.wrong(call, String.valueOf(problem));
    }
    return scope;
  }

  /** The same, for arguments that may be something else than a variable's name. */
  static VariableScope registered(String name, SampleExpression.Call call)
      throws ExpressionException {
    VariableScope scope = problem(name) == null ? VariableScope.ofName(name) : null;
    if (scope == null) {
      throw Arguments.wrong(call, "failed to register variable name '" + name + "'");
    }
    return scope;
  }
}
