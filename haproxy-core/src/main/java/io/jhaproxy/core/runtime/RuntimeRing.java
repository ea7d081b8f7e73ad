package io.jhaproxy.core.runtime;

import java.util.List;

/** A ring of messages as commands see it; safe from any thread. */
public interface RuntimeRing {
  /** Its name. */
  String name();

  /** What it is for. */
  String description();

  /** Messages that were lost. */
  long dropped();

  /** The number of the next message to come. */
  long next();

  /** The number of the oldest message. */
  long first();

  /** The messages from a number on. */
  List<byte[]> from(long number);

  /** Waits until there is a message of that number, for some milliseconds at most. */
  void await(long number, long millis) throws InterruptedException;
}
