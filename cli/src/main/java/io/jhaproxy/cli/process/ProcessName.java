package io.jhaproxy.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name in the process table ({@code comm}). */
public final class ProcessName {
  private ProcessName() {}

  /**
   * Names the process, so that {@code killall} and {@code pidof} find it. Writing to /proc works
   * from every thread and needs no C library. Where /proc is missing the name stays.
   *
   * @param name at most 15 bytes
   */
  public static void set(String name) {
    try {
      Files.write(Path.of("/proc/self/comm"), name.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException noProc) {
      // The executable's own name remains.
    }
  }
}
