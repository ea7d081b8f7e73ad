package io.jhaproxy.vrrp.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings of interfaces below /proc/sys/net. */
public final class Sysctl {
  private static final Path NET = Path.of("/proc/sys/net");

  private Sysctl() {}

  /**
   * Sets {@code net.FAMILY.conf.INTERFACE.NAME}.
   *
   * @param family {@code ipv4} or {@code ipv6}
   * @return whether it could be set; a read-only or missing file is not an error to us
   */
  public static boolean set(String family, String interfaceName, String name, int value) {
    try {
      Files.write(
          file(family, interfaceName, name),
          Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The present value, or {@code otherwise} where it cannot be read. */
  public static int get(String family, String interfaceName, String name, int otherwise) {
    try {
      return Integer.parseInt(Files.readString(file(family, interfaceName, name)).trim());
    } catch (IOException | NumberFormatException e) {
      return otherwise;
    }
  }

  private static Path file(String family, String interfaceName, String name) {
    return NET.resolve(family).resolve("conf").resolve(interfaceName).resolve(name);
  }
}
