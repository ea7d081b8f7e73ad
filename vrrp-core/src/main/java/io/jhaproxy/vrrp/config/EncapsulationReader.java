package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.route.Encapsulation;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code encap TYPE ...} of a route or a next hop. A word that is none of its own, or whose value
 * is wrong, is left to the reader of the route, as keepalived does. Use once.
 */
final class EncapsulationReader {
  private static final int MOST_LABELS = 16;
  private static final int LARGEST_LABEL = (1 << 20) - 1;

  private final Words words;
  private final Line line;
  private String kind = "";
  private @Nullable Long id;
  private @Nullable InetAddress destination;
  private @Nullable InetAddress source;
  private @Nullable Integer ttl;
  private @Nullable Integer tos;
  private @Nullable Integer flags;
  private boolean wrong;

  private EncapsulationReader(Words words) {
    this.words = words;
    this.line = words.line();
  }

  /** Reads from the type on; null if the route cannot be used, and why was told. */
  static @Nullable Encapsulation read(Words words) {
    return new EncapsulationReader(words).read();
  }

  private @Nullable Encapsulation read() {
    kind = words.value();
    return switch (kind) {
      case "mpls" -> labels(words.value());
      case "ila" -> locator(words.value());
      case "ip", "ip6" -> tunnel();
      default -> {
        words.drop("Unknown encap type - " + kind);
        words.end();
        yield null;
      }
    };
  }

  private @Nullable Encapsulation labels(String text) {
    List<Integer> labels = new ArrayList<>();
    for (String label : text.split("/", -1)) {
      OptionalInt number = RouteNames.number(label, 10, LARGEST_LABEL);
      if (number.isEmpty() || labels.size() == MOST_LABELS) {
        words.drop("invalid mpls address " + text + " for encapsulation");
        return null;
      }
      labels.add(number.getAsInt());
    }
    return new Encapsulation(Encapsulation.MPLS, labels, 0, null, null, null, null, null, null);
  }

  private @Nullable Encapsulation locator(String text) {
    if (!text.matches("[0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3}")) {
      words.drop("invalid locator " + text + " for ila encapsulation");
      return null;
    }
    long locator = 0;
    for (String group : text.split(":", -1)) {
      locator = locator << 16 | Integer.parseInt(group, 16);
    }
    return new Encapsulation(
        Encapsulation.ILA, List.of(), locator, null, null, null, null, null, null);
  }

  private @Nullable Encapsulation tunnel() {
    boolean given = false;
    while (words.more() && option(words.next())) {
      given = true;
    }
    if (!given && !wrong) {
      words.drop("address or id missing for " + kind + " encapsulation");
      return null;
    }
    int type = kind.equals("ip") ? Encapsulation.IP : Encapsulation.IP6;
    return new Encapsulation(type, List.of(), 0, id, destination, source, ttl, tos, flags);
  }

  /** Reads an option; one that is none, or wrong, becomes unread. */
  private boolean option(String word) {
    boolean ipv4 = kind.equals("ip");
    boolean read =
        switch (word) {
          case "id" -> id();
          case "dst" -> (destination = address(word)) != null;
          case "src" -> (source = address(word)) != null;
          case "ttl" -> ipv4 && (ttl = octet("ttl %s is not valid for ip encapsulation")) != null;
          case "hoplimit" ->
              !ipv4 && (ttl = octet("Invalid hoplimit %s specified for ip6 encapsulation")) != null;
          case "tos", "dsfield" ->
              ipv4 && (tos = trafficClass("dsfield %s not valid for ip encapsulation")) != null;
          case "tc" ->
              !ipv4 && (tos = trafficClass("tc value tc is invalid for ip6 encapsulation")) != null;
          case "flags" -> flags();
          default -> false;
        };
    if (!read) {
      wrong = !words.last().equals(word);
      words.back(wrong ? 2 : 1);
    }
    return read;
  }

  private boolean id() {
    OptionalLong number = line.number(words.value(), 0, Long.MAX_VALUE);
    if (number.isEmpty()) {
      line.error("encap id " + words.last() + " value is invalid");
      return false;
    }
    id = number.getAsLong();
    return true;
  }

  private boolean flags() {
    OptionalLong number = line.number(words.value(), 0, 0xffff);
    if (number.isEmpty()) {
      line.error("flags " + words.last() + " is not valid for " + kind + " encapsulation");
      return false;
    }
    flags = (int) number.getAsLong();
    return true;
  }

  private @Nullable InetAddress address(String word) {
    String text = words.value();
    InetAddress address = IpText.parse(text);
    if (address == null) {
      line.error("VRRP parsed invalid IP " + text + ". skipping IP...");
      line.error("Invalid encap " + kind + " " + word + " " + text);
      return null;
    }
    Family family = Family.of(address);
    if (family != (kind.equals("ip") ? Family.INET : Family.INET6)) {
      line.error(family.label() + " address " + text + " not valid for " + kind + " encapsulation");
      return null;
    }
    return address;
  }

  private @Nullable Integer octet(String complaint) {
    OptionalLong number = line.number(words.value(), 0, 255);
    return checked(
        number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty(),
        complaint);
  }

  private @Nullable Integer trafficClass(String complaint) {
    String text = words.value();
    // Decimal here, where the tos of a route is hexadecimal.
    OptionalInt number = RouteNames.number(text, 10, 255);
    return checked(number.isPresent() ? number : RouteNames.tos(text), complaint);
  }

  private @Nullable Integer checked(OptionalInt number, String complaint) {
    if (number.isEmpty()) {
      line.error(complaint.replace("%s", words.last()));
      return null;
    }
    return number.getAsInt();
  }
}
