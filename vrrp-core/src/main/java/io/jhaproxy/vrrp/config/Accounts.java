package io.jhaproxy.vrrp.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The accounts and groups of the machine, as far as names in a configuration need them.
 *
 * @param users names of accounts
 * @param groups names of groups
 */
record Accounts(Set<String> users, Set<String> groups) {
  /** Those of /etc/passwd and /etc/group. */
  static Accounts ofSystem() {
    return new Accounts(names(Path.of("/etc/passwd")), names(Path.of("/etc/group")));
  }

  private static Set<String> names(Path file) {
    Set<String> names = new HashSet<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          names.add(line.substring(0, colon));
        }
      }
    } catch (IOException e) {
      // No file, no accounts: the configuration's names are then reported as unknown.
      names.clear();
    }
    return names;
  }

  /** Whether a name or number is an account. */
  boolean user(String name) {
    return users.contains(name) || name.matches("[0-9]{1,9}");
  }

  /** Whether a name or number is a group. */
  boolean group(String name) {
    return groups.contains(name) || name.matches("[0-9]{1,9}");
  }
}
