package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.kernel.InterfaceAddress;
import io.jhaproxy.vrrp.kernel.Interfaces;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses that masters hold, and the static ones, in the kernel. Loop thread. */
final class HeldAddresses {
  private static final int EADDRNOTAVAIL = 99;
  private static final int IFA_F_HOMEADDRESS = 0x10;
  private static final int IFA_F_MANAGETEMPADDR = 0x100;
  private static final int IFA_F_NOPREFIXROUTE = 0x200;
  private static final int IFA_F_MCAUTOJOIN = 0x400;

  private final Interfaces interfaces;
  private final InterfaceTable table;
  private final DaemonLog log;

  HeldAddresses(Interfaces interfaces, InterfaceTable table, DaemonLog log) {
    this.interfaces = interfaces;
    this.table = table;
    this.log = log;
  }

  /** Adds all addresses of an instance. */
  void set(InstanceModel model, String device) {
    for (AddressModel address : all(model)) {
      add(address, device, "(" + model.name() + ") ");
    }
  }

  /** Removes those that are there. */
  void remove(InstanceModel model, String device) {
    for (AddressModel address : all(model)) {
      remove(address, device, "(" + model.name() + ") ");
    }
  }

  /** Adds what is new and removes what is gone; the rest is not touched. */
  void replace(InstanceModel model, InstanceModel before, String device, String deviceBefore) {
    List<AddressModel> now = all(model);
    boolean moved = !device.equals(deviceBefore);
    for (AddressModel address : all(before)) {
      if (moved || !now.contains(address)) {
        remove(address, deviceBefore, "(" + model.name() + ") ");
      }
    }
    set(model, device);
  }

  private static List<AddressModel> all(InstanceModel model) {
    List<AddressModel> all = new ArrayList<>(model.addresses());
    all.addAll(model.excluded());
    return all;
  }

  /** Adds one address; one that is there already stays. */
  void add(AddressModel model, String device, String who) {
    InterfaceAddress address = address(model, device);
    if (address == null || held(address, device(model, device))) {
      return;
    }
    try {
      interfaces.add(address);
      table.addedByUs(address);
    } catch (KernelException e) {
      log.log(who + "cannot add " + e.getMessage());
    }
  }

  /** Removes one address if it is there. */
  void remove(AddressModel model, String device, String who) {
    InterfaceAddress address = address(model, device);
    if (address == null || !held(address, device(model, device))) {
      return;
    }
    try {
      // First from the table: the kernel's report of what we did is no news to the machine.
      table.forget(address);
      interfaces.remove(address);
    } catch (KernelException e) {
      if (e.errno() != EADDRNOTAVAIL) {
        log.log(who + "cannot " + e.getMessage());
      }
    }
  }

  private boolean held(InterfaceAddress address, String device) {
    for (InterfaceAddress other : table.addresses(device)) {
      if (other.address().equals(address.address())
          && other.prefixLength() == address.prefixLength()) {
        return true;
      }
    }
    return false;
  }

  /** Where an address belongs. */
  static String device(AddressModel model, String otherwise) {
    String device = model.device();
    return device == null ? otherwise : device;
  }

  private @Nullable InterfaceAddress address(AddressModel model, String otherwise) {
    Link link = table.link(device(model, otherwise));
    if (link == null) {
      return null;
    }
    InetAddress peer = model.peer();
    return new InterfaceAddress(
        link.index(),
        model.address(),
        peer == null ? model.prefixLength() : model.peerPrefixLength(),
        peer,
        model.broadcast(),
        model.label(),
        model.scope(),
        flags(model),
        model.preferredLifetime() == null ? -1 : (int) model.preferredLifetime().toSeconds());
  }

  private static int flags(AddressModel model) {
    int flags = 0;
    for (AddressModel.Flag flag : model.flags()) {
      flags |=
          switch (flag) {
            case HOME -> IFA_F_HOMEADDRESS;
            case NODAD -> InterfaceAddress.IFA_F_NODAD;
            case MNGTMPADDR -> IFA_F_MANAGETEMPADDR;
            case NOPREFIXROUTE -> IFA_F_NOPREFIXROUTE;
            case AUTOJOIN -> IFA_F_MCAUTOJOIN;
          };
    }
    return flags;
  }
}
