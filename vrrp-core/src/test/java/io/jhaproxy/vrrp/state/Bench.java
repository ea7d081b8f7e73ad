package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.AdvertEncoder;
import io.jhaproxy.vrrp.packet.ReceivedPacket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A machine with a clock in the hand of the test. All effects are recorded as lines of text: {@code
 * 3.219 advert VI_1 200}, {@code 3.219 log (VI_1) Entering MASTER STATE}.
 */
final class Bench implements Effects, Interfaces {
  private static final double SECOND = 1e9;
  private static final long EPOCH = 77_000_000_000_000L;

  final VrrpMachine machine;

  /** What the kernel says when sockets are wanted. */
  boolean socketsFail;

  private final Map<String, Link> links = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> withoutDetail = new ArrayList<>();
  private long now = EPOCH;

  Bench(Models models) {
    this(models.build(), LogStyle.V2_2_7);
  }

  Bench(KeepalivedModel model, LogStyle style) {
    link("eth1", true, "192.168.100.101", "fe80::101");
    link("eth2", true, "10.20.0.101", "fe80::201");
    link("lo", true, "127.0.0.1");
    machine = new VrrpMachine(model, style, this, this);
  }

  // Inputs

  Bench start() {
    return start(0);
  }

  Bench start(long headStart) {
    machine.start(now, headStart);
    return this;
  }

  /** Lets time pass up to this moment, in seconds since the beginning. */
  Bench until(double seconds) {
    long end = EPOCH + Math.round(seconds * SECOND);
    while (machine.nextDeadline() <= end) {
      now = Math.max(now, machine.nextDeadline());
      machine.advance(now);
    }
    now = end;
    return this;
  }

  /** The process does not run until this moment: no timer fires in time. */
  Bench stallUntil(double seconds) {
    now = EPOCH + Math.round(seconds * SECOND);
    return this;
  }

  Bench advance() {
    machine.advance(now);
    return this;
  }

  /** A correct advert for an instance from another node. */
  Bench advert(String instance, String source, int priority) {
    InstanceModel model = machine.instance(instance).model();
    return advert(model, model, source, priority);
  }

  /** An advert as a node with another configuration would send it. */
  Bench advert(InstanceModel sender, InstanceModel receiver, String source, int priority) {
    AdvertEncoder encoder = Wire.encoder(sender, false);
    InetAddress from = Models.ip(source);
    InetAddress to = receiver.transport().group();
    byte[] bytes = encoder.encode(priority, from, to);
    machine.received(now, receiver.interfaceName(), new ReceivedPacket(bytes, from, to, 255));
    machine.advance(now);
    return this;
  }

  Bench raw(String interfaceName, ReceivedPacket packet) {
    machine.received(now, interfaceName, packet);
    return this;
  }

  Bench link(String name, boolean up, String... addresses) {
    links.put(
        name,
        new Link(name, links.size() + 2, up, Arrays.stream(addresses).map(Models::ip).toList()));
    if (machine != null) {
      machine.interfaceChanged(now, name);
      machine.advance(now);
    }
    return this;
  }

  Bench up(String name, boolean up) {
    Link before = links.get(name);
    links.put(name, new Link(name, before.index(), up, before.addresses()));
    machine.interfaceChanged(now, name);
    machine.advance(now);
    return this;
  }

  Bench unlink(String name) {
    links.remove(name);
    if (machine != null) {
      machine.interfaceChanged(now, name);
    }
    return this;
  }

  Bench script(String name, int status) {
    return script(name, ScriptResult.exited(status));
  }

  Bench script(String name, ScriptResult result) {
    machine.scriptResult(now, name, result);
    machine.advance(now);
    return this;
  }

  Bench reload(Models next) {
    machine.reload(now, next.build());
    return this;
  }

  long now() {
    return now;
  }

  VrrpInstance instance(String name) {
    return machine.instance(name);
  }

  String states() {
    List<String> states = new ArrayList<>();
    machine.instances().forEach(i -> states.add(i.state().toString()));
    return String.join(" ", states);
  }

  // Recorded

  /** Everything since the last call. */
  String trace() {
    return trace(line -> true);
  }

  /** Logs since the last call, without times and without announcements. */
  String logs() {
    return trace(
            l -> l.contains(" log ") && !l.contains("ratuitous ARP") && !l.contains("dvert on"))
        .replaceAll("(?m)^\\S+ log ", "");
  }

  /** All log lines so far that need no -D. */
  String logsWithoutDetail() {
    return String.join("\n", withoutDetail);
  }

  String trace(Predicate<String> wanted) {
    List<String> result = lines.stream().filter(wanted).toList();
    lines.clear();
    return String.join("\n", result);
  }

  Bench forget() {
    lines.clear();
    return this;
  }

  /** Lines of these kinds since the last call. */
  String trace(String... kinds) {
    return trace(line -> Arrays.asList(kinds).contains(line.split(" ")[1]));
  }

  private void add(String text) {
    lines.add(String.format(Locale.ROOT, "%.3f %s", (now - EPOCH) / SECOND, text));
  }

  @Override
  public Link find(String name) {
    return links.get(name);
  }

  @Override
  public void send(VrrpInstance instance, byte[] advert, InetAddress destination) {
    String to = destination.isMulticastAddress() ? "" : " to " + destination.getHostAddress();
    add("advert " + instance.name() + " " + (advert[2] & 0xff) + to);
  }

  @Override
  public void setAddresses(VrrpInstance instance) {
    add("set " + instance.name());
  }

  @Override
  public void removeAddresses(VrrpInstance instance) {
    add("remove " + instance.name());
  }

  @Override
  public void replaceAddresses(VrrpInstance instance, InstanceModel before) {
    add("replace " + instance.name());
  }

  @Override
  public void announce(VrrpInstance instance, AddressModel address, String device) {
    add("announce " + AddressText.of(address.address()) + " on " + device);
  }

  @Override
  public void notify(Notification n) {
    add("notify " + n.kind() + " " + n.name() + " " + n.event() + " " + n.priority());
  }

  @Override
  public void log(LogLevel level, String text) {
    if (level == LogLevel.ALWAYS) {
      withoutDetail.add(text);
    }
    add("log " + text);
  }

  @Override
  public boolean openSockets(VrrpInstance instance) {
    add("open " + instance.name());
    return !socketsFail;
  }

  @Override
  public void closeSockets(VrrpInstance instance) {
    add("close " + instance.name());
  }
}
