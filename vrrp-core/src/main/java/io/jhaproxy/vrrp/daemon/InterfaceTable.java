package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.kernel.InterfaceAddress;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.NetlinkMonitor;
import io.jhaproxy.vrrp.state.Interfaces;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces as the kernel has them, kept up to date by its events. The state machine reads it;
 * what changed is told to a {@link Changes}. Loop thread.
 */
final class InterfaceTable implements NetlinkMonitor.Listener {
  /** Told after the table was brought up to date. */
  interface Changes {
    /** An interface is there that was not. */
    void appeared(String name);

    /** An interface is gone. */
    void disappeared(String name);

    /** An interface can carry packets now, or cannot any more. */
    void link(String name, boolean up);

    /** An address was removed. */
    void addressRemoved(String name, InetAddress address);

    /** An address was added, by us or by somebody else. */
    void addressAdded(String name, InetAddress address, boolean ours);
  }

  private static final class Entry {
    Link link;
    final List<InterfaceAddress> addresses = new ArrayList<>();

    Entry(Link link) {
      this.link = link;
    }
  }

  private final Map<Integer, Entry> entries = new LinkedHashMap<>();
  private final io.jhaproxy.vrrp.kernel.Interfaces kernel;
  private @Nullable Changes changes;

  InterfaceTable(io.jhaproxy.vrrp.kernel.Interfaces kernel) throws KernelException {
    this.kernel = kernel;
    for (Link link : kernel.links()) {
      entries.put(link.index(), new Entry(link));
    }
    for (InterfaceAddress address : kernel.addresses()) {
      Entry entry = entries.get(address.interfaceIndex());
      if (entry != null) {
        entry.addresses.add(address);
      }
    }
  }

  /** From now on changes are told. */
  void tell(Changes listener) {
    changes = listener;
  }

  /** The kernel's description of an interface, or null. */
  @Nullable Link link(String name) {
    Entry entry = entry(name);
    return entry == null ? null : entry.link;
  }

  /** The addresses of an interface in the kernel's order. */
  List<InterfaceAddress> addresses(String name) {
    Entry entry = entry(name);
    return entry == null ? List.of() : List.copyOf(entry.addresses);
  }

  /** All interfaces. */
  Collection<Link> links() {
    return entries.values().stream().map(entry -> entry.link).toList();
  }

  /** What the state machine sees of an interface; null if there is none. */
  Interfaces.@Nullable Link find(String name) {
    Entry entry = entry(name);
    if (entry == null) {
      return null;
    }
    return new Interfaces.Link(
        name, entry.link.index(), entry.link.running(), sorted(entry.addresses));
  }

  private @Nullable Entry entry(String name) {
    for (Entry entry : entries.values()) {
      if (entry.link.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }

  /** Primary addresses first: one of those is what adverts come from. */
  private static List<InetAddress> sorted(List<InterfaceAddress> addresses) {
    List<InetAddress> primary = new ArrayList<>();
    List<InetAddress> secondary = new ArrayList<>();
    for (InterfaceAddress address : addresses) {
      boolean first = (address.flags() & InterfaceAddress.IFA_F_SECONDARY) == 0;
      (first ? primary : secondary).add(address.address());
    }
    primary.addAll(secondary);
    return primary;
  }

  @Override
  public void changed(Link link) {
    Entry entry = entries.get(link.index());
    if (entry == null) {
      entries.put(link.index(), new Entry(link));
      if (changes != null) {
        changes.appeared(link.name());
      }
      return;
    }
    Link before = entry.link;
    entry.link = link;
    if (changes == null) {
      return;
    }
    if (!before.name().equals(link.name())) {
      changes.disappeared(before.name());
      changes.appeared(link.name());
    } else if (before.running() != link.running()) {
      changes.link(link.name(), link.running());
    }
  }

  @Override
  public void gone(Link link) {
    Entry entry = entries.remove(link.index());
    if (entry != null && changes != null) {
      changes.disappeared(entry.link.name());
    }
  }

  @Override
  public void added(InterfaceAddress address) {
    added(address, false);
  }

  /** We have just added an address; the kernel's report of it is no news then. */
  void addedByUs(InterfaceAddress address) {
    added(address, true);
  }

  private void added(InterfaceAddress address, boolean ours) {
    Entry entry = entries.get(address.interfaceIndex());
    if (entry == null) {
      return;
    }
    for (int i = 0; i < entry.addresses.size(); i++) {
      if (same(entry.addresses.get(i), address)) {
        entry.addresses.set(i, address);
        return;
      }
    }
    entry.addresses.add(address);
    if (changes != null) {
      changes.addressAdded(entry.link.name(), address.address(), ours);
    }
  }

  @Override
  public void removed(InterfaceAddress address) {
    Entry entry = entries.get(address.interfaceIndex());
    if (entry != null
        && entry.addresses.removeIf(other -> same(other, address))
        && changes != null) {
      changes.addressRemoved(entry.link.name(), address.address());
    }
  }

  /** Takes an address out without telling anybody: we remove it ourselves. */
  void forget(InterfaceAddress address) {
    Entry entry = entries.get(address.interfaceIndex());
    if (entry != null) {
      entry.addresses.removeIf(other -> same(other, address));
    }
  }

  private static boolean same(InterfaceAddress one, InterfaceAddress other) {
    return one.address().equals(other.address())
        && one.prefixLength() == other.prefixLength()
        && Objects.equals(one.peer(), other.peer());
  }

  @Override
  public void lost() {
    try {
      reread();
    } catch (KernelException e) {
      // The next event leads here again.
    }
  }

  private void reread() throws KernelException {
    List<Link> links = kernel.links();
    for (Entry entry : List.copyOf(entries.values())) {
      if (links.stream().noneMatch(link -> link.index() == entry.link.index())) {
        gone(entry.link);
      }
    }
    links.forEach(this::changed);
    List<InterfaceAddress> addresses = kernel.addresses();
    for (Entry entry : entries.values()) {
      for (InterfaceAddress address : List.copyOf(entry.addresses)) {
        if (addresses.stream()
            .noneMatch(a -> a.interfaceIndex() == entry.link.index() && same(a, address))) {
          removed(address);
        }
      }
    }
    addresses.forEach(this::added);
  }
}
