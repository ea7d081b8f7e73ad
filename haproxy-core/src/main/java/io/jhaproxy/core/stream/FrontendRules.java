package io.jhaproxy.core.stream;

import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.RuleText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The transport rules of a frontend, compiled.
 *
 * @param connection {@code tcp-request connection}: as soon as a client is accepted
 * @param session {@code tcp-request session}: once its address is known for good
 * @param content {@code tcp-request content}
 * @param inspectDelay {@code tcp-request inspect-delay}: how long content rules may wait for bytes,
 *     milliseconds; 0: not at all
 * @param uniqueId {@code unique-id-format}, or null
 * @param traces trace filters, in order
 */
public record FrontendRules(
    RuleSet connection,
    RuleSet session,
    RuleSet content,
    long inspectDelay,
    @Nullable RuleText uniqueId,
    List<TraceFilter> traces) {
  /** No rules. */
  public static final FrontendRules NONE =
      new FrontendRules(RuleSet.EMPTY, RuleSet.EMPTY, RuleSet.EMPTY, 0, null, List.of());

  /** Copies the list. */
  public FrontendRules {
    traces = List.copyOf(traces);
  }
}
