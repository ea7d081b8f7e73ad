package io.jhaproxy.core.config;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The proxies of a configuration in order, with an index by name. Immutable. */
final class ProxyList extends AbstractList<ProxyModel> implements RandomAccess {
  private final List<ProxyModel> proxies;
  private final Map<String, ProxyModel> frontends = new HashMap<>();
  private final Map<String, ProxyModel> backends = new HashMap<>();

  private ProxyList(List<ProxyModel> proxies) {
    this.proxies = List.copyOf(proxies);
    for (ProxyModel proxy : this.proxies) {
      if (proxy.isFrontend()) {
        frontends.putIfAbsent(proxy.name(), proxy);
      }
      if (proxy.isBackend()) {
        backends.putIfAbsent(proxy.name(), proxy);
      }
    }
  }

  static ProxyList of(List<ProxyModel> proxies) {
    return proxies instanceof ProxyList indexed ? indexed : new ProxyList(proxies);
  }

  @Nullable ProxyModel frontend(String name) {
    return frontends.get(name);
  }

  @Nullable ProxyModel backend(String name) {
    return backends.get(name);
  }

  @Override
  public ProxyModel get(int index) {
    return proxies.get(index);
  }

  @Override
  public int size() {
    return proxies.size();
  }
}
