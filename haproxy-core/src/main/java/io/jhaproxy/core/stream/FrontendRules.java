package io.jhaproxy.core.stream;

import io.jhaproxy.core.rule.RuleSet;
import io.jhaproxy.core.rule.RuleText;
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
 */
public record FrontendRules(
    RuleSet connection,
    RuleSet session,
    RuleSet content,
    long inspectDelay,
    @Nullable RuleText uniqueId) {
  /** No rules. */
  public static final FrontendRules NONE =
      new FrontendRules(RuleSet.EMPTY, RuleSet.EMPTY, RuleSet.EMPTY, 0, null);
}
