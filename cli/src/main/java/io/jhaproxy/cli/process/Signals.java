package io.jhaproxy.cli.process;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals by name without {@code SIG}. A signal that was ignored when the process started stays
 * ignored, as nohup wants it. QUIT belongs to the virtual machine, which prints its threads.
 */
public final class Signals {
  private Signals() {}

  /** Runs something on a thread of its own whenever the signal arrives. */
  public static void on(String name, Runnable action) {
    try {
      Signal.handle(new Signal(name), signal -> action.run());
    } catch (IllegalArgumentException taken) {
      // Reserved by the virtual machine's options (-Xrs): the default action remains.
    }
  }

  /** Ignores the signal. */
  public static void ignore(String name) {
    Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
  }

  /**
   * Ends this process by the signal itself, so that its parent sees which one it was. Returns where
   * that is not possible; then the exit status 128 + number says nearly the same.
   */
  public static void dieBy(String name) {
    Signal signal = new Signal(name);
    Signal.handle(signal, SignalHandler.SIG_DFL);
    try {
      LibC.kill((int) ProcessHandle.current().pid(), signal.getNumber());
      Thread.sleep(1000);
    } catch (com.sun.jna.LastErrorException | LinkageError noLibrary) {
      // The caller ends with the exit status.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a signal to another process; false if there is none or we may not. */
  public static boolean send(int pid, String name) {
    return send(pid, new Signal(name).getNumber());
  }

  /** Sends a signal by its number, which may be one that Java has no name for. */
  public static boolean send(int pid, int signal) {
    try {
      return LibC.kill(pid, signal) == 0;
    } catch (com.sun.jna.LastErrorException gone) {
      return false;
    }
  }
}
