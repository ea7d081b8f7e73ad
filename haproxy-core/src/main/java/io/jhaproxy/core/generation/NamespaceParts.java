package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.net.Namespaces;
import io.jhaproxy.core.stream.BindKeys;
import io.jhaproxy.core.stream.BindModel;
import io.jhaproxy.core.stream.NamespaceKeywords;
import io.jhaproxy.core.stream.StreamKeys;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Opens the network namespaces that a configuration names. */
final class NamespaceParts {
  private NamespaceParts() {}

  /** Opens each namespace once; what cannot be opened goes to the errors. */
  static Namespaces open(
      ConfigModel model, EngineOptions.Descriptors descriptors, List<String> errors) {
    Namespaces opened = new Namespaces();
    for (String name : names(model)) {
      try {
        opened.add(name, descriptors.namespace(name));
      } catch (IOException refused) {
        errors.add("Cannot open namespace '" + name + "': " + refused.getMessage());
      }
    }
    return opened;
  }

  /** The names of {@code namespace_list}, bind lines and server lines. */
  private static Set<String> names(ConfigModel model) {
    Set<String> names = new LinkedHashSet<>();
    for (ExtraSection section : model.extras()) {
      names.addAll(section.settings().list(NamespaceKeywords.NAMES));
    }
    for (ProxyModel proxy : model.proxies()) {
      for (BindModel bind : proxy.settings().list(StreamKeys.BINDS)) {
        names.add(bind.settings().get(BindKeys.NAMESPACE));
      }
      for (ServerModel server : proxy.settings().list(BackendKeys.SERVERS)) {
        names.add(server.settings().get(ServerKeys.NAMESPACE));
      }
    }
    names.removeAll(Set.of("", ServerKeys.CLIENTS_NAMESPACE));
    return names;
  }
}
