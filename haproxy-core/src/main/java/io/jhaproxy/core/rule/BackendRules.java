package io.jhaproxy.core.rule;

import io.jhaproxy.core.acl.Test;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The {@code use_backend} rules of a frontend or the {@code use-server} rules of a backend,
 * compiled. Immutable, shared by all workers.
 *
 * @param <B> the run-time backend or server
 */
public final class BackendRules<B> {
  private final List<Entry<B>> entries;
  private final Function<String, @Nullable B> byName;

  /** A rule with a fixed backend, or with a name that is made of the stream. */
  record Entry<B>(Test condition, @Nullable B backend, @Nullable RuleText name) {}

  BackendRules(List<Entry<B>> entries, Function<String, @Nullable B> byName) {
    this.entries = List.copyOf(entries);
    this.byName = byName;
  }

  /** No rules: nothing is ever chosen. */
  public static <B> BackendRules<B> none() {
    return new BackendRules<>(List.of(), name -> null);
  }

  /** The backend of the first rule that holds, or null for the default one. */
  public @Nullable B choose(RuleContext context) {
    for (int i = 0; i < entries.size(); i++) {
      Entry<B> entry = entries.get(i);
      if (entry.condition().holds(context)) {
        RuleText name = entry.name();
        B backend = name == null ? entry.backend() : byName.apply(name.render(context).toString());
        if (backend != null) {
          return backend;
        }
      }
    }
    return null;
  }
}
