package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.InterfaceNames;
import io.jhaproxy.vrrp.kernel.Interfaces;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.Netlink;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The interfaces of the present network namespace. Files below /sys do not say that: they belong to
 * the namespace in which /sys was mounted.
 */
public final class SystemInterfaces {
  private SystemInterfaces() {}

  /** Those that are there now. */
  public static InterfaceNames now() throws KernelException {
    try (Netlink netlink = new Netlink()) {
      Set<String> names =
          new Interfaces(netlink).links().stream().map(Link::name).collect(Collectors.toSet());
      return names::contains;
    }
  }
}
