package io.jhaproxy.vrrp.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The interfaces of the machine, as far as reading a configuration wants to know them. */
@FunctionalInterface
public interface InterfaceNames {
  /** Whether an interface of this name exists now. */
  boolean exists(String name);

  /** The interfaces of this process's network namespace. */
  static InterfaceNames ofSystem() {
    return name ->
        !name.isEmpty()
            && name.indexOf('/') < 0
            && !name.startsWith(".")
            && Files.exists(Path.of("/sys/class/net", name));
  }

  /** Exactly these. */
  static InterfaceNames of(String... names) {
    return Set.of(names)::contains;
  }
}
