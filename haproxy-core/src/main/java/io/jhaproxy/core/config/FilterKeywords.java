package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code filter} and {@code compression} lines (manual chapter 9); compression and the cache work.
 */
public final class FilterKeywords implements KeywordSet {
  /** {@code filter} lines in order. */
  public static final ListKey<RuleStatement> FILTERS = ListKey.own("filter");

  /** {@code compression} lines in order. */
  public static final ListKey<RuleStatement> COMPRESSION = ListKey.inherited("compression");

  private static final String REGISTERED =
      "'. Registered keywords :\n    [CACHE] cache\n    [COMP] compression\n    [FCGI] fcgi-app\n"
          + "    [  OT] opentracing\n    [SPOE] spoe\n    [TRACE] trace";
  private static final Set<String> WORKING =
      Set.of("compression", "cache", "trace", "bwlim-in", "bwlim-out");
  private static final Set<String> ALGORITHMS =
      Set.of("identity", "gzip", "deflate", "raw-deflate");

  @Override
  public void register(Registry registry) {
    registry.add(Keyword.of("filter").inProxies().args(0, -1).parses(FilterKeywords::filter));
    registry.add(
        Keyword.of("compression").inProxies().args(0, -1).parses(FilterKeywords::compression));
    registry.add(CheckPhase.NAMES, FilterKeywords::checkNames);
  }

  private static void compression(Arguments a, SectionDraft d) throws ConfigException {
    switch (a.get(0)) {
      case "algo" -> {
        if (a.size() < 2) {
          throw a.error("parsing [" + a.location() + "] : 'compression' expects <algorithm>.");
        }
        for (int i = 1; i < a.size(); i++) {
          if (!ALGORITHMS.contains(a.get(i))) {
            throw a.errorAt(i, "'compression' : '" + a.get(i) + "' is not a supported algorithm.");
          }
        }
      }
      case "type" -> {
        if (a.size() < 2) {
          throw a.error("'compression' expects <type>.");
        }
      }
      case "offload" -> {}
      case "direction",
          "algo-req",
          "algo-res",
          "type-req",
          "type-res",
          "minsize-req",
          "minsize-res" -> {
        a.warn("'compression " + a.get(0) + "' is a newer word; HAProxy 2.6 refuses it.");
        a.unfinished("compression " + a.get(0), true);
        return;
      }
      default -> throw a.error("'compression' expects 'algo', 'type' or 'offload'");
    }
    d.add(COMPRESSION, a.rule("compression", 0));
  }

  private static void filter(Arguments a, SectionDraft d) throws ConfigException {
    if (d.kind() == SectionKind.DEFAULTS) {
      throw a.error(
          "parsing [" + a.location() + "] : filter is not allowed in a 'default' section.");
    }
    if (a.get(0).isEmpty()) {
      throw a.error(
          "parsing ["
              + a.location()
              + "] : missing argument for 'filter' in "
              + SectionOpener.title(d.kind())
              + " '"
              + d.name()
              + "'.");
    }
    switch (a.get(0)) {
      case "compression" -> {}
      case "bwlim-in", "bwlim-out" -> bandwidth(a);
      case "trace" -> trace(a);
      case "cache" -> {
        if (a.get(1).isEmpty()) {
          throw a.error("'filter' : 'cache : expects a <name> argument'");
        }
        if (a.size() > 2) {
          throw a.errorAt(2, "'filter cache' : unknown keyword '" + a.get(2) + "'.");
        }
      }
      case "fcgi-app" -> {}
      case "spoe" -> spoe(a);
      case "opentracing" -> file(a, "config", "'opentracing' : no configuration file specified");
      default -> throw a.errorAt(0, "'filter' : unknown keyword '" + a.get(0) + REGISTERED);
    }
    if (!WORKING.contains(a.get(0))) {
      a.unfinished("filter " + a.get(0), true);
    }
    d.add(FILTERS, a.rule("filter", 0));
  }

  /** A word of 2.7: a limit for each stream, or for each key of a table. */
  private static void bandwidth(Arguments a) throws ConfigException {
    a.warn("'filter " + a.get(0) + "' is a newer word; HAProxy 2.6 refuses it.");
    String wrong = "'filter " + a.get(0) + "' : ";
    if (a.get(1).isEmpty()) {
      throw a.error(wrong + "a name is expected as first argument");
    }
    boolean limited = false;
    for (int i = 2; i < a.size(); i += 2) {
      String value = a.get(i + 1);
      if (value.isEmpty()) {
        throw a.errorAt(i, wrong + "a value is expected behind '" + a.get(i) + "'");
      }
      try {
        switch (a.get(i)) {
          case "default-limit", "limit", "min-size" -> TimeUnits.parseSize(value);
          case "default-period" -> TimeUnits.parse(value, TimeUnits.Unit.MILLISECONDS);
          case "key", "table" -> a.unfinished("filter " + a.get(0) + " with a table", true);
          default -> throw a.errorAt(i, wrong + "unknown keyword '" + a.get(i) + "'");
        }
      } catch (TimeUnits.BadTimeException e) {
        throw a.errorAt(i + 1, wrong + "invalid value '" + value + "'");
      }
      limited |= a.get(i).endsWith("limit");
    }
    if (!limited) {
      throw a.error(wrong + "'limit' or 'default-limit' is expected");
    }
  }

  private static void trace(Arguments a) throws ConfigException {
    for (int i = 1; i < a.size(); i++) {
      switch (a.get(i)) {
        case "name" -> i++;
        case "random-parsing", "random-forwarding", "hexdump", "quiet" -> {}
        default -> throw a.errorAt(i, "'filter trace' : unknown keyword '" + a.get(i) + "'.");
      }
    }
  }

  private static void spoe(Arguments a) throws ConfigException {
    String file = "";
    for (int i = 1; i < a.size(); i += 2) {
      if (!List.of("config", "engine").contains(a.get(i))) {
        throw a.errorAt(i, "'filter' : unknown keyword '" + a.get(i) + "'");
      }
      if (a.get(i + 1).isEmpty()) {
        throw a.errorAt(i, "'filter' : ''spoe' : '" + a.get(i) + "' option without value'");
      }
      if (a.get(i).equals("config")) {
        file = a.get(i + 1);
      }
    }
    if (file.isEmpty()) {
      throw a.error("'filter' : ''spoe' : missing config file'");
    }
    if (!isReadable(file)) {
      throw a.error(
          "'filter' : 'Could not open configuration file "
              + file
              + " : No such file or directory'");
    }
  }

  private static void file(Arguments a, String word, String missing) throws ConfigException {
    for (int i = 1; i + 1 < a.size(); i++) {
      if (a.get(i).equals(word)) {
        if (!isReadable(a.get(i + 1))) {
          throw a.errorAt(i + 1, "'filter' : ''" + a.get(i + 1) + "' : No such file or directory'");
        }
        return;
      }
    }
    throw a.error("'filter' : '" + missing + "'");
  }

  private static boolean isReadable(String file) {
    try {
      return Files.isReadable(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static void checkNames(
      ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    for (RuleStatement filter : proxy.settings().list(FILTERS)) {
      String name = filter.word(1);
      if (filter.word(0).equals("cache") && !model.has(SectionKind.CACHE, name)) {
        diagnostics.accept(
            Diagnostic.config(
                Severity.ALERT,
                "config: "
                    + proxy.title()
                    + ": unable to find the cache '"
                    + name
                    + "' referenced by the filter 'cache'."));
      }
      if (filter.word(0).equals("fcgi-app") && !model.has(SectionKind.FCGI_APP, name)) {
        diagnostics.accept(
            Diagnostic.config(
                Severity.ALERT,
                "proxy '" + proxy.name() + "' : fcgi-app '" + name + "' not found."));
      }
    }
  }
}
