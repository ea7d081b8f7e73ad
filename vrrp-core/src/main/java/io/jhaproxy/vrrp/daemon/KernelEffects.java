package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.state.Effects;
import io.jhaproxy.vrrp.state.LogLevel;
import io.jhaproxy.vrrp.state.Notification;
import io.jhaproxy.vrrp.state.VrrpInstance;
import java.net.InetAddress;
import java.util.function.Consumer;

/** Carries out on the kernel what the state machine wants. Loop thread. */
final class KernelEffects implements Effects, AutoCloseable {
  private final Transports transports;
  private final HeldResources held;
  private final NeighbourAnnouncer announcer;
  private final DaemonLog log;
  private final Consumer<Notification> notifications;

  KernelEffects(
      Transports transports,
      HeldResources held,
      InterfaceTable table,
      DaemonLog log,
      Consumer<Notification> notifications)
      throws KernelException {
    this.transports = transports;
    this.held = held;
    this.announcer = new NeighbourAnnouncer(table, log);
    this.log = log;
    this.notifications = notifications;
  }

  @Override
  public void send(VrrpInstance instance, byte[] advert, InetAddress destination) {
    InetAddress source = instance.source();
    if (source != null) {
      transports.send(instance.model(), advert, source, destination);
    }
  }

  @Override
  public void setAddresses(VrrpInstance instance) {
    held.set(instance.model());
  }

  @Override
  public void removeAddresses(VrrpInstance instance) {
    held.remove(instance.model());
  }

  @Override
  public void replaceAddresses(VrrpInstance instance, InstanceModel before) {
    held.replace(instance.model(), before);
  }

  @Override
  public void announce(VrrpInstance instance, AddressModel address, String device) {
    announcer.announce(address.address(), device);
  }

  @Override
  public void notify(Notification notification) {
    notifications.accept(notification);
  }

  @Override
  public void log(LogLevel level, String text) {
    log.log(level, text);
  }

  @Override
  public boolean openSockets(VrrpInstance instance) {
    return transports.open(instance.model());
  }

  /** Closes the socket for announcements; the others belong to their makers. */
  @Override
  public void close() {
    announcer.close();
  }

  @Override
  public void closeSockets(VrrpInstance instance) {
    transports.close(instance.name());
  }
}
