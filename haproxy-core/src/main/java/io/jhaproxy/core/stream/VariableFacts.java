package io.jhaproxy.core.stream;

import io.jhaproxy.core.sample.VariableLimits;
import io.jhaproxy.core.sample.VariableScope;
import io.jhaproxy.core.sample.Variables;
import org.jspecify.annotations.Nullable;

/** The variables of a stream (manual 2.8). */
abstract class VariableFacts extends AddressFacts {
  private @Nullable Variables transactionVariables;
  private @Nullable Variables requestVariables;
  private @Nullable Variables responseVariables;

  VariableFacts(Session session) {
    super(session);
  }

  @Override
  protected void forgetFacts() {
    super.forgetFacts();
    forgetVariables();
  }

  private @Nullable Variables transactionVariables(boolean create) {
    if (transactionVariables == null && create) {
      VariableLimits limits = session.tools().variableLimits();
      transactionVariables =
          limits.ofTransaction(limits.areNested() ? session.variables(true) : null);
    }
    return transactionVariables;
  }

  private Variables messageVariables() {
    VariableLimits limits = session.tools().variableLimits();
    return limits.ofMessage(limits.areNested() ? transactionVariables(true) : null);
  }

  /** What a request's variables took counts no longer. */
  private void forgetVariables() {
    if (transactionVariables != null && session.tools().variableLimits().areNested()) {
      if (requestVariables != null) {
        requestVariables.clear();
      }
      if (responseVariables != null) {
        responseVariables.clear();
      }
      transactionVariables.clear();
    }
    transactionVariables = null;
    requestVariables = null;
    responseVariables = null;
  }

  @Override
  public final @Nullable Variables variables(VariableScope scope, boolean create) {
    return switch (scope) {
      case PROC -> session.tools().processVariables();
      case SESS -> session.variables(create);
      case CHECK -> null;
      case TXN -> transactionVariables(create);
      case REQ -> {
        if (requestVariables == null && create) {
          requestVariables = messageVariables();
        }
        yield requestVariables;
      }
      case RES -> {
        if (responseVariables == null && create) {
          responseVariables = messageVariables();
        }
        yield responseVariables;
      }
    };
  }

  /** The response begins: variables of the scope {@code req} end. */
  protected final void endRequestVariables() {
    requestVariables = null;
  }
}
