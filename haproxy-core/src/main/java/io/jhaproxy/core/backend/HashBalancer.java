package io.jhaproxy.core.backend;

import io.jhaproxy.core.sample.Sample;
import io.jhaproxy.core.sample.SampleContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Balances by a hash of the client's address or of a part of the request (manual 4.2, {@code
 * balance} source, uri, url_param, hdr, rdp-cookie, hash; {@code hash-type}). A request without the
 * key goes to the servers in turn.
 */
public final class HashBalancer implements Balancer {
  private final @Nullable HashKey key;
  private final HashModel model;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile @Nullable HashRing ring;

  /**
   * Makes the algorithm.
   *
   * @param key what is hashed; null: the client's address
   */
  public HashBalancer(@Nullable HashKey key, HashModel model) {
    this.key = key;
    this.model = model;
  }

  @Override
  public boolean isDeterministic() {
    return true;
  }

  @Override
  public int[] order(int[] weights) {
    return model.consistent() ? new int[0] : Rounds.shares(weights);
  }

  @Override
  public void changed(@Nullable Selection before, @Nullable Selection now) {
    ring = now != null && model.consistent() ? new HashRing(now) : null;
  }

  @Override
  public Server choice(Selection selection, BalanceKey client) {
    return choice(selection, client, null);
  }

  private Server choice(Selection selection, BalanceKey client, @Nullable Server avoid) {
    long hash = hash(client);
    HashRing circle = model.consistent() ? ring(selection) : null;
    int length = circle == null ? selection.round() : circle.size();
    int place;
    if (hash < 0) {
      place = Integer.remainderUnsigned(turn.getAndIncrement(), length);
    } else if (circle == null) {
      place = (int) (hash % length);
    } else {
      place = circle.place((int) hash);
    }
    if (circle != null) {
      Server found = circle.from(place, avoid, model.balanceFactor());
      return found != null ? found : circle.server(place);
    }
    for (int i = 0; i < length; i++) {
      Server server = selection.scheduled((place + i) % length);
      if (server != avoid) {
        return server;
      }
    }
    return selection.scheduled(place);
  }

  private HashRing ring(Selection selection) {
    HashRing known = ring;
    if (known == null || known.selection() != selection) {
      known = new HashRing(selection);
      ring = known;
    }
    return known;
  }

  /** The hash as an unsigned number, or -1 if the request has no key. */
  private long hash(BalanceKey client) {
    int hash;
    HashKey finder = key;
    if (finder == null) {
      hash = SourceHash.hash(client.clientAddress());
    } else {
      SampleContext request = client.samples();
      if (request == null) {
        return -1;
      }
      long mark = request.scratch().mark();
      Sample sample = request.scratch().sample();
      boolean found = finder.find(request, sample);
      hash = found ? HashFunctions.hash(model.function(), sample.bytes) : 0;
      request.scratch().reset(mark);
      if (!found) {
        return -1;
      }
    }
    return (model.avalanche() ? HashFunctions.avalanche(hash) : hash) & 0xffffffffL;
  }

  @Override
  public @Nullable Server pick(Selection selection, BalanceKey client, @Nullable Server avoid) {
    Server server = choice(selection, client, avoid);
    return server.tryTakeSlot() ? server : null;
  }
}
