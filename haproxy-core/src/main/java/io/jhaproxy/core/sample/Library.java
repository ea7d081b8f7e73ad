package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.expression.SampleExpression;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All known fetches and converters by name. Rooms add theirs; expressions are compiled with it. */
public final class Library {
  private final Map<String, FetchEntry> fetches = new HashMap<>();
  private final Map<String, ConverterEntry> converters = new HashMap<>();
  private final Set<String> unfinished = new HashSet<>();

  /** Creates an empty library; see {@code core.acl.StandardLibrary} for the full one. */
  public Library() {}

  /** Makes a fetch from its arguments. */
  @FunctionalInterface
  public interface FetchFactory {
    /** Checks the arguments and makes the fetch. */
    Fetch make(SampleExpression.Call call, Surroundings surroundings) throws ExpressionException;
  }

  /** Makes a converter from its arguments. */
  @FunctionalInterface
  public interface ConverterFactory {
    /** Checks the arguments and makes the converter. */
    Converter make(SampleExpression.Call call, Surroundings surroundings)
        throws ExpressionException;
  }

  /**
   * A fetch.
   *
   * @param constant true if the value is known when the configuration is read
   */
  record FetchEntry(
      SampleType type,
      Need need,
      int minimum,
      int maximum,
      boolean constant,
      FetchFactory factory) {}

  /**
   * A converter.
   *
   * @param input type it takes, or null if it takes any
   * @param output type it yields, or null if it keeps the type
   */
  record ConverterEntry(
      @Nullable SampleType input,
      @Nullable SampleType output,
      int minimum,
      int maximum,
      ConverterFactory factory) {}

  /** Registers a fetch under one or several names with {@code minimum..maximum} arguments. */
  public void fetch(
      String names, SampleType type, Need need, int minimum, int maximum, FetchFactory factory) {
    for (String name : names.split(" ")) {
      fetches.put(name, new FetchEntry(type, need, minimum, maximum, false, factory));
    }
  }

  /** Registers a fetch whose value is known when the configuration is read. */
  public void constant(
      String name, SampleType type, int minimum, int maximum, FetchFactory factory) {
    fetches.put(name, new FetchEntry(type, Need.NOTHING, minimum, maximum, true, factory));
  }

  /** Registers a converter; null types mean any input, or the same output as input. */
  public void converter(
      String names,
      @Nullable SampleType input,
      @Nullable SampleType output,
      int minimum,
      int maximum,
      ConverterFactory factory) {
    for (String name : names.split(" ")) {
      converters.put(name, new ConverterEntry(input, output, minimum, maximum, factory));
    }
  }

  /** Registers a fetch that is not implemented: its arguments are counted, its use is refused. */
  void unfinishedFetch(String name, SampleType type, Need need, int minimum, int maximum) {
    FetchFactory refusal =
        (call, surroundings) -> {
          throw ExpressionException.unfinished(0, call.offset(), "sample fetch '" + name + "'");
        };
    if (fetches.putIfAbsent(name, new FetchEntry(type, need, minimum, maximum, false, refusal))
        != null) {
      throw new IllegalStateException("fetch " + name + " is implemented");
    }
    unfinished.add(name);
  }

  /** Registers a converter that is not implemented. */
  void unfinishedConverter(
      String name,
      @Nullable SampleType input,
      @Nullable SampleType output,
      int minimum,
      int maximum) {
    ConverterFactory refusal =
        (call, surroundings) -> {
          throw ExpressionException.unfinished(0, call.offset(), "converter '" + name + "'");
        };
    if (converters.putIfAbsent(name, new ConverterEntry(input, output, minimum, maximum, refusal))
        != null) {
      throw new IllegalStateException("converter " + name + " is implemented");
    }
    unfinished.add("converter " + name);
  }

  /**
   * A name as {@code -dK} shows it.
   *
   * @param signature the name with its number of arguments
   * @param type the type it yields; for a converter {@code output => input}
   * @param need what a fetch needs; {@link Need#NOTHING} for converters
   * @param works false if it is not implemented
   */
  public record Listed(String name, String signature, String type, Need need, boolean works) {}

  /** All fetches by name. */
  public List<Listed> fetches() {
    return fetches.entrySet().stream()
        .map(
            known -> {
              String name = known.getKey();
              FetchEntry entry = known.getValue();
              return new Listed(
                  name,
                  name + places(entry.minimum(), entry.maximum()),
                  word(entry.type()),
                  entry.need(),
                  !unfinished.contains(name));
            })
        .sorted(Comparator.comparing(Listed::name))
        .toList();
  }

  /** All converters by name. */
  public List<Listed> converters() {
    return converters.entrySet().stream()
        .map(
            known -> {
              String name = known.getKey();
              ConverterEntry entry = known.getValue();
              return new Listed(
                  name,
                  name + places(entry.minimum(), entry.maximum()),
                  word(entry.output()) + " => " + word(entry.input()),
                  Need.NOTHING,
                  !unfinished.contains("converter " + name));
            })
        .sorted(Comparator.comparing(Listed::name))
        .toList();
  }

  private static String word(@Nullable SampleType type) {
    return type == null ? "any" : type.name().toLowerCase(Locale.ROOT);
  }

  private static String places(int minimum, int maximum) {
    if (maximum <= 0) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    for (int i = 0; i < maximum; i++) {
      text.append(i == minimum ? "[" : "").append(i > 0 ? "," : "").append("string");
    }
    return text.append(minimum < maximum ? "])" : ")").toString();
  }

  /** True if there is such a fetch. */
  public boolean knows(String fetch) {
    return fetches.containsKey(fetch);
  }

  /** Compiles an expression; the message of the exception names what is wrong and what is meant. */
  public Expression compile(SampleExpression tree, Surroundings surroundings)
      throws ExpressionException {
    SampleExpression.Call call = tree.fetch();
    FetchEntry entry = fetches.get(call.name());
    if (entry == null) {
      throw unknown("fetch method", call, fetches.keySet());
    }
    checkCount("sample fetch", call, entry.minimum(), entry.maximum());
    Fetch fetch = entry.factory().make(call, surroundings);
    SampleType type = entry.type();
    int count = tree.converters().size();
    Converter[] chain = new Converter[count];
    @Nullable SampleType[] inputs = new SampleType[count];
    for (int i = 0; i < count; i++) {
      SampleExpression.Call step = tree.converters().get(i);
      ConverterEntry converter = converters.get(step.name());
      if (converter == null) {
        throw unknown("converter", step, converters.keySet());
      }
      checkCount("converter", step, converter.minimum(), converter.maximum());
      try {
        chain[i] = converter.factory().make(step, surroundings);
      } catch (ExpressionException e) {
        throw e.isUnfinished()
            ? e
            : new ExpressionException(
                e.word(),
                e.offset(),
                "invalid args in converter '" + step.name() + "' : " + e.getMessage());
      }
      inputs[i] = converter.input();
      type = converter.output() != null ? converter.output() : type;
    }
    return new Expression(tree, fetch, chain, inputs, type, entry.need(), entry.constant());
  }

  private static void checkCount(String what, SampleExpression.Call call, int minimum, int maximum)
      throws ExpressionException {
    int given = call.arguments().size();
    if (given == 1 && call.argument(0).isEmpty()) {
      given = 0;
    }
    if (given < minimum || given > Math.max(maximum, 0)) {
      String expected = minimum == maximum ? String.valueOf(minimum) : minimum + " to " + maximum;
      throw new ExpressionException(
          0,
          call.offset(),
          what + " '" + call.name() + "' takes " + expected + " argument(s), found " + given);
    }
  }

  private static ExpressionException unknown(
      String what, SampleExpression.Call call, Collection<String> names) {
    String best = Spelling.closest(call.name(), names);
    String hint = best.isEmpty() ? "" : "; did you mean '" + best + "' maybe ?";
    return new ExpressionException(
        0, call.offset(), "unknown " + what + " '" + call.name() + "'" + hint);
  }
}
