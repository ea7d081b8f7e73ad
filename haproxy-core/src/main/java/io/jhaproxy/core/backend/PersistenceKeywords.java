package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.grammar.source.ConfigException;

/** Keywords of what leads clients back to their server without a cookie of ours. */
final class PersistenceKeywords {
  private static final String RDP = "rdp-cookie";

  private PersistenceKeywords() {}

  static void register(Registry registry) {
    registry.add(
        Keyword.of("persist").inBackends().args(0, -1).parses(PersistenceKeywords::persist));
  }

  private static void persist(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(a, "missing persist method.");
    String word = a.get(0);
    if (!word.startsWith(RDP)) {
      throw a.errorAt(0, "unknown persist method.");
    }
    String rest = word.substring(RDP.length());
    boolean named = rest.startsWith("(") && rest.length() > 2 && rest.endsWith(")");
    if (!rest.isEmpty() && !named) {
      throw a.errorAt(0, "persist rdp-cookie(name)' requires an rdp cookie name.");
    }
    d.set(BackendKeys.PERSIST_RDP, named ? rest.substring(1, rest.length() - 1) : "msts");
  }
}
