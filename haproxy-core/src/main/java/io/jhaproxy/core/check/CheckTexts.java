package io.jhaproxy.core.check;

import org.jspecify.annotations.Nullable;

/** The words of failed checks, as the reference has them. */
final class CheckTexts {
  private CheckTexts() {}

  static String mismatch(CheckPlan plan, int position, Expectation expectation, boolean empty) {
    String what;
    if (empty) {
      what = "TCPCHK got an empty response";
    } else if (isNegated(expectation)) {
      what = "TCPCHK matched unwanted content" + detail(expectation);
    } else {
      what = "TCPCHK did not match content" + detail(expectation);
    }
    return what + " at step " + number(plan, position) + comment(plan, position);
  }

  private static boolean isNegated(Expectation expectation) {
    return (expectation instanceof Expectation.Contains contains && contains.negated())
        || (expectation instanceof Expectation.Regex regex && regex.negated());
  }

  private static String detail(Expectation expectation) {
    if (expectation instanceof Expectation.Contains contains && !contains.binary()) {
      return " '" + contains.text().substring("string '".length());
    }
    return " (" + expectation.text() + ")";
  }

  static @Nullable String timeout(CheckPlan plan, int position) {
    if (plan.method() != CheckMethod.TCP_CHECK || position < 0) {
      return null;
    }
    String step =
        plan.steps().get(position) instanceof CheckPlan.Step.Expect expect
            ? "(expect " + expect.expectation().text() + ")"
            : "(send)";
    return " at step " + number(plan, position) + " of tcp-check " + step + comment(plan, position);
  }

  static @Nullable String connectTimeout(CheckPlan plan, int position) {
    return plan.method() == CheckMethod.TCP_CHECK ? where(plan, position) : null;
  }

  static @Nullable String connectProblem(CheckPlan plan, int position, @Nullable String cause) {
    if (plan.method() != CheckMethod.TCP_CHECK) {
      return cause;
    }
    return (cause == null ? "" : cause) + where(plan, position);
  }

  private static String where(CheckPlan plan, int position) {
    return position < 0
        ? " at initial connection step of tcp-check"
        : " at step "
            + number(plan, position)
            + " of tcp-check (connect)"
            + comment(plan, position);
  }

  private static int number(CheckPlan plan, int position) {
    return plan.steps().get(position).number();
  }

  private static String comment(CheckPlan plan, int position) {
    String own = plan.steps().get(position).comment();
    return own.isEmpty() ? "" : " comment: " + own;
  }
}
