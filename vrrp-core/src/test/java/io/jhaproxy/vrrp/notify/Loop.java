package io.jhaproxy.vrrp.notify;

import io.jhaproxy.vrrp.kernel.EventLoop;
import io.jhaproxy.vrrp.kernel.KernelException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs a loop of the test's own until something is so, for ten seconds at most. */
public final class Loop {
  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final long LOOK_NANOS = 2_000_000L;

  private Loop() {}

  /** Runs {@code begin} on the loop, then the loop until {@code done}. */
  public static void until(BooleanSupplier done, Consumer<EventLoop> begin) throws KernelException {
    try (EventLoop loop = new EventLoop(stall -> {}, Throwable::printStackTrace)) {
      begin.accept(loop);
      long limit = loop.now() + LIMIT_NANOS;
      look(loop, done, limit);
      loop.run(EventLoop.NOTHING_TIMED);
      if (!done.getAsBoolean()) {
        throw new AssertionError("not within 10 s");
      }
    }
  }

  private static void look(EventLoop loop, BooleanSupplier done, long limit) {
    if (done.getAsBoolean() || loop.now() > limit) {
      loop.stop();
    } else {
      loop.after(LOOK_NANOS, () -> look(loop, done, limit));
    }
  }
}
