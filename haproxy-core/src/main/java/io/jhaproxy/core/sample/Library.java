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
   * @param type what it yields, or null if that is known only when it is evaluated
   * @param constant true if the value is known when the configuration is read
   */
  record FetchEntry(
      @Nullable SampleType type,
      Need need,
      Signature signature,
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
      Signature signature,
      ConverterFactory factory) {}

  /**
   * Registers a fetch under one or several names.
   *
   * @param type what it yields, or null if that is known only when it is evaluated
   * @param signature its arguments as {@code -dK} lists them, for instance {@code string[,integer]}
   */
  public void fetch(
      String names, @Nullable SampleType type, Need need, String signature, FetchFactory factory) {
    add(names, new FetchEntry(type, need, Signature.of(signature), false, factory));
  }

  /** Registers a fetch without arguments. */
  public void fetch(String names, SampleType type, Need need, Fetch fetch) {
    fetch(names, type, need, "", (call, surroundings) -> fetch);
  }

  /** Registers a fetch whose value is known when the configuration is read. */
  public void constant(String name, SampleType type, String signature, FetchFactory factory) {
    add(name, new FetchEntry(type, Need.CONSTANT, Signature.of(signature), true, factory));
  }

  private void add(String names, FetchEntry entry) {
    for (String name : names.split(" ")) {
      fetches.put(name, entry);
    }
  }

  /** Registers a converter; null types mean any input, or the same output as input. */
  public void converter(
      String names,
      @Nullable SampleType input,
      @Nullable SampleType output,
      String signature,
      ConverterFactory factory) {
    Signature arguments = Signature.of(signature);
    for (String name : names.split(" ")) {
      converters.put(name, new ConverterEntry(input, output, arguments, factory));
    }
  }

  /** Registers a converter without arguments. */
  public void converter(
      String names, @Nullable SampleType input, @Nullable SampleType output, Converter converter) {
    converter(names, input, output, "", (call, surroundings) -> converter);
  }

  /** Registers a fetch that is not implemented: its arguments are checked, its use is refused. */
  void unfinishedFetch(String name, SampleType type, Need need, String signature) {
    if (fetches.containsKey(name)) {
      throw new IllegalStateException("fetch " + name + " is implemented");
    }
    fetch(
        name,
        type,
        need,
        signature,
        (call, surroundings) -> {
          throw ExpressionException.unfinished(0, call.offset(), "sample fetch '" + name + "'");
        });
    unfinished.add(name);
  }

  /** Registers a converter that is not implemented. */
  void unfinishedConverter(
      String name, @Nullable SampleType input, @Nullable SampleType output, String signature) {
    if (converters.containsKey(name)) {
      throw new IllegalStateException("converter " + name + " is implemented");
    }
    converter(
        name,
        input,
        output,
        signature,
        (call, surroundings) -> {
          throw ExpressionException.unfinished(0, call.offset(), "converter '" + name + "'");
        });
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
                  name + entry.signature().listed(),
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
                  name + entry.signature().listed(),
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

  /** True if there is such a fetch. */
  public boolean knows(String fetch) {
    return fetches.containsKey(fetch);
  }

  /** Compiles an expression; the message of the exception names what is wrong and what is meant. */
  public Expression compile(SampleExpression tree, Surroundings surroundings)
      throws ExpressionException {
    return compile(tree, surroundings, "fetch method '" + tree.fetch().name() + "'");
  }

  /**
   * Compiles an expression.
   *
   * @param title what messages call the fetch, for instance {@code ACL keyword 'hdr'}
   */
  public Expression compile(SampleExpression tree, Surroundings surroundings, String title)
      throws ExpressionException {
    SampleExpression.Call call = tree.fetch();
    FetchEntry entry = fetches.get(call.name());
    if (entry == null) {
      throw unknown("fetch method", call, fetches.keySet());
    }
    entry.signature().check(call, title + " : ");
    Fetch fetch;
    try {
      fetch = entry.factory().make(call, surroundings);
    } catch (ExpressionException e) {
      throw e.behind("invalid args in " + title + " : ");
    }
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
      chain[i] = make(step, converter, surroundings);
      if (!Casts.isPossible(type, converter.input())) {
        throw new ExpressionException(
            0, step.offset(), "converter '" + step.name() + "' cannot be applied");
      }
      inputs[i] = converter.input();
      type = converter.output();
    }
    return new Expression(tree, fetch, chain, inputs, type, entry.need(), entry.constant());
  }

  private static Converter make(
      SampleExpression.Call step, ConverterEntry converter, Surroundings surroundings)
      throws ExpressionException {
    String name = "converter '" + step.name() + "' : ";
    converter.signature().check(step, "invalid arg %d in " + name);
    try {
      return converter.factory().make(step, surroundings);
    } catch (ExpressionException e) {
      throw e.behind("invalid args in " + name);
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
