package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * Signals that were ignored when the process started, as nohup(1) and background jobs of a shell
 * leave them. Java keeps them ignored; a daemon wants its signals all the same.
 */
public final class IgnoredSignals {
  private static final int SIZE = 152;
  private static final long SIG_IGN = 1;

  private IgnoredSignals() {}

  /** Gives signals that are ignored their default action; others are not touched. */
  public static void restore(int... signals) {
    try (Memory action = new Memory(SIZE)) {
      for (int signal : signals) {
        action.clear();
        if (Libc.sigaction(signal, Pointer.NULL, action) == 0 && action.getLong(0) == SIG_IGN) {
          action.clear();
          Libc.sigaction(signal, action, Pointer.NULL);
        }
      }
    }
  }
}
