package io.jhaproxy.vrrp.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The interfaces of the machine, as far as reading a configuration wants to know them. */
@FunctionalInterface
public interface InterfaceNames {
  /** Whether an interface of this name exists now. */
  boolean exists(String name);

  /** The interfaces that the network namespace of this thread has now. */
  static InterfaceNames ofSystem() {
    Set<String> names = new HashSet<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/thread-self/net/dev"))) {
        int colon = line.lastIndexOf(':');
        if (colon > 0) {
          names.add(line.substring(0, colon).strip());
        }
      }
    } catch (IOException e) {
      names.clear(); // Without /proc nothing is known to exist.
    }
    return names::contains;
  }

  /** Exactly these. */
  static InterfaceNames of(String... names) {
    return Set.of(names)::contains;
  }
}
