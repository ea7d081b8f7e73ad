package io.jhaproxy.vrrp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of reading, tasks and timers. */
class EventLoopTest {
  private static final long MILLI = 1_000_000L;

  /** The pause guard: what came during a stall is read before what has become due in it. */
  @Test
  void afterAStallReadingComesBeforeTimers() throws Exception {
    List<String> order = new ArrayList<>();
    List<Long> stalls = new ArrayList<>();
    int arrival = Libc.eventfd(0, Libc.SOCK_NONBLOCK);
    try (EventLoop loop = new EventLoop(stalls::add, Throwable::printStackTrace)) {
      loop.watch(
          arrival,
          () -> {
            Libc.read(arrival, new byte[8], 8);
            order.add("advert");
          });
      loop.after(
          50 * MILLI,
          () -> {
            order.add("master is down");
            loop.stop();
          });
      loop.post(
          () -> {
            // The thread is held up beyond the timer, and the advert arrives meanwhile.
            long end = System.nanoTime() + 200 * MILLI;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            Libc.write(arrival, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 8);
          });
      loop.run(EventLoop.NOTHING_TIMED);
    } finally {
      Libc.close(arrival);
    }
    assertThat(order).containsExactly("advert", "master is down");
    assertThat(stalls).hasSize(1);
    assertThat(stalls.get(0)).isGreaterThan(100 * MILLI);
  }

  @Test
  void timersRunInOrderAndCancelledOnesDoNot() throws Exception {
    List<String> order = new ArrayList<>();
    try (EventLoop loop = new EventLoop(stall -> {}, Throwable::printStackTrace)) {
      loop.after(20 * MILLI, () -> order.add("second"));
      loop.after(10 * MILLI, () -> order.add("first"));
      loop.after(15 * MILLI, () -> order.add("never")).cancel();
      loop.after(30 * MILLI, loop::stop);
      loop.run(EventLoop.NOTHING_TIMED);
    }
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  void anExceptionIsToldAndTheLoopGoesOn() throws Exception {
    List<String> seen = new ArrayList<>();
    try (EventLoop loop =
        new EventLoop(stall -> {}, e -> seen.add(String.valueOf(e.getMessage())))) {
      loop.post(
          () -> {
            throw new IllegalStateException("posted");
          });
      loop.after(
          MILLI,
          () -> {
            throw new IllegalStateException("timer");
          });
      loop.after(10 * MILLI, loop::stop);
      loop.run(EventLoop.NOTHING_TIMED);
    }
    assertThat(seen).containsExactly("posted", "timer");
  }

  @Test
  void timedConsumerIsCalledWhenItIsDue() throws Exception {
    List<Long> calls = new ArrayList<>();
    try (EventLoop loop = new EventLoop(stall -> {}, Throwable::printStackTrace)) {
      long due = loop.now() + 20 * MILLI;
      loop.run(
          new EventLoop.Timed() {
            @Override
            public long nextDeadline() {
              return due;
            }

            @Override
            public void advance(long now) {
              if (now >= due) {
                calls.add(now - due);
                loop.stop();
              }
            }
          });
    }
    assertThat(calls).hasSize(1);
    assertThat(calls.get(0)).isBetween(0L, 1_000 * MILLI);
  }

  /** A flood that is never read to its end does not keep the timers from running. */
  @Test
  void timersRunDuringAFlood() throws Exception {
    int flood = Libc.eventfd(1, Libc.SOCK_NONBLOCK);
    int[] reads = new int[1];
    try (EventLoop loop = new EventLoop(stall -> {}, Throwable::printStackTrace)) {
      loop.watch(
          flood,
          () -> {
            reads[0]++;
            assertThat(reads[0]).as("reads before the timer").isLessThan(2000);
            long end = System.nanoTime() + 5 * MILLI;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
          });
      loop.after(20 * MILLI, loop::stop);
      loop.run(EventLoop.NOTHING_TIMED);
    } finally {
      Libc.close(flood);
    }
    assertThat(reads[0]).isBetween(2, 100);
  }
}
