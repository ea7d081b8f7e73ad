package io.jhaproxy.vrrp.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Names of routing tables, protocols and types: built in, and those of iproute2's files. */
final class RouteNames {
  private static final List<Path> DIRECTORIES =
      List.of(Path.of("/etc/iproute2"), Path.of("/usr/share/iproute2"));

  private RouteNames() {}

  /** The number of a routing table. */
  static OptionalInt table(String text) {
    return switch (text) {
      case "default" -> OptionalInt.of(253);
      case "main" -> OptionalInt.of(254);
      case "local" -> OptionalInt.of(255);
      case "unspec" -> OptionalInt.of(0);
      default -> lookUp(text, "rt_tables", Integer.MAX_VALUE);
    };
  }

  /** The number of a route protocol. */
  static OptionalInt protocol(String text) {
    return switch (text) {
      case "redirect" -> OptionalInt.of(1);
      case "kernel" -> OptionalInt.of(2);
      case "boot" -> OptionalInt.of(3);
      case "static" -> OptionalInt.of(4);
      case "keepalived" -> OptionalInt.of(18);
      default -> lookUp(text, "rt_protos", 255);
    };
  }

  /** The number of a type of service. */
  static OptionalInt tos(String text) {
    OptionalInt number = number(text, 16, 255);
    return number.isPresent() ? number : lookUp(text, "rt_dsfield", 255);
  }

  /** The number of a realm. */
  static OptionalInt realm(String text) {
    return lookUp(text, "rt_realms", 255);
  }

  /** The number of a group of interfaces. */
  static OptionalInt interfaceGroup(String text) {
    return text.equals("default") ? OptionalInt.of(0) : lookUp(text, "group", Integer.MAX_VALUE);
  }

  /** The number of a route type, RTN_*. */
  static OptionalInt type(String text) {
    return switch (text) {
      case "unicast" -> OptionalInt.of(1);
      case "local" -> OptionalInt.of(2);
      case "broadcast" -> OptionalInt.of(3);
      case "anycast" -> OptionalInt.of(4);
      case "multicast" -> OptionalInt.of(5);
      case "blackhole" -> OptionalInt.of(6);
      case "unreachable" -> OptionalInt.of(7);
      case "prohibit" -> OptionalInt.of(8);
      case "throw" -> OptionalInt.of(9);
      case "nat" -> OptionalInt.of(10);
      default -> OptionalInt.empty();
    };
  }

  private static OptionalInt lookUp(String text, String file, int limit) {
    OptionalInt number = number(text, 10, limit);
    if (number.isPresent()) {
      return number;
    }
    for (Path directory : DIRECTORIES) {
      OptionalInt found = find(text, directory.resolve(file), limit);
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt find(String text, Path file, int limit) {
    if (!Files.isReadable(file)) {
      return OptionalInt.empty();
    }
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        String[] words = line.strip().split("[ \t]+");
        if (words.length > 1 && words[1].equals(text) && !words[0].startsWith("#")) {
          return number(words[0], 10, limit);
        }
      }
    } catch (IOException e) {
      return OptionalInt.empty();
    }
    return OptionalInt.empty();
  }

  static OptionalInt number(String text, int radix, long limit) {
    String digits = text;
    int base = radix;
    if (text.startsWith("0x")) {
      digits = text.substring(2);
      base = 16;
    }
    try {
      long value = Long.parseLong(digits, base);
      return value >= 0 && value <= limit ? OptionalInt.of((int) value) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
