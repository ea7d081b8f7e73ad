package io.jhaproxy.core.net;

/** The source of time, injected everywhere so that tests can move it. */
public interface Clock {
  /** The machine's clocks. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }
      };

  /** Monotonic time in nanoseconds; only differences mean something. */
  long nanoTime();

  /** Milliseconds since 1970-01-01 UTC. */
  long wallMillis();
}
