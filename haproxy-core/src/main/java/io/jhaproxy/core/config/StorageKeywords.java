package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;

/** {@code ring} sections (manual 3.9). */
public final class StorageKeywords implements KeywordSet {
  private static final List<String> FORMATS =
      List.of("iso", "local", "priority", "raw", "rfc3164", "rfc5424", "short", "timed");
  private static final long LEAST_RING = 16384;

  @Override
  public void register(Registry registry) {
    ring(registry);
  }

  private static void ring(Registry registry) {
    registry.add(ring("size", (a, d) -> d.set(TuningKeywords.number("size"), ringSize(a, d))));
    registry.add(ring("maxlen", (a, d) -> d.set(TuningKeywords.number("maxlen"), bytes(a))));
    registry.add(
        ring(
            "format",
            ArgumentForms.choice(TuningKeywords.word("format"), FORMATS, "unknown format '%s'.")));
    registry.add(
        ring(
            "description",
            ArgumentForms.word(
                TuningKeywords.word("description"), "missing ring description text.")));
    registry.add(
        ring(
            "backing-file",
            ArgumentForms.word(
                TuningKeywords.word("backing-file"), "'backing-file' expects a file name.")));
    for (String name : List.of("connect", "server")) {
      registry.add(
          ring(
              "timeout " + name,
              (a, d) -> {
                ArgumentForms.require(a, "'timeout " + name + "' expects <time> as argument.");
                try {
                  d.set(
                      TuningKeywords.number("timeout " + name),
                      a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS));
                } catch (TimeUnits.BadTimeException e) {
                  throw ArgumentForms.closeError(
                      a,
                      "unexpected character '"
                          + e.character()
                          + "' in argument to <timeout "
                          + name
                          + ">.");
                }
              }));
    }
    registry.add(ring("timeout", (a, d) -> {}));
  }

  private static Keyword ring(String name, Keyword.Parser parser) {
    return Keyword.of(name).in(SectionKind.RING).args(0, -1).parses(parser);
  }

  private static long bytes(Arguments a) throws ConfigException {
    long value = sizeOf(a);
    if (value == 0) {
      throw a.error("invalid size '" + a.get(0) + "' for new sink buffer.");
    }
    return value;
  }

  /** A size with a unit is a newer form; 2.6 takes the digits only. */
  private static long sizeOf(Arguments a) {
    try {
      return TimeUnits.parseSize(a.get(0));
    } catch (TimeUnits.BadTimeException e) {
      return Math.max(0, ArgumentForms.number(a));
    }
  }

  private static long ringSize(Arguments a, SectionDraft d) throws ConfigException {
    long size = bytes(a);
    if (size < LEAST_RING) {
      a.warn(
          "ignoring new size '"
              + size
              + "' that is smaller than current size '"
              + LEAST_RING
              + "' for ring '"
              + d.name()
              + "'.");
      return LEAST_RING;
    }
    return size;
  }
}
