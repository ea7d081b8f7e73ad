package io.jhaproxy.core.sample;

/** Whether the process was told to end; shared by all workers, asked per request. */
public final class ProcessEnd {
  private volatile boolean begun;

  /** Creates it for a process that goes on. */
  public ProcessEnd() {}

  /** The one of a configuration. */
  public static ProcessEnd of(Shared shared) {
    return shared.get(ProcessEnd.class, ProcessEnd::new);
  }

  /** From now on the process is stopping. */
  public void begin() {
    begun = true;
  }

  /** Whether the process is stopping (fetch {@code stopping}). */
  public boolean begun() {
    return begun;
  }
}
