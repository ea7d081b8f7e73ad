package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The interfaces that instances use, as the machine last saw them. */
final class Links {
  private final Interfaces view;
  private final EventLog log;
  private final Map<String, Known> known = new HashMap<>();
  private Set<InetAddress> virtual = new HashSet<>();

  /** What was last seen of an interface; {@code up} follows the view after its debounce delay. */
  private static final class Known {
    Interfaces.@Nullable Link link;
    boolean up;
    @Nullable InetAddress ipv4;
    @Nullable InetAddress ipv6;
  }

  Links(Interfaces view, EventLog log) {
    this.view = view;
    this.log = log;
  }

  /** Tells which addresses are virtual: they are never a source address. */
  void configure(Iterable<VrrpInstance> instances) {
    Set<InetAddress> all = new HashSet<>();
    for (VrrpInstance i : instances) {
      i.model.addresses().forEach(a -> all.add(a.address()));
      i.model.excluded().forEach(a -> all.add(a.address()));
    }
    virtual = all;
  }

  /** Begins to use an interface; says its addresses when it is new. */
  void use(String name) {
    if (!known.containsKey(name)) {
      Known entry = new Known();
      known.put(name, entry);
      look(name, entry);
      entry.up = wouldBeUp(name);
    }
  }

  boolean uses(String name) {
    return known.containsKey(name);
  }

  boolean exists(String name) {
    Known entry = known.get(name);
    return entry != null && entry.link != null;
  }

  boolean up(String name) {
    Known entry = known.get(name);
    return entry != null && entry.up;
  }

  /** Whether the view says that the interface is up, before any delay. */
  boolean wouldBeUp(String name) {
    Interfaces.Link link = view.find(name);
    return link != null && link.up();
  }

  /** Takes over the state; logs it. */
  void setUp(String name, boolean up) {
    Known entry = known.get(name);
    if (entry != null && entry.up != up) {
      entry.up = up;
      log.link(name, up);
    }
  }

  /** Looks at the addresses again. */
  void refresh(String name) {
    Known entry = known.get(name);
    if (entry != null) {
      look(name, entry);
    }
  }

  /** Whether the interface, or without one any interface, has the address. */
  boolean has(@Nullable String name, InetAddress address) {
    if (name != null) {
      Interfaces.Link link = view.find(name);
      return link != null && link.addresses().contains(address);
    }
    return true;
  }

  /** Source address of an instance's adverts; null if there is none. */
  @Nullable InetAddress source(InstanceModel model) {
    InetAddress configured = model.transport().source();
    String name = model.interfaceName();
    if (configured != null) {
      boolean missing = model.transport().trackSource() && !has(name, configured);
      return missing ? null : configured;
    }
    Known entry = name == null ? null : known.get(name);
    if (entry == null) {
      return null;
    }
    return model.family() == Family.INET ? entry.ipv4 : entry.ipv6;
  }

  private void look(String name, Known entry) {
    Interfaces.Link link = view.find(name);
    entry.link = link;
    entry.ipv4 = changed(name, entry.ipv4, link == null ? null : primary(link, Family.INET));
    entry.ipv6 = changed(name, entry.ipv6, link == null ? null : primary(link, Family.INET6));
  }

  private @Nullable InetAddress changed(
      String name, @Nullable InetAddress before, @Nullable InetAddress after) {
    if (before != null && !before.equals(after)) {
      log.addressDeassigned(before, name);
    }
    if (after != null && !after.equals(before)) {
      log.addressAssigned(after, name);
    }
    return after;
  }

  /** The first address that is not virtual: for IPv6 link-local. */
  private @Nullable InetAddress primary(Interfaces.Link link, Family family) {
    for (InetAddress address : link.addresses()) {
      if (Family.of(address) == family
          && (family == Family.INET || address.isLinkLocalAddress())
          && !virtual.contains(address)) {
        return address;
      }
    }
    return null;
  }

  /** All interfaces an instance depends on: its own, and those of its addresses. */
  static Set<String> devices(InstanceModel model) {
    Set<String> names = new LinkedHashSet<>();
    if (model.interfaceName() != null) {
      names.add(model.interfaceName());
    }
    for (AddressModel address : model.addresses()) {
      if (address.device() != null) {
        names.add(address.device());
      }
    }
    for (AddressModel address : model.excluded()) {
      if (address.device() != null) {
        names.add(address.device());
      }
    }
    return names;
  }
}
