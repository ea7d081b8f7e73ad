package io.jhaproxy.core.cache;

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
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.function.Consumer;

/** Keywords of {@code cache} sections (manual 6.2.1). */
public final class CacheKeywords implements KeywordSet {
  /** Mebibytes. */
  static final SettingKey<Long> TOTAL = SettingKey.own("total-max-size", 0L);

  /** Bytes; 0: a part of the whole. */
  static final SettingKey<Long> OBJECT = SettingKey.own("max-object-size", 0L);

  /** Seconds. */
  static final SettingKey<Long> MAX_AGE = SettingKey.own("max-age", 60L);

  static final SettingKey<Boolean> PROCESS_VARY = SettingKey.own("process-vary", false);
  static final SettingKey<Long> SECONDARY = SettingKey.own("max-secondary-entries", 10L);

  private static final long MEBIBYTE = 1 << 20;

  @Override
  public void register(Registry registry) {
    registry.add(cache("total-max-size", CacheKeywords::totalSize));
    registry.add(cache("max-object-size", CacheKeywords::objectSize));
    registry.add(
        cache(
            "max-age",
            (a, d) -> {
              if (a.get(0).isEmpty()) {
                a.report(a.closeWarning("'max-age' expects an age parameter in seconds."));
                return;
              }
              d.set(MAX_AGE, ArgumentForms.number(a));
            }));
    registry.add(cache("process-vary", CacheKeywords::processVary));
    registry.add(cache("max-secondary-entries", CacheKeywords::secondary));
    registry.add(CacheKeywords::check);
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
      d.set(PROCESS_VARY, a.get(0).equals("on"));
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
    d.set(SECONDARY, Long.parseLong(a.get(0)));
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
