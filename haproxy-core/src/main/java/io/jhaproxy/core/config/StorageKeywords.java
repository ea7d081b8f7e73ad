package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/** {@code cache} and {@code ring} sections (manual 6.2 and 3.9). */
public final class StorageKeywords implements KeywordSet {
  private static final SettingKey<Long> TOTAL = TuningKeywords.number("total-max-size");
  private static final SettingKey<Long> OBJECT = TuningKeywords.number("max-object-size");
  private static final List<String> FORMATS =
      List.of("iso", "local", "priority", "raw", "rfc3164", "rfc5424", "short", "timed");
  private static final long LEAST_RING = 16384;
  private static final long MEBIBYTE = 1 << 20;

  @Override
  public void register(Registry registry) {
    registry.add(cache("total-max-size", StorageKeywords::totalSize));
    registry.add(cache("max-object-size", StorageKeywords::objectSize));
    registry.add(
        cache(
            "max-age",
            (a, d) -> {
              if (a.get(0).isEmpty()) {
                a.report(a.closeWarning("'max-age' expects an age parameter in seconds."));
                return;
              }
              d.set(TuningKeywords.number("max-age"), ArgumentForms.number(a));
            }));
    registry.add(cache("process-vary", StorageKeywords::processVary));
    registry.add(cache("max-secondary-entries", StorageKeywords::secondary));
    ring(registry);
    registry.add(StorageKeywords::check);
  }

  private static Keyword cache(String name, Keyword.Parser parser) {
    return Keyword.of(name)
        .in(SectionKind.CACHE)
        .args(0, -1)
        .parses(
            (a, d) -> {
              if (a.size() > 1) {
                throw a.errorAt(
                        1, "'" + name + "' cannot handle unexpected argument '" + a.get(1) + "'.")
                    .last();
              }
              parser.parse(a, d);
            });
  }

  /** HAProxy warns and reads no further. */
  private static ConfigException refuse(Arguments a, String text) {
    a.report(a.closeWarning(text));
    return new ConfigException(
            new Diagnostic(
                Severity.ALERT, a.location(), "config : parsing [" + a.location() + "]: " + text))
        .last();
  }

  private static void totalSize(Arguments a, SectionDraft d) throws ConfigException {
    if (!a.get(0).matches("[0-9]{1,18}")) {
      throw refuse(a, "total-max-size wrong value '" + a.get(0) + "'");
    }
    long size = Long.parseLong(a.get(0));
    if (size > 4095) {
      throw refuse(a, "\"total-max-size\" (" + size + ") must not be greater than 4095");
    }
    d.set(TOTAL, size);
  }

  private static void objectSize(Arguments a, SectionDraft d) throws ConfigException {
    if (!a.get(0).matches("[0-9]{1,18}")) {
      throw refuse(a, "max-object-size wrong value '" + a.get(0) + "'");
    }
    d.set(OBJECT, Long.parseLong(a.get(0)));
  }

  private static void processVary(Arguments a, SectionDraft d) {
    if (a.get(0).equals("on") || a.get(0).equals("off")) {
      d.set(TuningKeywords.word("process-vary"), a.get(0));
      return;
    }
    a.report(
        a.closeWarning(
            "'process-vary' expects \"on\" or \"off\" (enable or disable vary processing)."));
  }

  private static void secondary(Arguments a, SectionDraft d) throws ConfigException {
    if (!a.get(0).matches("0*[1-9][0-9]{0,8}")) {
      throw refuse(a, "max-secondary-entries wrong value '" + a.get(0) + "'");
    }
    d.set(TuningKeywords.number("max-secondary-entries"), Long.parseLong(a.get(0)));
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

  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (section.kind() != SectionKind.CACHE) {
      return;
    }
    long total = section.settings().get(TOTAL);
    long half = total * MEBIBYTE / 2;
    String problem = "";
    if (total <= 0) {
      problem = "Size not specified for cache '" + section.name() + "'";
    } else if (section.settings().get(OBJECT) > half) {
      problem = "\"max-object-size\" is limited to an half of \"total-max-size\" => " + half;
    }
    if (!problem.isEmpty()) {
      diagnostics.accept(
          new Diagnostic(
              Severity.ALERT, section.source().location().wholeLine(), "config : " + problem));
    }
  }
}
