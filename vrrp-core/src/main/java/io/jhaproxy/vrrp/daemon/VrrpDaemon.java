package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.GlobalDefs;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.kernel.Interfaces;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.LineInput;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.Netlink;
import io.jhaproxy.vrrp.kernel.NetlinkMonitor;
import io.jhaproxy.vrrp.kernel.Routing;
import io.jhaproxy.vrrp.notify.Notifier;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import io.jhaproxy.vrrp.state.LogLevel;
import io.jhaproxy.vrrp.state.LogStyle;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;
import java.net.InetAddress;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One VRRP process: the state machine, its eyes (sockets, netlink, trackers) and its hands (the
 * kernel, scripts, mail), on one thread.
 */
public final class VrrpDaemon implements InterfaceTable.Changes, EventLoop.Timed {
  /** How long the end may take: notify scripts and mail of the last events. */
  private static final long LAST_WORDS_NANOS = 500_000_000L;

  private static final long LOOK_AGAIN_NANOS = 5_000_000L;

  private final DaemonLog log;
  private final boolean release;
  private final EventLoop loop;
  private final Netlink netlink;
  private final NetlinkMonitor monitor;
  private final InterfaceTable table;
  private final Transports transports;
  private final DroppedAddresses dropped;
  private final HeldResources held;
  private final Interfaces interfaces;
  private final StaticItems statics;
  private final KernelEffects effects;
  private final VrrpMachine machine;
  private final Pauses pauses = new Pauses();
  private Trackers trackers;
  private Notifier notifier;
  private boolean addressMonitoring;
  private boolean stopping;

  /**
   * Opens everything; nothing happens before {@link #run}.
   *
   * @param release whether masters give up their addresses at the end ({@code --dont-release-vrrp}
   *     says no)
   */
  public VrrpDaemon(KeepalivedModel model, LogStyle style, DaemonLog log, boolean release)
      throws KernelException {
    this.log = log;
    this.release = release;
    loop = new EventLoop(this::stalled, log::failure);
    log.log(LogLevel.DETAIL, "Registering Kernel netlink reflector");
    monitor = new NetlinkMonitor();
    log.log(LogLevel.DETAIL, "Registering Kernel netlink command channel");
    netlink = new Netlink();
    buffers(model.global().vrrp().buffers());
    interfaces = new Interfaces(netlink);
    table = new InterfaceTable(interfaces);
    transports = new Transports(loop, interfaces, table, log, this::packet);
    dropped = new DroppedAddresses(model.global().firewall(), log);
    held = new HeldResources(interfaces, new Routing(netlink), table, transports, dropped, log);
    statics = new StaticItems(held);
    notifier = Notifiers.create(model.global(), loop, log);
    effects = new KernelEffects(transports, held, table, log, n -> notifier.tell(n));
    machine = new VrrpMachine(model, style, effects, table::find);
    trackers = new Trackers(loop, machine, log);
  }

  /** From {@link #run} on every address that somebody adds or removes is logged ({@code -a}). */
  public void monitorAddresses() {
    addressMonitoring = true;
  }

  private void buffers(GlobalDefs.NetlinkBuffers wanted) throws KernelException {
    if (wanted.command() > 0) {
      netlink.buffer(wanted.command(), wanted.commandForce());
    }
    if (wanted.monitor() > 0) {
      monitor.buffer(wanted.monitor(), wanted.monitorForce());
    }
  }

  /**
   * Everything in one go: start, run until {@link #stop}, release what is held.
   *
   * @param headStart tells, when asked, the nanoseconds since the program was called
   */
  public void run(LongSupplier headStart, Runnable started) {
    KeepalivedModel model = machine.model();
    statics.apply(model);
    StartLines.log(model, log);
    loop.watch(monitor.fd(), () -> monitor.drain(table));
    table.tell(this);
    trackers.start(model);
    machine.start(loop.now(), headStart.getAsLong());
    started.run();
    log.deferLinesOfThisThread();
    loop.atEndOfRound(log::flush);
    loop.run(this);
    log.stopDeferring();
    trackers.close();
    transports.close();
    effects.close();
    dropped.close();
    statics.remove();
    notifier.close();
    monitor.close();
    netlink.close();
    loop.close();
  }

  /** Hands each line of standard input to {@code command}; its end stops the daemon. */
  public void obey(Consumer<String> command) {
    LineInput input = new LineInput(0, command);
    loop.watch(
        0,
        () -> {
          if (!input.read()) {
            loop.unwatch(0);
            stop();
          }
        });
  }

  /** Runs an action on the daemon's thread soon. Any thread. */
  public void post(Runnable action) {
    loop.post(action);
  }

  /** Takes over another configuration in place. Daemon thread. */
  public void reload(KeepalivedModel next) {
    if (stopping) {
      return;
    }
    KeepalivedModel before = machine.model();
    statics.apply(next);
    if (!next.global().equals(before.global())) {
      notifier.close();
      notifier = Notifiers.create(next.global(), loop, log);
    }
    trackers.close();
    trackers = new Trackers(loop, machine, log);
    machine.reload(loop.now(), next);
    trackers.start(next);
  }

  /** Ends {@link #run}: says goodbye, then waits a moment for scripts and mail. Daemon thread. */
  public void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    machine.shutdown(loop.now(), release);
    awaitLastWords(loop.now() + LAST_WORDS_NANOS);
  }

  private void awaitLastWords(long limit) {
    if (notifier.idle() || loop.now() >= limit) {
      loop.stop();
    } else {
      loop.after(LOOK_AGAIN_NANOS, () -> awaitLastWords(limit));
    }
  }

  /** The state machine, for dumps. Daemon thread. */
  public VrrpMachine machine() {
    return machine;
  }

  /** The daemon's own stalls. Daemon thread. */
  public Pauses pauses() {
    return pauses;
  }

  private void stalled(long nanos) {
    pauses.add(nanos);
    long shortest = Long.MAX_VALUE;
    for (VrrpInstance instance : machine.instances()) {
      shortest = Math.min(shortest, instance.model().advertInterval().toNanos());
    }
    if (nanos > shortest) {
      log.log(
          "Process was held up for " + nanos / 1_000_000 + " ms, longer than an advert interval");
    }
  }

  private void packet(String interfaceName, Family family, ReceivedPacket packet) {
    machine.received(loop.now(), interfaceName, packet);
  }

  @Override
  public long nextDeadline() {
    return machine.nextDeadline();
  }

  @Override
  public void advance(long now) {
    machine.advance(now);
  }

  @Override
  public void appeared(String name) {
    log.log(LogLevel.DETAIL, "Interface " + name + " added");
    machine.interfaceChanged(loop.now(), name);
  }

  @Override
  public void disappeared(String name) {
    log.log(LogLevel.DETAIL, "Interface " + name + " deleted");
    machine.interfaceChanged(loop.now(), name);
  }

  @Override
  public void link(String name, boolean up) {
    machine.interfaceChanged(loop.now(), name);
  }

  @Override
  public void addressAdded(String name, InetAddress address, boolean ours) {
    if (addressMonitoring && !ours) {
      log.log("Netlink reflector reports IP " + AddressText.of(address) + " added to " + name);
    }
    machine.interfaceChanged(loop.now(), name);
  }

  @Override
  public void addressRemoved(String name, InetAddress address) {
    if (addressMonitoring) {
      log.log("Netlink reflector reports IP " + AddressText.of(address) + " removed from " + name);
    }
    if (reallyGone(name, address)) {
      machine.interfaceChanged(loop.now(), name);
      machine.addressRemoved(loop.now(), name, address);
    }
  }

  /** The report may be older than what we did since; the kernel knows. */
  private boolean reallyGone(String name, InetAddress address) {
    Link link = table.link(name);
    try {
      return link == null
          || interfaces.addresses().stream()
              .noneMatch(a -> a.interfaceIndex() == link.index() && a.address().equals(address));
    } catch (KernelException e) {
      return true;
    }
  }
}
