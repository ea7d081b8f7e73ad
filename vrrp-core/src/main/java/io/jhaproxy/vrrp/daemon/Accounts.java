package io.jhaproxy.vrrp.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Numbers of users and groups, by name, from /etc/passwd and /etc/group. */
final class Accounts {
  private Accounts() {}

  static int uid(String name) throws IOException {
    return number(Path.of("/etc/passwd"), name);
  }

  static int gid(String name) throws IOException {
    return number(Path.of("/etc/group"), name);
  }

  private static int number(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[0].equals(name)) {
        return Integer.parseInt(fields[2]);
      }
    }
    throw new IOException("no account " + name);
  }
}
