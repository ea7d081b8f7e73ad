package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.core.net.KeepAlive;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.List;

/** {@code clitcpka-*} and {@code srvtcpka-*}: how TCP keep-alive probes are sent. */
public final class KeepAliveKeywords {
  private static final long MILLIS = 1000;

  private KeepAliveKeywords() {}

  /** The three keywords of one side, to be placed; they fill one key. */
  public static List<Keyword> of(String side, SettingKey<KeepAlive> key) {
    return List.of(
        Keyword.of(side + "-cnt")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  int probes = (int) ArgumentForms.plainNumber(a, missing(a));
                  d.update(key, old -> old.withCount(probes));
                }),
        Keyword.of(side + "-idle")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  int seconds = seconds(a);
                  d.update(key, old -> old.withIdle(seconds));
                }),
        Keyword.of(side + "-intvl")
            .args(0, -1)
            .parses(
                (a, d) -> {
                  int seconds = seconds(a);
                  d.update(key, old -> old.withInterval(seconds));
                }));
  }

  private static String missing(Arguments a) {
    return "'" + a.keyword() + "' expects an integer value";
  }

  /** A time in whole seconds; a begun one counts. */
  private static int seconds(Arguments a) throws ConfigException {
    ArgumentForms.require(a, missing(a));
    long millis = ArgumentForms.time(a, TimeUnits.Unit.SECONDS);
    return (int) Math.min(Integer.MAX_VALUE, (millis + MILLIS - 1) / MILLIS);
  }
}
