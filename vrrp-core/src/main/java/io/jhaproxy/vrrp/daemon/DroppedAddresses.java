package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.GlobalDefs;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.PacketFilter;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that a master holds and may not accept packets for ({@code no_accept}, RFC 5798 section
 * 6.1 Accept_Mode): dropped by the kernel's packet filter. Loop thread.
 */
final class DroppedAddresses implements AutoCloseable {
  private static final String DEFAULT_TABLE = "keepalived";

  private final DaemonLog log;
  private final Map<String, Set<InetAddress>> byInstance = new LinkedHashMap<>();
  private final GlobalDefs.Firewall settings;
  private @Nullable PacketFilter filter;
  private boolean failed;

  DroppedAddresses(GlobalDefs.Firewall settings, DaemonLog log) {
    this.settings = settings;
    this.log = log;
  }

  /** Whether an instance's addresses are to be dropped; the owner of addresses accepts. */
  private static boolean applies(InstanceModel model) {
    return !model.election().accept() && !model.owner();
  }

  /** A master begins to hold its addresses, or holds others. */
  void set(InstanceModel model) {
    Set<InetAddress> addresses = new LinkedHashSet<>();
    if (applies(model)) {
      model.addresses().stream().map(AddressModel::address).forEach(addresses::add);
      model.excluded().stream().map(AddressModel::address).forEach(addresses::add);
    }
    Set<InetAddress> before =
        addresses.isEmpty()
            ? byInstance.remove(model.name())
            : byInstance.put(model.name(), addresses);
    if (!addresses.equals(before == null ? Set.of() : before)) {
      apply();
    }
  }

  /** It holds them no longer. */
  void remove(InstanceModel model) {
    if (byInstance.remove(model.name()) != null) {
      apply();
    }
  }

  private void apply() {
    Set<InetAddress> all = new LinkedHashSet<>();
    byInstance.values().forEach(all::addAll);
    try {
      PacketFilter present = filter;
      if (present == null) {
        String table = settings.table();
        present = new PacketFilter(table == null ? DEFAULT_TABLE : table, settings.priority());
        filter = present;
      }
      present.drop(all);
      failed = false;
    } catch (KernelException e) {
      if (!failed) {
        log.log("Unable to keep no_accept: " + e.getMessage());
      }
      failed = true;
    }
  }

  @Override
  public void close() {
    if (filter != null) {
      filter.close();
      filter = null;
    }
  }
}
