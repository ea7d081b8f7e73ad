package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import java.net.InetAddress;

/**
 * What the machine wants done. Called on the machine's thread, in the order in which things must
 * happen; every method returns quickly and must not call back into the machine.
 */
public interface Effects {
  /**
   * Sends one advert. With unicast peers there is one call for each, in configuration order,
   * because the checksum of version 3 covers the destination.
   *
   * @param advert the complete IP payload; must not be changed
   * @param destination the group or a peer
   */
  void send(VrrpInstance instance, byte[] advert, InetAddress destination);

  /**
   * Adds what the master holds: addresses, excluded addresses, routes, rules, the firewall of
   * {@code no_accept}. Idempotent.
   */
  void setAddresses(VrrpInstance instance);

  /**
   * Removes what {@link #setAddresses} adds. Idempotent: also called when nothing should be there.
   */
  void removeAddresses(VrrpInstance instance);

  /**
   * Reload of a running master: makes the kernel hold what {@code instance.model()} says now. What
   * is in both models is not touched, not for a moment.
   */
  void replaceAddresses(VrrpInstance instance, InstanceModel before);

  /** Sends one gratuitous ARP or unsolicited neighbour advertisement for one address. */
  void announce(VrrpInstance instance, AddressModel address, String device);

  /** Tells notify scripts, FIFOs and mail. */
  void notify(Notification notification);

  /** Writes a log line. */
  void log(LogLevel level, String text);

  /**
   * The instance needs its sockets (and its vmac): at start, after a reload that added it or
   * changed its transport, when its interface appeared. The instance does not send before this.
   *
   * @return whether it can send and hear now; if not it is in FAULT until an event of its interface
   *     leads to another attempt that succeeds
   */
  boolean openSockets(VrrpInstance instance);

  /** The instance's sockets (and vmac) are not needed any more. */
  void closeSockets(VrrpInstance instance);
}
