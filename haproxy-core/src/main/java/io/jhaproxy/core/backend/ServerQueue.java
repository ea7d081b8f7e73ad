package io.jhaproxy.core.backend;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Streams waiting for a slot of one server or of any server of a backend, oldest first. Only
 * backends with limits ever use it, under the backend's lock.
 */
final class ServerQueue {
  private final ArrayList<Place> waiting = new ArrayList<>();
  private volatile int length;
  private volatile int longest;

  /** A waiter with its class and the time at which it came, as rules see it. */
  private record Place(Waiter waiter, int priorityClass, long time) {
    boolean isBehind(Place other) {
      return priorityClass != other.priorityClass
          ? priorityClass > other.priorityClass
          : time > other.time;
    }
  }

  int length() {
    return length;
  }

  /** The most that waited at once. */
  int longest() {
    return longest;
  }

  /** Takes a place behind all that are not less urgent. */
  void add(Waiter waiter) {
    long time = waiter.worker().now() + waiter.priorityOffset();
    Place place = new Place(waiter, waiter.priorityClass(), time);
    int at = waiting.size();
    while (at > 0 && waiting.get(at - 1).isBehind(place)) {
      at--;
    }
    waiting.add(at, place);
    length = waiting.size();
    longest = Math.max(longest, length);
  }

  boolean remove(Waiter waiter) {
    boolean removed = waiting.removeIf(place -> place.waiter == waiter);
    length = waiting.size();
    return removed;
  }

  @Nullable Waiter poll() {
    if (waiting.isEmpty()) {
      return null;
    }
    Waiter waiter = waiting.remove(0).waiter;
    length = waiting.size();
    return waiter;
  }
}
