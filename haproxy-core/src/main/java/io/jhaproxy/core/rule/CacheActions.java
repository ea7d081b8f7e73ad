package io.jhaproxy.core.rule;

import io.jhaproxy.core.cache.Cache;
import io.jhaproxy.core.cache.Caches;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.FilterKeywords;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.grammar.expression.ExpressionException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** cache-use and cache-store (manual 6.2.2). */
final class CacheActions {
  /** Filters beside which a cache need not be declared. */
  private static final Set<String> HARMLESS = Set.of("cache", "compression", "fcgi-app");

  private CacheActions() {}

  static void request(Map<String, Action.Factory> actions) {
    actions.put("cache-use", CacheActions::use);
  }

  static void response(Map<String, Action.Factory> actions) {
    actions.put("cache-store", CacheActions::store);
  }

  private static Cache cache(Words words, RuleScope scope) throws ExpressionException {
    words.require(1, "expects a cache name");
    String name = words.next("a cache name");
    return scope.surroundings().shared().get(Caches.class, Caches::new).named(name);
  }

  private static Action use(Words words, RuleScope scope) throws ExpressionException {
    Cache cache = cache(words, scope);
    return context -> context.useCache(cache) ? Verdict.SERVED : null;
  }

  private static Action store(Words words, RuleScope scope) throws ExpressionException {
    Cache cache = cache(words, scope);
    return context -> {
      context.keepIn(cache);
      return null;
    };
  }

  /** Whether the caches of the rules exist and can work beside the proxy's other filters. */
  static void check(ProxyModel proxy, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    Set<String> used = new LinkedHashSet<>();
    collect(proxy.settings().list(RuleKeys.HTTP_REQUEST), "cache-use", used);
    collect(proxy.settings().list(RuleKeys.HTTP_RESPONSE), "cache-store", used);
    List<RuleStatement> filters = proxy.settings().list(FilterKeywords.FILTERS);
    for (String name : used) {
      if (!model.has(SectionKind.CACHE, name)) {
        say(
            proxy,
            "unable to find the cache '" + name + "' referenced by the filter 'cache'.",
            diagnostics);
      } else if (!isDeclared(filters, name)
          && filters.stream().anyMatch(filter -> !HARMLESS.contains(filter.word(0)))) {
        say(
            proxy,
            "require an explicit filter declaration to use the cache '" + name + "'.",
            diagnostics);
      }
    }
    checkOrder(proxy, filters, diagnostics);
  }

  private static void collect(List<RuleStatement> rules, String action, Set<String> into) {
    for (RuleStatement rule : rules) {
      if (rule.word(0).equals(action)) {
        into.add(rule.word(1));
      }
    }
  }

  private static boolean isDeclared(List<RuleStatement> filters, String name) {
    return filters.stream()
        .anyMatch(filter -> filter.word(0).equals("cache") && filter.word(1).equals(name));
  }

  private static void checkOrder(
      ProxyModel proxy, List<RuleStatement> filters, Consumer<Diagnostic> diagnostics) {
    boolean compresses = false;
    boolean said = proxy.settings().list(FilterKeywords.COMPRESSION).isEmpty();
    for (RuleStatement filter : filters) {
      compresses |= filter.word(0).equals("compression");
      if (compresses && filter.word(0).equals("cache")) {
        if (!said) {
          said = true;
          say(
              proxy,
              "unable to enable the compression filter before any cache filter.",
              diagnostics);
        }
        say(
            proxy,
            "unable to enable the compression filter before the cache '" + filter.word(1) + "'.",
            diagnostics);
      }
    }
  }

  private static void say(ProxyModel proxy, String text, Consumer<Diagnostic> diagnostics) {
    diagnostics.accept(Diagnostic.config(Severity.ALERT, "config: " + proxy.title() + ": " + text));
  }
}
