package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Native;
import java.io.IOException;
import java.util.Map;

/** A system call that failed, with the error number and its name as the C library words it. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Map<Integer, String> TEXTS =
      Map.ofEntries(
          Map.entry(1, "Operation not permitted"),
          Map.entry(2, "No such file or directory"),
          Map.entry(3, "No such process"),
          Map.entry(9, "Bad file descriptor"),
          Map.entry(12, "Cannot allocate memory"),
          Map.entry(13, "Permission denied"),
          Map.entry(16, "Device or resource busy"),
          Map.entry(17, "File exists"),
          Map.entry(19, "No such device"),
          Map.entry(22, "Invalid argument"),
          Map.entry(95, "Operation not supported"),
          Map.entry(97, "Address family not supported by protocol"),
          Map.entry(98, "Address already in use"),
          Map.entry(99, "Cannot assign requested address"),
          Map.entry(100, "Network is down"),
          Map.entry(101, "Network is unreachable"),
          Map.entry(105, "No buffer space available"),
          Map.entry(111, "Connection refused"),
          Map.entry(113, "No route to host"));

  private final int errno;

  /**
   * An error of the kernel.
   *
   * @param what the call or request that failed
   * @param errno the positive error number of Linux
   */
  public KernelException(String what, int errno) {
    super(what + ": " + text(errno));
    this.errno = errno;
  }

  /** The positive error number. */
  public int errno() {
    return errno;
  }

  /** The C library's words for an error number. */
  public static String text(int errno) {
    return TEXTS.getOrDefault(errno, "error " + errno);
  }

  static int check(int result, String what) throws KernelException {
    if (result < 0) {
      throw new KernelException(what, Native.getLastError());
    }
    return result;
  }
}
