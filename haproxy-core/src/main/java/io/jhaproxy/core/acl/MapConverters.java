package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Converter;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Converters {@code map_<match>_<output>(file[,default])} (manual 7.3.1, "map"). */
public final class MapConverters {
  private MapConverters() {}

  /** Registers all combinations of matching method and output type. */
  public static void register(Library library) {
    for (Match match : Match.values()) {
      if (match.compareTo(Match.INT) < 0 || match == Match.BIN || match == Match.LEN) {
        continue;
      }
      String name = match.name().toLowerCase(Locale.ROOT);
      String plain =
          match == Match.STR ? "map map_str map_str_str" : "map_" + name + " map_" + name + "_str";
      register(library, plain, match, SampleType.STR);
      register(library, "map_" + name + "_int", match, SampleType.SINT);
      register(library, "map_" + name + "_ip", match, SampleType.ADDR);
    }
  }

  private static void register(Library library, String names, Match match, SampleType output) {
    library.converter(
        names,
        match.input(),
        output,
        output == SampleType.SINT ? "string[,integer]" : "string[,string]",
        (call, s) -> load(call, s, match, output));
  }

  private static Converter load(
      SampleExpression.Call call, Surroundings surroundings, Match match, SampleType output)
      throws ExpressionException {
    List<PatternSets.Source> keys = new ArrayList<>();
    List<Sample> values = new ArrayList<>();
    try {
      for (String line : surroundings.readLines(call.argument(0))) {
        String[] pair = line.stripLeading().split("[ \t]+", 2);
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        keys.add(new PatternSets.Source(pair[0], false));
        values.add(value(pair.length > 1 ? pair[1].strip() : "", output, call));
      }
    } catch (IOException e) {
      throw new ExpressionException(
          0, call.offset(), "failed to open pattern file <" + call.argument(0) + ">");
    }
    Patterns patterns = PatternSets.build(match, keys);
    Sample[] results = values.toArray(new Sample[0]);
    Sample fallback =
        call.arguments().size() > 1 ? value(call.argument(1), output, call) : new Sample();
    boolean hasFallback = call.arguments().size() > 1;
    return (x, sample) -> {
      int index = patterns.match(x, sample);
      if (index < 0 && !hasFallback) {
        return false;
      }
      sample.set(index < 0 ? fallback : results[index]);
      return true;
    };
  }

  private static Sample value(String text, SampleType output, SampleExpression.Call call)
      throws ExpressionException {
    Sample sample = new Sample();
    switch (output) {
      case SINT -> {
        try {
          sample.setInt(Long.parseLong(text));
        } catch (NumberFormatException e) {
          throw new ExpressionException(0, call.offset(), "'" + text + "' is not an integer");
        }
      }
      case ADDR -> {
        Address address = sample.address;
        if (!AddressText.parse(Slice.of(text), address)) {
          throw new ExpressionException(0, call.offset(), "'" + text + "' is not an address");
        }
        sample.setAddress();
      }
      default -> {
        sample.bytes.set(Slice.of(text));
        sample.setString();
      }
    }
    return sample;
  }
}
