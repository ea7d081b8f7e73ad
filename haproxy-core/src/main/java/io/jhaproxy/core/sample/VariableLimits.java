package io.jhaproxy.core.sample;

import org.jspecify.annotations.Nullable;

/**
 * How many bytes the variables of a scope may take (manual 3.2, {@code tune.vars.*-max-size}); 0
 * for no limit. The scopes of one client include each other: {@code sess} {@code txn}, and {@code
 * txn} {@code req} and {@code res}.
 */
public record VariableLimits(long process, long session, long transaction, long message) {
  /** No limits. */
  public static final VariableLimits NONE = new VariableLimits(0, 0, 0, 0);

  /** Variables of scope sess. */
  public Variables ofSession() {
    return Variables.within(session, null);
  }

  /** True if what smaller scopes hold must be counted in the larger ones. */
  public boolean areNested() {
    return session > 0 || transaction > 0;
  }

  /** Variables of scope txn; {@code outer} are those of the session if they are counted. */
  public Variables ofTransaction(@Nullable Variables outer) {
    return Variables.within(transaction, outer);
  }

  /** Variables of scope req or res; {@code outer} are those of txn if they are counted. */
  public Variables ofMessage(@Nullable Variables outer) {
    return Variables.within(message, outer);
  }
}
