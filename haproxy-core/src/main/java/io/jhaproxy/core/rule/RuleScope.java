package io.jhaproxy.core.rule;

import io.jhaproxy.core.log.LogFormatCompiler;
import io.jhaproxy.core.sample.Expression;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.List;

/**
 * What the actions of one phase are compiled with.
 *
 * @param requestCaptures the proxy's slots, in order
 * @param responseCaptures the proxy's slots, in order
 * @param request true if the rules work on the request's head, false for the response's
 */
record RuleScope(
    Library library,
    LogFormatCompiler formats,
    Surroundings surroundings,
    Phase phase,
    boolean request,
    List<CaptureSlot> requestCaptures,
    List<CaptureSlot> responseCaptures) {

  /** Compiles a format string. */
  RuleText text(String format) throws ExpressionException {
    return new RuleText(formats.compileText(format, phase, surroundings));
  }

  /** Compiles a sample expression that must be usable in this phase. */
  Expression expression(String text) throws ExpressionException {
    Expression expression = library.compile(SampleExpression.parse(text), surroundings);
    if (!phase.offers(expression.need(), surroundings)) {
      throw new ExpressionException(
          0,
          0,
          "sample fetch <"
              + text
              + "> may not be reliably used here because it needs '"
              + expression.need().words()
              + "' which is not available here.");
    }
    return expression;
  }

  /** The head that the rules work on. */
  HttpEdit head(RuleContext context) {
    return request ? context.requestEdit() : context.responseEdit();
  }
}
