package io.jhaproxy.core.acl;

import io.jhaproxy.core.sample.Address;
import io.jhaproxy.core.sample.AddressText;
import io.jhaproxy.core.sample.Converter;
import io.jhaproxy.core.sample.Library;
import io.jhaproxy.core.sample.PcrePattern;
import io.jhaproxy.core.sample.RegexReplacement;
import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleType;
import io.jhaproxy.core.sample.Slice;
import io.jhaproxy.core.sample.Surroundings;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    library.converter(
        names,
        match.input(),
        output,
        output == SampleType.SINT ? "string[,integer]" : "string[,string]",
        (call, s) -> load(call, s, match, output));
  }

  /** The entries of a map file: key, value. */
  private static List<String[]> entries(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    List<String[]> entries = new ArrayList<>();
    try {
      for (String line : surroundings.readLines(call.argument(0))) {
        String text = line.stripLeading();
        if (text.isEmpty() || line.startsWith("#")) {
          continue;
        }
        int end = 0;
        while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '\t') {
          end++;
        }
        entries.add(new String[] {text.substring(0, end), text.substring(end).strip()});
      }
    } catch (IOException e) {
      throw new ExpressionException(
          0, call.offset(), "failed to open pattern file <" + call.argument(0) + ">");
    }
    return entries;
  }

  private static Converter load(
      SampleExpression.Call call, Surroundings surroundings, Match match, SampleType output)
      throws ExpressionException {
    List<PatternSets.Source> keys = new ArrayList<>();
    List<Sample> values = new ArrayList<>();
    for (String[] entry : entries(call, surroundings)) {
      keys.add(new PatternSets.Source(entry[0], false));
      values.add(value(entry[1], output, call));
    }
    Patterns patterns = PatternSets.build(match, keys);
    Sample[] results = values.toArray(new Sample[0]);
    boolean hasFallback = call.arguments().size() > 1;
    Sample fallback = hasFallback ? value(call.argument(1), output, call) : new Sample();
    return (x, sample) -> {
      int index = patterns.match(x, sample);
      if (index < 0 && !hasFallback) {
        return false;
      }
      sample.set(index < 0 ? fallback : results[index]);
      return true;
    };
  }

  /** {@code map_regm}: in the value, back references stand for what groups of the key matched. */
  private static Converter replace(SampleExpression.Call call, Surroundings surroundings)
      throws ExpressionException {
    List<Pattern> patterns = new ArrayList<>();
    List<RegexReplacement> values = new ArrayList<>();
    for (String[] entry : entries(call, surroundings)) {
      patterns.add(PcrePattern.compile(entry[0], false));
      values.add(new RegexReplacement(entry[1]));
    }
    boolean hasFallback = call.arguments().size() > 1;
    Slice fallback = text(call.argument(1));
    return (x, sample) -> {
      String text = sample.bytes.toString();
      for (int i = 0; i < patterns.size(); i++) {
        Matcher matcher = patterns.get(i).matcher(text);
        if (matcher.find()) {
          StringBuilder result = new StringBuilder();
          values.get(i).expand(matcher, result);
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
        sample.bytes.set(text(text));
        sample.setString();
      }
    }
    return sample;
  }
}
