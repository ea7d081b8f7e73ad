package io.jhaproxy.core.generation;

import io.jhaproxy.core.log.Ring;
import io.jhaproxy.core.runtime.RuntimeRing;
import java.util.List;

/** A ring as the runtime API sees it. */
record LiveRing(Ring ring) implements RuntimeRing {
  @Override
  public String name() {
    return ring.name();
  }

  @Override
  public String description() {
    return ring.description();
  }

  @Override
  public long dropped() {
    return ring.dropped();
  }

  @Override
  public long next() {
    return ring.next();
  }

  @Override
  public long first() {
    return ring.first();
  }

  @Override
  public List<byte[]> from(long number) {
    return ring.from(number);
  }

  @Override
  public void await(long number, long millis) throws InterruptedException {
    ring.await(number, millis);
  }
}
