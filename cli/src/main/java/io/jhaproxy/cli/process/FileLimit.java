package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's limit of open files ({@code RLIMIT_NOFILE}). */
public final class FileLimit {
  private FileLimit() {}

  /**
   * The limit that holds now. The virtual machine has raised the soft limit to the hard one at its
   * start.
   */
  public static long current() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        if (line.startsWith("Max open files")) {
          return number(line.substring(14).trim().split(" +")[0]);
        }
      }
    } catch (IOException noProc) {
      // As if nothing were known.
    }
    return 1024;
  }

  /**
   * Raises the limit to what is wanted, or as far as the system lets this user.
   *
   * @return the limit that holds then
   */
  public static long raise(long wanted) {
    long current = current();
    if (wanted <= current) {
      return current;
    }
    if (set(wanted)) {
      return wanted;
    }
    long ceiling = systemCeiling();
    if (ceiling > current && ceiling < wanted && set(ceiling)) {
      return ceiling;
    }
    return current;
  }

  /** Sets the limit exactly, which may also lower it; false if the system refuses. */
  public static boolean set(long limit) {
    try {
      LibC.Rlimit value = new LibC.Rlimit();
      value.current = limit;
      value.maximum = limit;
      LibC.setrlimit(LibC.RLIMIT_NOFILE, value);
      return true;
    } catch (LastErrorException refused) {
      return false;
    }
  }

  private static long systemCeiling() {
    try {
      return number(Files.readString(Path.of("/proc/sys/fs/nr_open")).trim());
    } catch (IOException noProc) {
      return 0;
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException unlimited) {
      return Long.MAX_VALUE;
    }
  }
}
