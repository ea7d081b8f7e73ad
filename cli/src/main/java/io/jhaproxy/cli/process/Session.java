package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;

/** The session of a background process. */
public final class Session {
  private Session() {}

  /** Begins a session of its own, so that no terminal reaches the process. */
  public static void begin() {
    try {
      LibC.setsid();
    } catch (LastErrorException leader) {
      // It leads one already.
    }
  }
}
