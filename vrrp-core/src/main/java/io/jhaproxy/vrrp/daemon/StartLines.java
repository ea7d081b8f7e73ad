package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.state.LogLevel;

/** What the log says about the surroundings before the instances start. */
final class StartLines {
  private StartLines() {}

  static void log(KeepalivedModel model, DaemonLog log) {
    boolean ipv4 = false;
    boolean ipv6 = false;
    for (InstanceModel instance : model.instances()) {
      ipv4 |= instance.family() == Family.INET;
      ipv6 |= instance.family() == Family.INET6;
    }
    if (ipv4) {
      log.log(LogLevel.DETAIL, "Registering gratuitous ARP shared channel");
    }
    if (ipv6) {
      log.log(LogLevel.DETAIL, "Registering gratuitous NDISC shared channel");
    }
  }
}
