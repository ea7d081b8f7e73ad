package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One route line, in the words of ip-route(8); use once. */
final class RouteReader {
  /** RTAX numbers of the options that are numbers. */
  private static final Map<String, Integer> METRICS =
      Map.ofEntries(
          Map.entry("mtu", 2),
          Map.entry("window", 3),
          Map.entry("rtt", 4),
          Map.entry("rttvar", 5),
          Map.entry("ssthresh", 6),
          Map.entry("cwnd", 7),
          Map.entry("advmss", 8),
          Map.entry("reordering", 9),
          Map.entry("hoplimit", 10),
          Map.entry("initcwnd", 11),
          Map.entry("features", 12),
          Map.entry("rto_min", 13),
          Map.entry("initrwnd", 14),
          Map.entry("quickack", 15),
          Map.entry("fastopen_no_cookie", 17));

  private static final int KEEPALIVED = 18;

  private final Line line;
  private final boolean fixed;
  private int next;
  private @Nullable Family family;
  private @Nullable InetAddress destination;
  private int prefixLength;
  private boolean hasDestination;
  private String shown = "";
  private @Nullable InetAddress via;
  private @Nullable String device;
  private @Nullable InetAddress source;
  private int table = 254;
  private int metric = -1;
  private int scope;
  private int type = 1;
  private int protocol = KEEPALIVED;
  private int tos;
  private boolean onLink;
  private final Map<Integer, Integer> metrics = new HashMap<>();
  private final List<RouteModel.Hop> hops = new ArrayList<>();
  private boolean track = true;
  private @Nullable String trackGroup;
  private boolean refused;
  private boolean badHop;

  private RouteReader(Line line, boolean fixed) {
    this.line = line;
    this.fixed = fixed;
  }

  /** Reads a line; null if it cannot be used, and why was told. */
  static @Nullable RouteModel read(Line line, boolean fixed) {
    return new RouteReader(line, fixed).read();
  }

  private @Nullable RouteModel read() {
    while (next < line.size() && !refused) {
      String word = line.word(next++);
      if (!selector(word) && !attribute(word)) {
        target(word);
      }
    }
    if (refused) {
      return null;
    }
    if (!hasDestination && !badHop) {
      line.error("Route must have a destination");
      return null;
    }
    checkTracking();
    if (badHop) {
      return null;
    }
    return new RouteModel(
        family == null ? Family.INET : family,
        destination,
        prefixLength,
        via,
        device,
        source,
        table,
        metric,
        scope,
        type,
        protocol,
        tos,
        onLink,
        metrics,
        hops,
        track,
        trackGroup,
        line.raw());
  }

  private void checkTracking() {
    if (track && device == null) {
      line.error(
          "Warning - cannot track route " + shown + " with no interface specified, not tracking");
      track = false;
    }
    if (track && protocol != KEEPALIVED) {
      line.error(
          "Route cannot be tracked if protocol is not RTPROT_KEEPALIVED(18), resetting protocol");
      protocol = KEEPALIVED;
    }
  }

  private String value() {
    return line.required(next++);
  }

  private void refuse(String text) {
    line.error(text);
    refused = true;
  }

  private boolean selector(String word) {
    switch (word) {
      case "to" -> target(value());
      case "via", "gw" -> via(word);
      case "or" -> or();
      case "dev", "oif" -> device = device(value());
      case "src" -> source = address(value(), "invalid route src address ");
      case "nexthop" -> hop();
      case "onlink" -> onLink = true;
      case "no_track" -> track = false;
      case "track_group" -> {
        if (!fixed) {
          return false;
        }
        trackGroup(value());
      }
      case "add", "append", "prepend" -> {
        // How it is inserted among equal ones; routes of this program replace their equals.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void via(String word) {
    if (word.equals("gw")) {
      line.error("\"gw\" for routes is deprecated. Please use \"via\"");
    }
    String text = value();
    if (text.equals("inet") || text.equals("inet6")) {
      text = value();
    }
    via = address(text, "invalid route via address ");
  }

  private void or() {
    line.error("\"or\" for routes is deprecated. Please use \"nexthop\"");
    InetAddress second = address(value(), "invalid route via address ");
    if (second != null) {
      hops.add(new RouteModel.Hop(via, device, 1, false));
      hops.add(new RouteModel.Hop(second, null, 1, false));
      via = null;
    }
  }

  private String device(String name) {
    line.draft()
        .needInterface(line, name, "WARNING - interface %s for VROUTE nexthop doesn't exist");
    return name;
  }

  private @Nullable InetAddress address(String text, String complaint) {
    InetAddress address = IpText.parse(text);
    if (address == null) {
      line.error("VRRP parsed invalid IP " + text + ". skipping IP...");
      refuse(complaint + text);
      return null;
    }
    sameFamily(address);
    return address;
  }

  private void sameFamily(InetAddress address) {
    if (family != null && family != Family.of(address)) {
      refuse("Cannot mix IPv4 and IPv6 addresses for route");
    }
    family = Family.of(address);
  }

  private void hop() {
    InetAddress gateway = null;
    String out = null;
    int weight = 1;
    boolean direct = false;
    while (next < line.size() && !line.word(next).equals("nexthop") && !refused) {
      String word = line.word(next++);
      switch (word) {
        case "via" -> {
          String text = value();
          gateway = address(text.startsWith("inet") ? value() : text, "invalid nexthop address ");
          if (gateway == null) {
            refused = false;
            badHop = true;
            next = line.size();
            return;
          }
        }
        case "dev" -> {
          out = value();
          line.draft()
              .needInterface(line, out, "WARNING - interface %s for VROUTE nexthop doesn't exist");
        }
        case "weight" -> weight = (int) line.number(value(), 1, 256).orElse(1);
        case "onlink" -> direct = true;
        case "realms" -> value();
        case "encap" -> encapsulation();
        default -> {
          next--;
          hops.add(new RouteModel.Hop(gateway, out, weight, direct));
          return;
        }
      }
    }
    hops.add(new RouteModel.Hop(gateway, out, weight, direct));
  }

  private void trackGroup(String name) {
    if (line.draft().trackGroups.stream().noneMatch(g -> g.name().equals(name))) {
      line.error("track_group " + name + " not found");
    } else {
      trackGroup = name;
    }
  }

  private boolean attribute(String word) {
    switch (word) {
      case "table" ->
          table = named(RouteNames.table(value()), "Routing table %s not found for route");
      case "metric", "priority", "preference" -> metric(value());
      case "scope" ->
          scope = named(Scopes.number(value()), "Scope %s not found or invalid for route");
      case "tos", "dsfield" -> tos = named(RouteNames.tos(value()), "TOS value %s is invalid");
      case "protocol" ->
          protocol =
              named(RouteNames.protocol(value()), "Protocol %s not found or invalid for route");
      case "congctl", "realms", "expires", "pref", "ttl-propagate", "as" -> noEffect(word);
      case "encap" -> encapsulation();
      default -> {
        return METRICS.containsKey(word) && metricOption(word);
      }
    }
    return true;
  }

  private int named(OptionalInt number, String complaint) {
    if (number.isEmpty()) {
      refuse(String.format(complaint, line.word(next - 1)));
    }
    return number.orElse(0);
  }

  private void metric(String text) {
    OptionalLong value = line.number(text, 0, Integer.MAX_VALUE);
    if (value.isEmpty()) {
      refuse("Invalid metric " + text + " specified for route");
    }
    metric = (int) value.orElse(-1);
  }

  /** Options of ip-route(8) that are checked for their argument and not set. */
  private void noEffect(String word) {
    String text = value();
    if ((word.equals("congctl") || word.equals("as"))
        && (text.equals("lock") || text.equals("to"))) {
      value();
    }
    if (word.equals("expires")) {
      line.number(text, 0, 0xffffffffL);
    } else if (word.equals("pref") && !List.of("low", "medium", "high").contains(text)) {
      line.number(text, 0, 3);
      refuse("Invalid pref value " + text + " specified for route");
      return;
    }
    line.draft().withoutEffect("route option " + word);
  }

  private void encapsulation() {
    String kind = value();
    if (!List.of("mpls", "ip", "ip6", "ila").contains(kind)) {
      refuse("Unknown encap type - " + kind);
      return;
    }
    line.draft().withoutEffect("route option encap");
    next = line.size();
  }

  private boolean metricOption(String word) {
    String text = value();
    if (text.equals("lock")) {
      text = value();
    }
    int number = METRICS.getOrDefault(word, 0);
    if (word.equals("features")) {
      if (text.equals("ecn")) {
        metrics.put(number, 1);
      } else {
        refuse("feature " + text + " not supported");
      }
      return true;
    }
    String digits = text;
    if (word.startsWith("rt")) {
      digits = text.endsWith("ms") ? text.substring(0, text.length() - 2) : text;
      digits = digits.endsWith("s") ? digits.substring(0, digits.length() - 1) + "000" : digits;
    }
    OptionalLong value = line.number(digits, 0, 0x7fffffffL);
    if (value.isEmpty()) {
      refuse("Invalid " + word + " " + text + " specified for route");
      return true;
    }
    metrics.put(number, (int) value.getAsLong());
    return true;
  }

  private void target(String word) {
    OptionalInt routeType = RouteNames.type(word);
    if (routeType.isPresent()) {
      type = routeType.getAsInt();
      network(line.required(next++));
      return;
    }
    if (word.equals("default") || word.equals("default6")) {
      hasDestination = true;
      shown = word;
      family = word.equals("default6") ? Family.INET6 : family;
      return;
    }
    network(word);
  }

  private void network(String word) {
    int slash = word.indexOf('/');
    InetAddress address = IpText.parse(slash < 0 ? word : word.substring(0, slash));
    if (address == null) {
      line.error("VRRP parsed invalid IP " + word + ". skipping IP...");
      refuse("unknown route keyword " + word);
      return;
    }
    sameFamily(address);
    int bits = Family.of(address).bits();
    prefixLength = bits;
    if (slash >= 0) {
      String length = word.substring(slash + 1);
      OptionalLong value = line.number(length, 0, bits);
      if (value.isEmpty()) {
        line.error(
            "Invalid address prefix len " + length + " for address " + word + " - using " + bits);
      }
      prefixLength = (int) value.orElse(bits);
    }
    destination = address;
    hasDestination = true;
    shown = word;
  }
}
