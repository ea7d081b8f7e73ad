package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.state.Interfaces;
import io.jhaproxy.vrrp.state.LogLevel;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the log says about the surroundings before the instances start. */
final class StartLines {
  private StartLines() {}

  static void log(KeepalivedModel model, InterfaceTable table, DaemonLog log) {
    Set<String> names = new LinkedHashSet<>();
    boolean ipv4 = false;
    boolean ipv6 = false;
    for (InstanceModel instance : model.instances()) {
      if (instance.interfaceName() != null) {
        names.add(instance.interfaceName());
      }
      ipv4 |= instance.family() == Family.INET;
      ipv6 |= instance.family() == Family.INET6;
    }
    for (String name : names) {
      Interfaces.Link link = table.find(name);
      if (link != null) {
        assigned(link, Inet4Address.class, log);
        assigned(link, Inet6Address.class, log);
      }
    }
    if (ipv4) {
      log.log(LogLevel.DETAIL, "Registering gratuitous ARP shared channel");
    }
    if (ipv6) {
      log.log(LogLevel.DETAIL, "Registering gratuitous NDISC shared channel");
    }
  }

  private static void assigned(
      Interfaces.Link link, Class<? extends InetAddress> family, DaemonLog log) {
    for (InetAddress address : link.addresses()) {
      if (family.isInstance(address)
          && (address instanceof Inet4Address || address.isLinkLocalAddress())) {
        log.log(
            LogLevel.DETAIL,
            "Assigned address " + IpText.of(address) + " for interface " + link.name());
        return;
      }
    }
  }
}
