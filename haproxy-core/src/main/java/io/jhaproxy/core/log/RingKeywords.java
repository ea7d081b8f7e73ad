package io.jhaproxy.core.log;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/** {@code ring} sections (manual 3.9); their {@code server} lines are in the room of servers. */
public final class RingKeywords implements KeywordSet {
  private static final List<String> FORMATS =
      List.of("iso", "json", "local", "priority", "raw", "rfc3164", "rfc5424", "short", "timed");
  private static final long LEAST_RING = 16384;

  @Override
  public void register(Registry registry) {
    registry.add(ring("size", (a, d) -> d.set(RingKeys.SIZE, ringSize(a, d))));
    registry.add(ring("maxlen", (a, d) -> d.set(RingKeys.MAXLEN, bytes(a))));
    registry.add(
        ring("format", ArgumentForms.choice(RingKeys.FORMAT, FORMATS, "unknown format '%s'.")));
    registry.add(
        ring(
            "description",
            ArgumentForms.word(RingKeys.DESCRIPTION, "missing ring description text.")));
    registry.add(
        ring(
                "backing-file",
                (a, d) -> ArgumentForms.require(a, "'backing-file' expects a file name."))
            .noEffect("a ring is in memory; its file is for the tools of HAProxy's developers"));
    registry.add(timeout("connect", RingKeys.TIMEOUT_CONNECT));
    registry.add(timeout("server", RingKeys.TIMEOUT_SERVER));
    registry.add(ring("timeout", (a, d) -> {}));
    registry.add(RingKeywords::check);
  }

  private static Keyword timeout(String name, SettingKey<Long> key) {
    return ring(
        "timeout " + name,
        (a, d) -> {
          ArgumentForms.require(a, "'timeout " + name + "' expects <time> as argument.");
          try {
            d.set(key, a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS));
          } catch (TimeUnits.BadTimeException e) {
            throw ArgumentForms.closeError(
                a,
                "unexpected character '"
                    + e.character()
                    + "' in argument to <timeout "
                    + name
                    + ">.");
          }
        });
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
    long longest = section.settings().get(RingKeys.MAXLEN);
    long size = section.settings().get(RingKeys.SIZE);
    if (section.kind() == SectionKind.RING && longest > size) {
      diagnostics.accept(
          new Diagnostic(
              Severity.WARNING,
              section.source().location().wholeLine(),
              "config : ring '"
                  + section.name()
                  + "' event max length '"
                  + longest
                  + "' exceeds size, forced to size '"
                  + size
                  + "'."));
    }
  }
}
