package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * Signals that the virtual machine has no name for (SIGRTMIN and above). No Java code may run in a
 * signal handler, so the handler is the C library's own {@code eventfd_write}: called with the
 * signal's number as its first argument, it writes to the descriptor of that very number, where an
 * eventfd waits. The value written is the address of the signal's description, never zero.
 */
public final class RealtimeSignal {
  private static final int F_GETFD = 1;
  private static final int SA_SIGINFO = 4;
  private static final int SA_RESTART = 0x10000000;
  private static final int HANDLER = 0;
  private static final int FLAGS = 136;
  private static final int SIZE = 152;

  private RealtimeSignal() {}

  /**
   * Makes the signal readable on the descriptor that has its number.
   *
   * @return the descriptor, to be given to {@link Poller#add} and {@link #clear}
   * @throws KernelException if the descriptor of that number is in use or the signal is not allowed
   */
  public static int watch(int signal) throws KernelException {
    if (Libc.fcntl(signal, F_GETFD, 0) >= 0) {
      throw new KernelException("descriptor " + signal + " for signal " + signal, 16);
    }
    int fd =
        KernelException.check(Libc.eventfd(0, Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK), "eventfd");
    KernelException.check(Libc.dup2(fd, signal), "dup2");
    Libc.close(fd);
    Function write = NativeLibrary.getInstance("libc.so.6").getFunction("eventfd_write");
    try (Memory action = new Memory(SIZE)) {
      action.clear();
      action.setPointer(HANDLER, write);
      action.setInt(FLAGS, SA_SIGINFO | SA_RESTART);
      KernelException.check(Libc.sigaction(signal, action, Pointer.NULL), "sigaction " + signal);
    }
    return signal;
  }

  /** Takes note that the signal was seen. */
  public static void clear(int fd) {
    Libc.read(fd, new byte[8], 8);
  }
}
