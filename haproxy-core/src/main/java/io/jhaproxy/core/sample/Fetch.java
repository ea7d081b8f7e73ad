package io.jhaproxy.core.sample;

/** A compiled fetch: takes one value from the stream. Immutable, shared by all workers. */
@FunctionalInterface
public interface Fetch {
  /**
   * Fills {@code out}; false if the value does not exist (now). Bytes may point into the message or
   * into the scratch memory.
   */
  boolean fetch(SampleContext context, Sample out);

  /**
   * A fetch with several values, such as the comma-separated values of a header. As a sample it
   * yields one of them; an ACL looks at each.
   */
  interface Multiple extends Fetch {
    /** Fills {@code out} with value {@code index} from 0; false if there are not so many. */
    boolean fetch(SampleContext context, Sample out, int index);
  }
}
