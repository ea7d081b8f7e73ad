package io.jhaproxy.core.sample;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * Addresses of this machine's interfaces, for src_is_local and the like. Asked from the system at
 * most once per second; usable from all workers.
 */
final class LocalAddresses {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private volatile List<Address> known = List.of();
  private volatile long askedAt = System.nanoTime() - 2 * FRESH_NANOS;

  LocalAddresses() {}

  /** True for loopback addresses and those of the interfaces. */
  boolean contains(Address address) {
    if (address.family() == Address.IPV4 && address.low() >>> 24 == 127) {
      return true;
    }
    long now = System.nanoTime();
    if (now - askedAt > FRESH_NANOS) {
      askedAt = now;
      known = ask();
    }
    for (Address local : known) {
      if (local.family() == address.family()
          && local.high() == address.high()
          && local.low() == address.low()) {
        return true;
      }
    }
    return false;
  }

  private static List<Address> ask() {
    List<Address> found = new ArrayList<>();
    try {
      Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
      while (interfaces.hasMoreElements()) {
        for (InterfaceAddress one : interfaces.nextElement().getInterfaceAddresses()) {
          found.add(new Address().setBytes(one.getAddress().getAddress(), 0));
        }
      }
    } catch (SocketException gone) {
      return found;
    }
    return found;
  }
}
