package io.jhaproxy.vrrp.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/** Numbers of the protocols above IP, by number or by the names of /etc/protocols. */
final class IpProtocols {
  private static final Path FILE = Path.of("/etc/protocols");

  private IpProtocols() {}

  static OptionalInt number(String text) {
    if (text.matches("[0-9]+")) {
      return RouteNames.number(text, 10, 255);
    }
    if (!Files.isReadable(FILE)) {
      return builtIn(text);
    }
    try {
      for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
        String[] words = line.replaceFirst("#.*", "").strip().split("[ \t]+");
        if (words.length > 1 && Arrays.asList(words).contains(text)) {
          return RouteNames.number(words[1], 10, 255);
        }
      }
    } catch (IOException e) {
      return builtIn(text);
    }
    return OptionalInt.empty();
  }

  /** Where the file is missing. */
  private static OptionalInt builtIn(String text) {
    return switch (text) {
      case "icmp", "ICMP" -> OptionalInt.of(1);
      case "tcp", "TCP" -> OptionalInt.of(6);
      case "udp", "UDP" -> OptionalInt.of(17);
      case "ipv6-icmp", "IPv6-ICMP" -> OptionalInt.of(58);
      case "sctp", "SCTP" -> OptionalInt.of(132);
      default -> OptionalInt.empty();
    };
  }
}
