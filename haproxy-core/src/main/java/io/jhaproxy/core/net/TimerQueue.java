package io.jhaproxy.core.net;

import java.util.Arrays;

/**
 * The deadlines of one worker: a binary heap with millisecond resolution and lazy postponement. A
 * heap rather than a wheel, because postponing is free here and the exact next deadline decides how
 * long the loop may sleep. Used only on the worker's thread.
 */
public final class TimerQueue {
  /** What {@link #nextDeadline()} answers when nothing is queued. */
  public static final long NONE = Long.MAX_VALUE;

  private Timer[] heap = new Timer[64];
  private int size;

  /**
   * Sets or moves a timer.
   *
   * @param deadline worker milliseconds, as of {@link Worker#now()}
   */
  public void schedule(Timer timer, long deadline) {
    timer.deadline = deadline;
    if (timer.index == Timer.NOT_QUEUED) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      timer.queuedAt = deadline;
      size++;
      siftUp(size - 1, timer);
    } else if (deadline < timer.queuedAt) {
      timer.queuedAt = deadline;
      siftUp(timer.index, timer);
    }
  }

  /** Takes a timer out; a timer that is not set is left alone. */
  public void cancel(Timer timer) {
    int index = timer.index;
    if (index == Timer.NOT_QUEUED) {
      return;
    }
    timer.index = Timer.NOT_QUEUED;
    size--;
    Timer last = heap[size];
    heap[size] = null;
    if (index != size) {
      siftDown(index, last);
      if (last.index == index) {
        siftUp(index, last);
      }
    }
  }

  /** The earliest queued deadline in worker milliseconds, or {@link #NONE}. */
  public long nextDeadline() {
    return size == 0 ? NONE : heap[0].queuedAt;
  }

  /** Runs everything that is due; a timer may set itself again. */
  public void runExpired(long now) {
    while (size > 0 && heap[0].queuedAt <= now) {
      Timer timer = heap[0];
      if (timer.deadline > now) {
        timer.queuedAt = timer.deadline;
        siftDown(0, timer);
      } else {
        cancel(timer);
        timer.expire();
      }
    }
  }

  /** How many timers are set. */
  public int size() {
    return size;
  }

  private void siftUp(int from, Timer timer) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      Timer other = heap[parent];
      if (timer.queuedAt >= other.queuedAt) {
        break;
      }
      heap[index] = other;
      other.index = index;
      index = parent;
    }
    heap[index] = timer;
    timer.index = index;
  }

  private void siftDown(int from, Timer timer) {
    int index = from;
    int half = size >>> 1;
    while (index < half) {
      int child = 2 * index + 1;
      if (child + 1 < size && heap[child + 1].queuedAt < heap[child].queuedAt) {
        child++;
      }
      Timer other = heap[child];
      if (timer.queuedAt <= other.queuedAt) {
        break;
      }
      heap[index] = other;
      other.index = index;
      index = child;
    }
    heap[index] = timer;
    timer.index = index;
  }
}
