package io.jhaproxy.core.backend;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Streams waiting for a slot of one server or of any server of a backend, oldest first. Only
 * backends with limits ever use it, under the backend's lock.
 */
final class ServerQueue {
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
  private volatile int length;
  private volatile int longest;

  int length() {
    return length;
  }

  /** The most that waited at once. */
  int longest() {
    return longest;
  }

  void add(Waiter waiter) {
    waiting.addLast(waiter);
    length = waiting.size();
    longest = Math.max(longest, length);
  }

  boolean remove(Waiter waiter) {
    boolean removed = waiting.remove(waiter);
    length = waiting.size();
    return removed;
  }

  @Nullable Waiter poll() {
    Waiter waiter = waiting.pollFirst();
    length = waiting.size();
    return waiter;
  }
}
