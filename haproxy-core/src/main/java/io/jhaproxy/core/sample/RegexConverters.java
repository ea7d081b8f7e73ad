package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The converter regsub (manual 7.3.1). */
public final class RegexConverters {
  private RegexConverters() {}

  /** Registers the converters. */
  public static void register(Library library) {
    library.converter(
        "regsub",
        SampleType.STR,
        SampleType.STR,
        "regex,string[,string]",
        RegexConverters::substitute);
  }

  private static Converter substitute(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    String flags = call.argument(2);
    for (int i = 0; i < flags.length(); i++) {
      if (flags.charAt(i) != 'i' && flags.charAt(i) != 'g') {
        throw Arguments.wrong(
            call, "invalid regex flag '" + flags.charAt(i) + "', only 'i' and 'g' are supported");
      }
    }
    Pattern pattern;
    try {
      pattern = PcrePattern.compile(call.argument(0), flags.contains("i"));
    } catch (ExpressionException e) {
      throw e.isUnfinished()
          ? e
          : ExpressionException.unresolved(
              call.offset(),
              "error in regex '"
                  + call.argument(0)
                  + "' in arg 1 of conversion keyword '"
                  + call.name()
                  + "' in proxy '"
                  + surroundings.proxyName()
                  + "' : "
                  + e.getMessage());
    }
    RegexReplacement replacement = new RegexReplacement(call.argument(1));
    boolean global = flags.contains("g");
    return (x, v) -> {
      String result = replacement.replace(pattern.matcher(v.bytes.toString()), global);
      byte[] bytes = result.getBytes(StandardCharsets.ISO_8859_1);
      return x.scratch().store(bytes, v, SampleType.STR);
    };
  }
}
