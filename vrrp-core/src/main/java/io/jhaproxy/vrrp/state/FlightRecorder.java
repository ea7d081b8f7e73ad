package io.jhaproxy.vrrp.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last transitions of one instance. */
final class FlightRecorder {
  /** Transitions kept. */
  static final int CAPACITY = 32;

  private final Deque<Transition> transitions = new ArrayDeque<>();

  void add(Transition transition) {
    if (transitions.size() == CAPACITY) {
      transitions.removeFirst();
    }
    transitions.addLast(transition);
  }

  /** Oldest first. */
  List<Transition> transitions() {
    return List.copyOf(transitions);
  }
}
