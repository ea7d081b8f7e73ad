package io.jhaproxy.core.net;

/**
 * One deadline of one object on one worker. Moving a deadline later, which every byte of traffic
 * does, is a field write: the queue finds out when the old deadline comes up.
 */
public abstract class Timer {
  static final int NOT_QUEUED = -1;

  /** Position in the queue's heap, or {@link #NOT_QUEUED}. */
  int index = NOT_QUEUED;

  /** The deadline under which the heap sorts this timer, in worker milliseconds. */
  long queuedAt;

  /** The deadline that is wanted, never before {@link #queuedAt}. */
  long deadline;

  /** Called on the worker's thread once the deadline has passed. */
  protected abstract void expire();

  /** Whether a deadline is set. */
  public final boolean isSet() {
    return index != NOT_QUEUED;
  }
}
