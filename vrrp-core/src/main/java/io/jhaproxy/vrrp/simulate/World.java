package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.SyncGroupModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.simulate.Scenario.Action;
import io.jhaproxy.vrrp.simulate.Scenario.Attachment;
import io.jhaproxy.vrrp.simulate.Scenario.Verb;
import io.jhaproxy.vrrp.state.ScriptResult;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** All sites, nodes and networks of a scenario, on one virtual clock. Not thread-safe. */
public final class World {
  /** Node numbers that fit into the addresses made up for interfaces. */
  private static final int ADDRESSES = 250;

  private final Scenario scenario;
  private final Agenda agenda = new Agenda();
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, KeepalivedModel> reloads;

  /** One independent copy of the nodes. */
  private record Site(Network network, Watcher watcher, List<SimulatedNode> nodes) {}

  /**
   * A world that has not begun.
   *
   * @param models configuration of node1, node2, ...
   * @param reloads configurations that {@code reload} actions name
   * @param timeline gets a line for everything that happens
   */
  public World(
      Scenario scenario,
      List<KeepalivedModel> models,
      Map<String, KeepalivedModel> reloads,
      Consumer<String> timeline) {
    this.scenario = scenario;
    this.reloads = Map.copyOf(reloads);
    SplittableRandom random = new SplittableRandom(scenario.seed());
    for (int n = 0; n < scenario.copies(); n++) {
      String prefix = scenario.copies() == 1 ? "" : (n + 1) + "/";
      sites.add(site(prefix, models, random.split(), timeline));
    }
    for (Action action : scenario.actions()) {
      agenda.at(action.at().toNanos(), () -> act(action, timeline));
    }
  }

  private Site site(
      String prefix,
      List<KeepalivedModel> models,
      SplittableRandom random,
      Consumer<String> timeline) {
    Network network = new Network(agenda, random, scenario);
    Watcher watcher =
        new Watcher(agenda, network, prefix, scenario.neighbourTimeout().toNanos(), timeline);
    List<SimulatedNode> nodes = new ArrayList<>();
    for (KeepalivedModel model : models) {
      String name = "node" + (nodes.size() + 1);
      SimulatedNode node = new SimulatedNode(name, agenda, network, watcher, model);
      nodes.add(node);
      plug(node, nodes.size());
      watcher.expect(node);
      if (!startsLater(name)) {
        long spread = scenario.startSpread().toNanos();
        agenda.at(spread == 0 ? 0 : random.nextLong(spread), node::start);
      }
    }
    return new Site(network, watcher, nodes);
  }

  /** A node whose first action is {@code start} is off until then. */
  private boolean startsLater(String node) {
    for (Action action : scenario.actions()) {
      if (action.verb().ofNode() && action.words().get(0).equals(node)) {
        return action.verb() == Verb.START;
      }
    }
    return false;
  }

  private void plug(SimulatedNode node, int number) {
    int network = 0;
    for (String name : interfaces(node.model())) {
      Attachment attachment = scenario.interfaces().get(node.name() + " " + name);
      List<InetAddress> addresses = new ArrayList<>();
      if (attachment == null || attachment.addresses().isEmpty()) {
        addresses.add(madeUp(network, number));
      } else {
        attachment.addresses().forEach(text -> addresses.add(parse(text)));
      }
      if (addresses.stream().noneMatch(InetAddress::isLinkLocalAddress)) {
        addresses.add(parse("fe80::" + Integer.toHexString(number)));
      }
      for (InstanceModel instance : node.model().instances()) {
        InetAddress source = instance.transport().source();
        if (source != null && name.equals(instance.interfaceName())) {
          addresses.add(source);
        }
      }
      node.plug(name, attachment == null ? name : attachment.network(), addresses);
      network++;
    }
  }

  /** From the block for benchmarks (RFC 2544), so that it collides with no virtual address. */
  private static InetAddress madeUp(int network, int number) {
    return parse(
        "198."
            + (18 + network % 2)
            + "."
            + (network / 2 * 16 + number / ADDRESSES)
            + "."
            + (number % ADDRESSES + 1));
  }

  private static InetAddress parse(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Set<String> interfaces(KeepalivedModel model) {
    Set<String> names = new LinkedHashSet<>();
    for (InstanceModel instance : model.instances()) {
      names.add(instance.interfaceName() == null ? "" : instance.interfaceName());
      instance.trackedInterfaces().stream().map(Tracked::name).forEach(names::add);
      addDevices(names, instance.addresses());
      addDevices(names, instance.excluded());
    }
    for (SyncGroupModel group : model.syncGroups()) {
      group.trackedInterfaces().stream().map(Tracked::name).forEach(names::add);
    }
    return names;
  }

  private static void addDevices(Set<String> names, List<AddressModel> addresses) {
    for (AddressModel address : addresses) {
      if (address.device() != null) {
        names.add(address.device());
      }
    }
  }

  // Actions

  private void act(Action action, Consumer<String> timeline) {
    timeline.accept(
        String.format(Locale.ROOT, "%12.3f  %-10s %s", agenda.now() / 1e9, "--", action.text()));
    for (Site site : sites) {
      if (action.verb().ofNode()) {
        onNode(site, action);
      } else {
        onNetwork(site, action);
      }
    }
  }

  private void onNode(Site site, Action action) {
    List<String> words = action.words();
    int number = Integer.parseInt(words.get(0).substring("node".length()));
    SimulatedNode node = site.nodes.get(number - 1);
    switch (action.verb()) {
      case START, RESTART -> node.start();
      case STOP -> node.stop();
      case KILL -> node.kill();
      case CRASH -> node.crash();
      case STALL -> node.stall(agenda.now() + ScenarioReader.checkedTime(words.get(1)).toNanos());
      case RELOAD -> {
        KeepalivedModel next = reloads.get(words.get(1));
        if (next != null) {
          node.reload(next);
        }
      }
      case LINK -> node.link(words.get(1), words.get(2).equals("up"));
      case SCRIPT -> node.script(words.get(1), result(words.get(2)));
      case FILE -> node.file(words.get(1), Long.parseLong(words.get(2)));
      case PROCESS -> node.process(words.get(1), Integer.parseInt(words.get(2)));
      case REMOVE -> node.removed(parse(words.get(1)));
      default -> throw new IllegalStateException(action.text());
    }
  }

  private static ScriptResult result(String word) {
    return switch (word) {
      case "ok" -> ScriptResult.OK;
      case "timeout" -> new ScriptResult(ScriptResult.Kind.TIMED_OUT, 0);
      case "kill" -> new ScriptResult(ScriptResult.Kind.KILLED, 9);
      default -> ScriptResult.exited(1);
    };
  }

  private void onNetwork(Site site, Action action) {
    switch (action.verb()) {
      case PARTITION -> site.network.partition(action.words());
      case HEAL -> site.network.heal();
      case LOSS -> site.network.loss(ScenarioReader.checkedShare(action.words().get(0)));
      case DELAY -> {
        List<Duration> range = ScenarioReader.checkedRange(action.words().get(0));
        site.network.delay(range.get(0), range.get(1));
      }
      default -> throw new IllegalStateException(action.text());
    }
    site.watcher.reachabilityChanged();
  }

  // Running

  /** Runs to the end of the scenario. */
  public void run() {
    runUntil(scenario.duration());
    sites.forEach(site -> site.watcher.finish());
  }

  /** Runs up to this moment, which may be after the end. */
  void runUntil(Duration moment) {
    agenda.runUntil(moment.toNanos());
  }

  /** Events handled. */
  public long events() {
    return agenda.events();
  }

  /** Packets sent. */
  public long packets() {
    return sites.stream().mapToLong(site -> site.network.sent()).sum();
  }

  /** Packets lost on their way to one receiver. */
  public long lostPackets() {
    return sites.stream().mapToLong(site -> site.network.lostPackets()).sum();
  }

  List<Mastership> routers() {
    return sites.stream().flatMap(site -> site.watcher.routers().stream()).toList();
  }

  List<Service> services() {
    return sites.stream().flatMap(site -> site.watcher.services().stream()).toList();
  }

  List<SimulatedNode> nodes() {
    return sites.stream().flatMap(site -> site.nodes.stream()).toList();
  }

  /** Virtual routers that have not exactly one master now, as text; empty if all is well. */
  public List<String> notExactlyOneMaster() {
    return routers().stream()
        .filter(r -> r.masters().size() != 1)
        .map(r -> r.name() + ": " + (r.masters().isEmpty() ? "no master" : r.masters()))
        .toList();
  }
}
