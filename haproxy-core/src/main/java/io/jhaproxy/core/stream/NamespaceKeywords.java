package io.jhaproxy.core.stream;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.grammar.source.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code namespace_list}: the network namespaces that a PROXY header may name
 * (network-namespaces.txt of the reference's documentation).
 */
public final class NamespaceKeywords implements KeywordSet {
  /** The names, in their order. */
  public static final ListKey<String> NAMES = ListKey.own("namespace_list");

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("namespace")
            .in(SectionKind.NAMESPACE_LIST)
            .args(0, -1)
            .parses(NamespaceKeywords::namespace));
  }

  private static void namespace(Arguments a, SectionDraft d) throws ConfigException {
    for (int i = 0; i < a.size(); i++) {
      String name = a.get(i);
      for (char c : name.toCharArray()) {
        if (!Character.isLetterOrDigit(c) && "_-.:".indexOf(c) < 0) {
          throw ArgumentForms.closeError(
              a, "character '" + c + "' is not permitted in 'namespace' name '" + name + "'.");
        }
      }
      if (d.list(NAMES).contains(name)) {
        throw ArgumentForms.closeError(a, "Namespace '" + name + "' is already added.");
      }
      if (!Files.exists(Path.of("/var/run/netns", name))) {
        throw ArgumentForms.closeError(a, "Cannot open namespace '" + name + "'.");
      }
      d.add(NAMES, name);
    }
  }
}
