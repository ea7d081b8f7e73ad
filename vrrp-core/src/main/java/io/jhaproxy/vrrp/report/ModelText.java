package io.jhaproxy.vrrp.report;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.VmacOptions;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.state.VrrpInstance;
import java.util.List;
import java.util.Map;

/** Parts of the model as keepalived's dumps write them. */
public final class ModelText {
  private static final Map<Integer, String> SCOPES =
      Map.of(0, "global", 200, "site", 253, "link", 254, "host", 255, "nowhere");

  private ModelText() {}

  /** {@code 192.168.100.250 dev eth1 scope global set}. */
  public static String address(VrrpInstance instance, AddressModel address) {
    StringBuilder text = new StringBuilder(AddressText.of(address.address()));
    if (address.prefixLength() != address.family().bits() && address.peer() == null) {
      text.append('/').append(address.prefixLength());
    }
    if (address.broadcast() != null) {
      text.append(" brd ").append(AddressText.of(address.broadcast()));
    }
    text.append(" dev ").append(device(instance, address));
    text.append(" scope ")
        .append(SCOPES.getOrDefault(address.scope(), Integer.toString(address.scope())));
    if (address.label() != null) {
      text.append(" label ").append(address.label());
    }
    if (address.peer() != null) {
      text.append(" peer ").append(AddressText.of(address.peer()));
      text.append('/').append(address.peerPrefixLength());
    }
    if (address.family() == Family.INET6) {
      text.append(address.preferredLifetime() == null ? " preferred_lft forever" : " deprecated");
    }
    if (!instance.model().election().accept() && !instance.model().owner()) {
      text.append(" nftable_set");
    }
    return text.append(instance.holdsAddresses() ? " set" : "").toString();
  }

  private static String device(VrrpInstance instance, AddressModel address) {
    InstanceModel model = instance.model();
    VmacOptions vmac = model.vmac();
    String device = instance.deviceOf(address);
    boolean virtual = vmac != null && device.equals(vmac.name());
    return virtual && model.interfaceName() != null ? device + "@" + model.interfaceName() : device;
  }

  /** All addresses of a list. */
  static List<String> addresses(VrrpInstance instance, List<AddressModel> addresses) {
    return addresses.stream().map(a -> address(instance, a)).toList();
  }

  /** {@code '/usr/bin/true' 'a'}. */
  public static String command(Command command) {
    StringBuilder text = new StringBuilder();
    for (String word : command.words()) {
      text.append(text.isEmpty() ? "'" : " '").append(word).append('\'');
    }
    return text.toString();
  }
}
