package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Converter;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;

/** Converters {@code map_<match>_<output>(file[,default])} (manual 7.3.1, "map"). */
public final class MapConverters {
  private MapConverters() {}

  /** Registers all combinations of matching method and output type. */
  public static void register(Library library) {
    registerGroups(library);
    for (Match match : Match.values()) {
      if (match.compareTo(Match.INT) < 0 || match == Match.BIN || match == Match.LEN) {
        continue;
      }
      String name = match.name().toLowerCase(Locale.ROOT);
      String plain = match == Match.STR ? "map map_str" : "map_" + name;
      register(library, plain, match, SampleType.STR);
      register(library, "map_" + name + "_int", match, SampleType.SINT);
      register(library, "map_" + name + "_ip", match, SampleType.ADDR);
    }
  }

  private static void registerGroups(Library library) {
    library.converter(
        "map_regm", SampleType.STR, SampleType.STR, "string[,string]", MapConverters::replace);
  }

  private static void register(Library library, String names, Match match, SampleType output) {
    MapOutput form =
        switch (output) {
          case SINT -> MapOutput.INTEGER;
          case ADDR -> MapOutput.ADDRESS;
          default -> MapOutput.TEXT;
        };
    library.converter(
        names,
        match.input(),
        output,
        output == SampleType.SINT ? "string[,integer]" : "string[,string]",
        (call, s) -> load(call, s, match, form));
  }

  private static PatternIndex index(
      SampleExpression.Call call, Surroundings surroundings, Match match, MapOutput output)
      throws ExpressionException {
    PatternReference reference =
        PatternReferences.of(surroundings).file(call.argument(0), true, surroundings);
    reference.usedBy("by map at " + PatternReferences.in(surroundings.place()));
    reference.offer(output);
    return reference.index(new PatternIndex.Kind(match, false, false, false));
  }

  private static Converter load(
      SampleExpression.Call call, Surroundings surroundings, Match match, MapOutput output)
      throws ExpressionException {
    PatternIndex index = index(call, surroundings, match, output);
    boolean hasFallback = call.arguments().size() > 1;
    Sample fallback = hasFallback ? output.sample(call.argument(1)) : new Sample();
    return (x, sample) -> {
      PatternEntry entry = index.find(sample);
      if (entry != null) {
        return entry.read(output, sample, x.scratch());
      }
      if (hasFallback) {
        sample.set(fallback);
      }
      return hasFallback;
    };
  }

  /** {@code map_regm}: in the value, back references stand for what groups of the key matched. */
  private static Converter replace(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    PatternIndex index = index(call, surroundings, Match.REG, MapOutput.REPLACEMENT);
    boolean hasFallback = call.arguments().size() > 1;
    Slice fallback = text(call.argument(1));
    return (x, sample) -> {
      PatternEntry entry = index.find(sample);
      if (entry != null
          && entry.read(MapOutput.REPLACEMENT) instanceof MapOutput.Replacement replacement) {
        Matcher matcher = replacement.pattern().matcher(sample.bytes.toString());
        if (matcher.find()) {
          StringBuilder result = new StringBuilder();
          replacement.text().expand(matcher, result);
          sample.bytes.set(text(result.toString()));
          return sample.setString();
        }
      }
      sample.bytes.set(fallback);
      return hasFallback && sample.setString();
    };
  }

  private static Slice text(String text) {
    return Slice.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
