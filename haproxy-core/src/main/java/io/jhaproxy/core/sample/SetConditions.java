package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The conditions behind the name in {@code set-var(name,condition...)}; all must hold (manual
 * 7.3.1, set-var). Immutable, shared by all workers.
 */
public final class SetConditions {
  private static final int MOST = 4;

  private final Condition[] conditions;

  private SetConditions(Condition[] conditions) {
    this.conditions = conditions;
  }

  private enum Condition {
    ALWAYS,
    IFEXISTS,
    IFNOTEXISTS,
    IFEMPTY,
    IFNOTEMPTY,
    IFSET,
    IFNOTSET,
    IFGT,
    IFLT
  }

  /** Reads the words behind the name. */
  public static SetConditions of(List<String> words) throws ExpressionException {
    Condition[] conditions = new Condition[Math.min(words.size(), MOST)];
    for (int i = 0; i < conditions.length; i++) {
      String word = words.get(i);
      conditions[i] = Condition.ALWAYS;
      if (!word.isEmpty()) {
        try {
          conditions[i] = Condition.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
          throw new ExpressionException(0, 0, "unknown condition \"" + word + "\"");
        }
      }
    }
    return new SetConditions(conditions);
  }

  /**
   * True if the variable may be set.
   *
   * @param old its value, or null if it has none
   */
  public boolean allow(VariableScope scope, @Nullable Sample old, Sample input) {
    for (Condition condition : conditions) {
      if (!allows(condition, scope, old, input)) {
        return false;
      }
    }
    return true;
  }

  private static boolean allows(
      Condition condition, VariableScope scope, @Nullable Sample old, Sample input) {
    boolean empty = input.type.isBytes() && input.bytes.isEmpty();
    return switch (condition) {
      case ALWAYS -> true;
      // Variables of the process exist from the start.
      case IFEXISTS -> old != null || scope == VariableScope.PROC;
      case IFNOTEXISTS -> old == null && scope != VariableScope.PROC;
      case IFEMPTY -> empty;
      case IFNOTEMPTY -> !empty;
      case IFSET -> old != null;
      case IFNOTSET -> old == null;
      case IFGT -> old == null || !areIntegers(old, input) || old.number > input.number;
      case IFLT -> old == null || !areIntegers(old, input) || old.number < input.number;
    };
  }

  private static boolean areIntegers(Sample one, Sample other) {
    return one.type == SampleType.SINT && other.type == SampleType.SINT;
  }
}
