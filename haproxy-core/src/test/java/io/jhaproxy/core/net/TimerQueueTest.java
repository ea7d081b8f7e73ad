package io.jhaproxy.core.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerQueueTest {
  private final TimerQueue queue = new TimerQueue();
  private final List<String> expired = new ArrayList<>();

  private Timer timer(String name) {
    return new Timer() {
      @Override
      protected void expire() {
        expired.add(name);
      }
    };
  }

  private Timer set(String name, long deadline) {
    Timer timer = timer(name);
    queue.schedule(timer, deadline);
    return timer;
  }

  @Test
  void anEmptyQueueHasNoDeadline() {
    queue.runExpired(Long.MAX_VALUE - 1);
    assertThat(queue.nextDeadline()).isEqualTo(TimerQueue.NONE);
    assertThat(queue.size()).isZero();
  }

  @Test
  void runsWhatIsDueInTheOrderOfDeadlines() {
    set("c", 30);
    set("a", 10);
    set("d", 31);
    set("b", 20);
    queue.runExpired(30);
    assertThat(expired).containsExactly("a", "b", "c");
    assertThat(queue.nextDeadline()).isEqualTo(31);
  }

  @Test
  void aDeadlineIsDueAtItsMillisecondAndNotBefore() {
    Timer timer = set("a", 10);
    queue.runExpired(9);
    assertThat(expired).isEmpty();
    assertThat(timer.isSet()).isTrue();
    queue.runExpired(10);
    assertThat(expired).containsExactly("a");
    assertThat(timer.isSet()).isFalse();
  }

  @Test
  void postponingKeepsTheQueuedPlaceUntilItComesUp() {
    Timer timer = set("a", 10);
    queue.schedule(timer, 50);
    assertThat(queue.nextDeadline()).as("lazy: still the old place").isEqualTo(10);
    queue.runExpired(10);
    assertThat(expired).isEmpty();
    assertThat(queue.nextDeadline()).isEqualTo(50);
    queue.runExpired(50);
    assertThat(expired).containsExactly("a");
  }

  @Test
  void aPostponedTimerMayComeBackToAnEarlierTime() {
    Timer timer = set("a", 10);
    queue.schedule(timer, 50);
    queue.schedule(timer, 20);
    queue.runExpired(19);
    assertThat(expired).isEmpty();
    queue.runExpired(20);
    assertThat(expired).containsExactly("a");
  }

  @Test
  void advancingMovesAtOnce() {
    set("a", 10);
    Timer late = set("b", 50);
    queue.schedule(late, 5);
    assertThat(queue.nextDeadline()).isEqualTo(5);
    queue.runExpired(10);
    assertThat(expired).containsExactly("b", "a");
  }

  @Test
  void aCancelledTimerNeverRuns() {
    Timer first = set("a", 10);
    set("b", 20);
    queue.cancel(first);
    queue.cancel(first);
    assertThat(first.isSet()).isFalse();
    queue.runExpired(100);
    assertThat(expired).containsExactly("b");
  }

  @Test
  void aTimerMaySetItselfAgainWhileItRuns() {
    Timer again =
        new Timer() {
          @Override
          protected void expire() {
            expired.add("tick");
            if (expired.size() < 3) {
              queue.schedule(this, expired.size() * 10L);
            }
          }
        };
    queue.schedule(again, 0);
    queue.runExpired(100);
    assertThat(expired).containsExactly("tick", "tick", "tick");
    assertThat(again.isSet()).isFalse();
  }

  @Test
  void aTimerMayCancelAnotherThatIsDueToo() {
    Timer victim = timer("victim");
    queue.schedule(
        new Timer() {
          @Override
          protected void expire() {
            queue.cancel(victim);
          }
        },
        10);
    queue.schedule(victim, 11);
    queue.runExpired(20);
    assertThat(expired).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void anExceptionLosesOnlyTheTimerThatThrew() {
    queue.schedule(
        new Timer() {
          @Override
          protected void expire() {
            throw new IllegalStateException("one of many");
          }
        },
        10);
    set("b", 11);
    try {
      queue.runExpired(20);
    } catch (IllegalStateException thrown) {
      expired.add(thrown.getMessage());
    }
    queue.runExpired(20);
    assertThat(expired).containsExactly("one of many", "b");
  }

  /** Random operations against the plainest possible model: an array of deadlines. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesLikeAnArrayOfDeadlines(long seed) {
    int count = 200;
    Random random = new Random(seed);
    long[] model = new long[count];
    Arrays.fill(model, TimerQueue.NONE);
    List<Integer> ran = new ArrayList<>();
    Timer[] timers = new Timer[count];
    for (int i = 0; i < count; i++) {
      int number = i;
      timers[i] =
          new Timer() {
            @Override
            protected void expire() {
              ran.add(number);
            }
          };
    }
    long now = 0;
    for (int step = 0; step < 20_000; step++) {
      int which = random.nextInt(count);
      int kind = random.nextInt(10);
      if (kind < 6) {
        model[which] = now + random.nextInt(500);
        queue.schedule(timers[which], model[which]);
      } else if (kind < 8) {
        model[which] = TimerQueue.NONE;
        queue.cancel(timers[which]);
      } else {
        now += random.nextInt(20);
        ran.clear();
        queue.runExpired(now);
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          if (model[i] <= now) {
            due.add(i);
            model[i] = TimerQueue.NONE;
          }
        }
        assertThat(ran).containsExactlyInAnyOrderElementsOf(due);
      }
      long earliest = Arrays.stream(model).min().orElseThrow();
      assertThat(queue.nextDeadline()).isLessThanOrEqualTo(earliest);
      assertThat(timers[which].isSet()).isEqualTo(model[which] != TimerQueue.NONE);
    }
    assertThat(queue.size())
        .isEqualTo((int) Arrays.stream(model).filter(d -> d != TimerQueue.NONE).count());
  }
}
