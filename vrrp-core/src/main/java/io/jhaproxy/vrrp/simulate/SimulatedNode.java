package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import io.jhaproxy.vrrp.state.Effects;
import io.jhaproxy.vrrp.state.Interfaces;
import io.jhaproxy.vrrp.state.LogLevel;
import io.jhaproxy.vrrp.state.LogStyle;
import io.jhaproxy.vrrp.state.Notification;
import io.jhaproxy.vrrp.state.ScriptResult;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host with its interfaces and, while it runs, a daemon: the state machine and its timer. */
final class SimulatedNode implements Effects, Interfaces {
  private final String name;
  private final Agenda agenda;
  private final Network network;
  private final Watcher watcher;
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final Map<String, String> networks = new HashMap<>();
  private final Map<String, ScriptResult> scripts = new HashMap<>();
  private final Map<String, Long> files = new HashMap<>();
  private final Map<String, Integer> processes = new HashMap<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private KeepalivedModel model;
  private @Nullable VrrpMachine machine;
  private long wakeAt = Long.MAX_VALUE;
  private long stalledUntil = Long.MIN_VALUE;
  private int life;

  SimulatedNode(
      String name, Agenda agenda, Network network, Watcher watcher, KeepalivedModel model) {
    this.name = name;
    this.agenda = agenda;
    this.network = network;
    this.watcher = watcher;
    this.model = model;
  }

  String name() {
    return name;
  }

  KeepalivedModel model() {
    return model;
  }

  @Nullable VrrpMachine machine() {
    return machine;
  }

  void plug(String interfaceName, String networkName, List<InetAddress> addresses) {
    links.put(interfaceName, new Link(interfaceName, links.size() + 1, true, addresses));
    networks.put(interfaceName, networkName);
    network.attach(networkName, new Network.Port(this, interfaceName));
  }

  boolean hasAddress(String interfaceName, InetAddress address) {
    Link link = links.get(interfaceName);
    return link != null && link.addresses().contains(address);
  }

  boolean linkUp(String interfaceName) {
    Link link = links.get(interfaceName);
    return link == null || link.up();
  }

  // Life of the daemon

  void start() {
    if (machine != null) {
      return;
    }
    life++;
    stalledUntil = Long.MIN_VALUE;
    watcher.nodeCleared(this);
    VrrpMachine made = new VrrpMachine(model, LogStyle.V2_2_7, this, this);
    machine = made;
    model.trackFiles().forEach(f -> made.fileValue(now(), f.name(), fileValue(f.name())));
    model.trackProcesses().forEach(p -> made.processCount(now(), p.name(), processCount(p.name())));
    made.start(now());
    int born = life;
    model.scripts().forEach(script -> runScript(script, born));
    wake();
  }

  /** SIGTERM. */
  void stop() {
    whenAwake(
        () -> {
          VrrpMachine running = machine;
          if (running != null) {
            running.shutdown(now());
            end();
            watcher.daemonGone(this);
          }
        });
  }

  /** The power fails. */
  void kill() {
    end();
    watcher.nodeCleared(this);
  }

  /** SIGKILL: nobody removes the addresses. */
  void crash() {
    end();
    watcher.daemonGone(this);
  }

  private void end() {
    machine = null;
    life++;
    wakeAt = Long.MAX_VALUE;
    waiting.clear();
  }

  void reload(KeepalivedModel next) {
    model = next;
    whenAwake(
        () -> {
          if (machine != null) {
            machine.reload(now(), next);
          }
        });
  }

  /** The daemon does not run until then; what arrives waits. */
  void stall(long until) {
    if (machine != null) {
      stalledUntil = Math.max(stalledUntil, until);
      int born = life;
      agenda.at(until, () -> awake(born));
    }
  }

  private void awake(int born) {
    if (born != life || now() < stalledUntil) {
      return;
    }
    List<Runnable> queue = List.copyOf(waiting);
    waiting.clear();
    queue.forEach(Runnable::run);
    if (machine != null) {
      machine.advance(now());
      wake();
    }
  }

  private boolean stalled() {
    return now() < stalledUntil;
  }

  /** Now, or after the stall: then before any timer, as the daemon empties its sockets first. */
  private void whenAwake(Runnable what) {
    if (stalled()) {
      waiting.add(what);
      return;
    }
    what.run();
    if (machine != null) {
      machine.advance(now());
      wake();
    }
  }

  /** Sees to it that the machine is called at its next deadline. */
  private void wake() {
    VrrpMachine running = machine;
    if (running == null) {
      return;
    }
    long next = running.nextDeadline();
    if (next < wakeAt) {
      wakeAt = next;
      int born = life;
      agenda.at(next, () -> woken(next, born));
    }
  }

  private void woken(long planned, int born) {
    VrrpMachine running = machine;
    if (born != life || running == null || planned != wakeAt) {
      return;
    }
    wakeAt = Long.MAX_VALUE;
    if (!stalled()) {
      if (running.nextDeadline() <= now()) {
        running.advance(now());
      }
      wake();
    }
  }

  private long now() {
    return agenda.now();
  }

  // What happens to the host

  void receive(String interfaceName, ReceivedPacket packet) {
    VrrpMachine running = machine;
    if (running == null || !linkUp(interfaceName)) {
      return;
    }
    if (stalled()) {
      waiting.add(() -> deliver(interfaceName, packet));
    } else {
      running.received(now(), interfaceName, packet);
      wake();
    }
  }

  private void deliver(String interfaceName, ReceivedPacket packet) {
    if (machine != null) {
      machine.received(now(), interfaceName, packet);
    }
  }

  void link(String interfaceName, boolean up) {
    Link before = links.get(interfaceName);
    if (before == null) {
      return;
    }
    links.put(interfaceName, new Link(interfaceName, before.index(), up, before.addresses()));
    watcher.reachabilityChanged();
    whenAwake(
        () -> {
          if (machine != null) {
            machine.interfaceChanged(now(), interfaceName);
          }
        });
  }

  void removed(InetAddress address) {
    for (InstanceModel instance : model.instances()) {
      for (AddressModel own : instance.addresses()) {
        VrrpInstance running = machine == null ? null : machine.instance(instance.name());
        if (own.address().equals(address) && running != null) {
          watcher.addressRemoved(this, address);
          String device = running.deviceOf(own);
          whenAwake(() -> removedFrom(device, address));
        }
      }
    }
  }

  private void removedFrom(String device, InetAddress address) {
    if (machine != null) {
      machine.addressRemoved(now(), device, address);
    }
  }

  // Tracked objects

  void script(String script, ScriptResult result) {
    scripts.put(script, result);
  }

  private void runScript(ScriptModel script, int born) {
    if (born != life) {
      return;
    }
    ScriptResult result = scripts.getOrDefault(script.name(), ScriptResult.OK);
    whenAwake(
        () -> {
          if (machine != null) {
            machine.scriptResult(now(), script.name(), result);
          }
        });
    agenda.at(now() + Math.max(1, script.interval().toNanos()), () -> runScript(script, born));
  }

  void file(String file, long value) {
    files.put(file, value);
    whenAwake(
        () -> {
          if (machine != null) {
            machine.fileValue(now(), file, value);
          }
        });
  }

  private long fileValue(String file) {
    return files.getOrDefault(file, 0L);
  }

  void process(String process, int count) {
    processes.put(process, count);
    whenAwake(
        () -> {
          if (machine != null) {
            machine.processCount(now(), process, count);
          }
        });
  }

  /** Processes run, as long as the scenario does not say otherwise. */
  private int processCount(String process) {
    return processes.getOrDefault(process, 1);
  }

  // Effects

  @Override
  public void send(VrrpInstance instance, byte[] advert, InetAddress destination) {
    InetAddress source = instance.source();
    String interfaceName = instance.model().interfaceName();
    String key = interfaceName == null ? "" : interfaceName;
    if (source != null && linkUp(key)) {
      network.send(this, networks.getOrDefault(key, key), advert, source, destination);
    }
  }

  @Override
  public void setAddresses(VrrpInstance instance) {
    watcher.addressesSet(this, instance);
  }

  @Override
  public void removeAddresses(VrrpInstance instance) {
    watcher.addressesRemoved(this, instance);
  }

  @Override
  public void replaceAddresses(VrrpInstance instance, InstanceModel before) {
    watcher.addressesRemoved(this, before);
    watcher.addressesSet(this, instance);
  }

  @Override
  public void announce(VrrpInstance instance, AddressModel address, String device) {
    String carrier = instance.model().interfaceName();
    if (linkUp(device) && (carrier == null || linkUp(carrier)) && !network.lost()) {
      watcher.announced(this, address.address());
    }
  }

  @Override
  public void notify(Notification notification) {
    if (notification.kind() == Notification.Kind.INSTANCE) {
      watcher.told(this, notification);
    }
  }

  @Override
  public void log(LogLevel level, String text) {}

  @Override
  public boolean openSockets(VrrpInstance instance) {
    return true;
  }

  @Override
  public void closeSockets(VrrpInstance instance) {}

  // Interfaces

  @Override
  public @Nullable Link find(String interfaceName) {
    return links.get(interfaceName);
  }

  @Override
  public String toString() {
    return name;
  }
}
