package io.jhaproxy.vrrp.simulate;

import java.util.PriorityQueue;

/** The event queue: virtual time moves from one event to the next. */
final class Agenda {
  private final PriorityQueue<Event> queue = new PriorityQueue<>(1024);
  private long order;
  private long now;
  private long events;

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** Virtual time, nanoseconds since the beginning. */
  long now() {
    return now;
  }

  /** Events that have happened. */
  long events() {
    return events;
  }

  void at(long time, Runnable what) {
    queue.add(new Event(Math.max(time, now), order++, what));
  }

  /** Lets everything happen up to this moment, and moves to it. */
  void runUntil(long end) {
    Event next = queue.peek();
    while (next != null && next.at <= end) {
      queue.poll();
      now = next.at;
      events++;
      next.what.run();
      next = queue.peek();
    }
    now = end;
  }
}
