package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.VmacOptions;
import io.jhaproxy.vrrp.kernel.Interfaces;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.Sysctl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interface with the virtual router's MAC (RFC 5798 section 7.3): a macvlan or ipvlan above the
 * instance's interface, made at start and removed at the end, with the settings that keep the
 * interface below from answering for it.
 */
final class VirtualMac implements AutoCloseable {
  private static final int ENODEV = 19;

  private record Changed(String family, String interfaceName, String name, int before) {}

  private final Interfaces interfaces;
  private final List<Changed> changed = new ArrayList<>();
  private final Link link;

  private VirtualMac(Interfaces interfaces, Link link) {
    this.interfaces = interfaces;
    this.link = link;
  }

  /** Makes the interface, or takes over one of that name that a killed predecessor left. */
  static VirtualMac create(
      Interfaces interfaces, VmacOptions options, Link lower, int virtualRouterId, Family family)
      throws KernelException {
    Link left = interfaces.link(options.name());
    if (left != null && left.lower() == lower.index()) {
      interfaces.delete(left.index());
    }
    if (options.kind() == VmacOptions.Kind.IPVLAN) {
      VmacOptions.IpvlanMode mode = options.ipvlanMode();
      int flags = mode == null ? 0 : mode.ordinal();
      interfaces.createIpvlan(options.name(), lower.index(), flags);
    } else {
      interfaces.createMacvlan(
          options.name(), lower.index(), mac(options, virtualRouterId, family));
    }
    Link link = interfaces.link(options.name());
    if (link == null) {
      throw new KernelException("create " + options.name(), 19);
    }
    VirtualMac vmac = new VirtualMac(interfaces, link);
    vmac.settings(lower.name(), family);
    interfaces.setUp(link.index());
    return vmac;
  }

  private static byte[] mac(VmacOptions options, int virtualRouterId, Family family) {
    if (options.mac() != null) {
      return options.mac().bytes();
    }
    int kind = family == Family.INET ? 1 : 2;
    return new byte[] {0, 0, 0x5e, 0, (byte) kind, (byte) virtualRouterId};
  }

  private void settings(String lower, Family family) {
    String name = link.name();
    Sysctl.set("ipv6", name, "addr_gen_mode", 1);
    if (family == Family.INET) {
      Sysctl.set("ipv4", name, "accept_local", 1);
      Sysctl.set("ipv4", name, "arp_ignore", 1);
      Sysctl.set("ipv4", name, "rp_filter", 0);
      change("ipv4", lower, "arp_ignore", 1);
      change("ipv4", lower, "arp_filter", 1);
    } else {
      Sysctl.set("ipv6", name, "accept_dad", 0);
      Sysctl.set("ipv6", name, "autoconf", 0);
      Sysctl.set("ipv6", name, "accept_ra", 0);
    }
  }

  private void change(String family, String interfaceName, String name, int value) {
    int before = Sysctl.get(family, interfaceName, name, value);
    if (before != value && Sysctl.set(family, interfaceName, name, value)) {
      changed.add(new Changed(family, interfaceName, name, before));
    }
  }

  Link link() {
    return link;
  }

  /** Removes the interface and gives the lower one its settings back. */
  @Override
  public void close() throws KernelException {
    for (Changed setting : changed) {
      Sysctl.set(setting.family, setting.interfaceName, setting.name, setting.before);
    }
    try {
      interfaces.delete(link.index());
    } catch (KernelException e) {
      // It goes with the interface below.
      if (e.errno() != ENODEV) {
        throw e;
      }
    }
  }

  /** The device of an instance: the vmac if there is one. */
  static String device(@Nullable VirtualMac vmac, String interfaceName) {
    return vmac == null ? interfaceName : vmac.link.name();
  }
}
