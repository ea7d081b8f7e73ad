package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.SampleExpression;
import org.jspecify.annotations.Nullable;

/** A compiled sample expression: a fetch and its converters. Immutable, shared by all workers. */
public final class Expression {
  private final SampleExpression tree;
  private final Fetch fetch;
  private final Converter[] converters;
  private final @Nullable SampleType[] inputs;
  private final @Nullable SampleType type;
  private final Need need;
  private final boolean constant;

  Expression(
      SampleExpression tree,
      Fetch fetch,
      Converter[] converters,
      @Nullable SampleType[] inputs,
      @Nullable SampleType type,
      Need need,
      boolean constant) {
    this.tree = tree;
    this.fetch = fetch;
    this.converters = converters;
    this.inputs = inputs;
    this.type = type;
    this.need = need;
    this.constant = constant;
  }

  /** Type of the results, or null if it is known only when it is evaluated. */
  public @Nullable SampleType type() {
    return type;
  }

  /** What must exist for it to work. */
  public Need need() {
    return need;
  }

  /** True if neither fetch nor converters depend on a stream. */
  public boolean isConstant() {
    return constant && converters.length == 0;
  }

  /** The number or boolean that a constant expression always yields, or null for others. */
  @SuppressWarnings("NullAway") // constant fetches never look at the context
  public @Nullable Long constantNumber() {
    Sample sample = new Sample();
    if (!isConstant() || !fetch.fetch(null, sample)) {
      return null;
    }
    boolean number = sample.type == SampleType.BOOL || sample.type == SampleType.SINT;
    return number ? Long.valueOf(sample.number) : null;
  }

  /** The fetch's name as written. */
  public String fetchName() {
    return tree.fetch().name();
  }

  /** The text as written. */
  public String text() {
    return tree.text();
  }

  /** True if a missing value may still come: more bytes could arrive. */
  public boolean mayChange(SampleContext context) {
    return switch (need) {
      case REQUEST_BUFFER, REQUEST_END -> !context.requestEnded();
      case EITHER_BUFFER -> !context.requestEnded() || !context.responseEnded();
      case REQUEST_HEAD, REQUEST, EITHER_HEAD -> !context.hasRequest() && !context.requestEnded();
      case RESPONSE_BUFFER -> !context.responseEnded();
      case RESPONSE_HEAD, RESPONSE -> !context.hasResponse() && !context.responseEnded();
      default -> false;
    };
  }

  /** True if a value that is there already may still become another: more bytes could arrive. */
  public boolean growsWithBytes() {
    return switch (tree.fetch().name()) {
      case "req.len", "req_len", "res.len", "rep_len" -> true;
      case "req.payload", "res.payload", "payload" -> tree.fetch().argument(1).equals("0");
      default -> false;
    };
  }

  /** Evaluates into {@code out}; false if there is no value. */
  public boolean evaluate(SampleContext context, Sample out) {
    return fetch.fetch(context, out) && convert(context, out);
  }

  /**
   * Evaluates value {@code index} of a fetch with several; others have value 0 only. Returns 0 when
   * there is no such value, 1 when a converter gave no result, 2 with a result.
   */
  public int evaluate(SampleContext context, Sample out, int index) {
    boolean found =
        fetch instanceof Fetch.Multiple multiple
            ? multiple.fetch(context, out, index)
            : index == 0 && fetch.fetch(context, out);
    if (!found) {
      return 0;
    }
    return convert(context, out) ? 2 : 1;
  }

  /** Evaluates and turns the result into a text. */
  public boolean evaluateText(SampleContext context, Sample out) {
    return evaluate(context, out) && Casts.cast(out, SampleType.STR, context.scratch());
  }

  private boolean convert(SampleContext context, Sample sample) {
    for (int i = 0; i < converters.length; i++) {
      SampleType input = inputs[i];
      if (input != null && !Casts.cast(sample, input, context.scratch())) {
        return false;
      }
      if (!converters[i].convert(context, sample)) {
        return false;
      }
    }
    return true;
  }
}
