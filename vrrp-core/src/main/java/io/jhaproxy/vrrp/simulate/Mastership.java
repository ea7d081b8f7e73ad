package io.jhaproxy.vrrp.simulate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who was master of one virtual router, and when more than one was. */
final class Mastership {
  private final String name;
  private final Set<SimulatedNode> masters = new LinkedHashSet<>();
  private final List<Span> doubles = new ArrayList<>();
  private long doubleSince = -1;
  private String who = "";

  Mastership(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void set(SimulatedNode node, boolean master, long now) {
    boolean changed = master ? masters.add(node) : masters.remove(node);
    if (!changed) {
      return;
    }
    boolean several = masters.size() > 1;
    if (several && doubleSince < 0) {
      doubleSince = now;
      who = masters.toString();
    } else if (!several && doubleSince >= 0) {
      doubles.add(new Span(doubleSince, now, who));
      doubleSince = -1;
    }
  }

  void finish(long now) {
    if (doubleSince >= 0) {
      doubles.add(new Span(doubleSince, now, who + " until the end"));
      doubleSince = -1;
    }
  }

  Set<SimulatedNode> masters() {
    return masters;
  }

  /** Stretches with two masters or more. */
  List<Span> doubles() {
    return doubles;
  }
}
