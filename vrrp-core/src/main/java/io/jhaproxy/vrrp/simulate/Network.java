package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.vrrp.packet.ReceivedPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The networks of one site. A packet reaches every other node on its network that is in the same
 * partition, after a random delay, unless it is lost.
 */
final class Network {
  /** The host that uses the virtual addresses. */
  static final String CLIENT = "client";

  private final Agenda agenda;
  private final SplittableRandom random;
  private final Map<String, List<Port>> networks = new HashMap<>();
  private Map<String, Integer> parts = Map.of();
  private double loss;
  private long minDelay;
  private long spread;
  private long sent;
  private long lost;

  /** Where a node is plugged in. */
  record Port(SimulatedNode node, String interfaceName) {}

  Network(Agenda agenda, SplittableRandom random, Scenario scenario) {
    this.agenda = agenda;
    this.random = random;
    loss = scenario.loss();
    delay(scenario.minDelay(), scenario.maxDelay());
  }

  void loss(double share) {
    loss = share;
  }

  void delay(Duration least, Duration most) {
    minDelay = least.toNanos();
    spread = most.toNanos() - minDelay + 1;
  }

  void attach(String network, Port port) {
    networks.computeIfAbsent(network, name -> new ArrayList<>()).add(port);
  }

  /** Names of nodes and of the client, with bars between groups. */
  void partition(List<String> words) {
    Map<String, Integer> groups = new HashMap<>();
    int group = 0;
    for (String word : words) {
      if (word.equals("|")) {
        group++;
      } else {
        groups.put(word, group);
      }
    }
    parts = groups;
  }

  void heal() {
    parts = Map.of();
  }

  /** Nodes that no group names are with the first group, and so is the client. */
  boolean connected(String a, String b) {
    return parts.isEmpty() || parts.getOrDefault(a, 0).equals(parts.getOrDefault(b, 0));
  }

  void send(
      SimulatedNode from, String network, byte[] payload, InetAddress source, InetAddress to) {
    sent++;
    ReceivedPacket packet = new ReceivedPacket(payload, source, to, 255);
    boolean multicast = to.isMulticastAddress();
    for (Port port : networks.getOrDefault(network, List.of())) {
      if (port.node != from
          && connected(from.name(), port.node.name())
          && (multicast || port.node.hasAddress(port.interfaceName, to))) {
        if (lost()) {
          lost++;
        } else {
          agenda.at(
              agenda.now() + minDelay + random.nextLong(spread),
              () -> port.node.receive(port.interfaceName, packet));
        }
      }
    }
  }

  boolean lost() {
    return loss > 0 && random.nextDouble() < loss;
  }

  long sent() {
    return sent;
  }

  long lostPackets() {
    return lost;
  }
}
