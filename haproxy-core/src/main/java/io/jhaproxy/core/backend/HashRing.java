package io.jhaproxy.core.backend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ring of a consistent hash: each server stands at 16 places for each unit of its weight, so
 * that a change moves few keys. Immutable, made for one selection.
 */
final class HashRing {
  private static final int PLACES_PER_WEIGHT = 16;

  /** Numbers that one server's places may take: the largest weight times the places of one. */
  private static final int NUMBERS_PER_SERVER = 256 * PLACES_PER_WEIGHT;

  private final Selection selection;
  private final long[] places;

  HashRing(Selection selection) {
    this.selection = selection;
    int total = 0;
    for (int i = 0; i < selection.size(); i++) {
      total += selection.server(i).effectiveWeight() * PLACES_PER_WEIGHT;
    }
    places = new long[total];
    int next = 0;
    for (int i = 0; i < selection.size(); i++) {
      Server server = selection.server(i);
      int count = server.effectiveWeight() * PLACES_PER_WEIGHT;
      for (int j = 0; j < count; j++) {
        int key = HashFunctions.avalanche(server.id() * NUMBERS_PER_SERVER + j);
        places[next++] = (key & 0xffffffffL) << 24 | i;
      }
    }
    Arrays.sort(places);
  }

  Selection selection() {
    return selection;
  }

  /** The server whose place is next to a hash, on either side. */
  int place(int hash) {
    long wanted = (hash & 0xffffffffL) << 24;
    int at = Arrays.binarySearch(places, wanted);
    int next = at >= 0 ? at : -at - 1;
    if (next == places.length) {
      next = 0;
    }
    int previous = next == 0 ? places.length - 1 : next - 1;
    int before = hash - key(previous);
    int behind = key(next) - hash;
    return Integer.compareUnsigned(before, behind) <= 0 ? previous : next;
  }

  private int key(int place) {
    return (int) (places[place] >>> 24);
  }

  /** The server at a place. */
  Server server(int place) {
    return selection.server((int) (places[place] & 0xffffff));
  }

  /** The first server from a place on that is not to be avoided; null if there is none. */
  @Nullable Server from(int place, @Nullable Server avoid, int balanceFactor) {
    for (int i = 0; i < places.length; i++) {
      Server server = server((place + i) % places.length);
      if (server != avoid && (balanceFactor == 0 || isEligible(server, balanceFactor))) {
        return server;
      }
    }
    return null;
  }

  /** Whether another request would keep the server within its share (hash-balance-factor). */
  private boolean isEligible(Server server, int factor) {
    long weights = 0;
    long served = 1;
    for (int i = 0; i < selection.size(); i++) {
      Server each = selection.server(i);
      weights += each.effectiveWeight();
      served += each.served() + each.queueLength();
    }
    long slots = (served * factor + 99) / 100;
    long mine = (slots * server.effectiveWeight() + weights - 1) / weights;
    return server.served() + server.queueLength() < mine;
  }

  int size() {
    return places.length;
  }
}
