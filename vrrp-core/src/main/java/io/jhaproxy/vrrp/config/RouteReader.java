package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.route.Encapsulation;
import io.jhaproxy.vrrp.route.RouteOptions;
import io.jhaproxy.vrrp.route.RouteOptions.Placement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One route line, in the words of ip-route(8); use once. */
final class RouteReader {
  private static final int KEEPALIVED = 18;

  private final Line line;
  private final boolean fixed;
  private final Words words;
  private final RouteMetrics metrics;
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
  private Placement placement = Placement.PREPEND;
  private int realms;
  private @Nullable Integer preference;
  private @Nullable Integer expires;
  private @Nullable Boolean propagateTtl;
  private @Nullable Encapsulation encapsulation;
  private final List<RouteModel.Hop> hops = new ArrayList<>();
  private boolean track = true;
  private @Nullable String trackGroup;

  private RouteReader(Line line, boolean fixed) {
    this.line = line;
    this.fixed = fixed;
    this.words = new Words(line);
    this.metrics = new RouteMetrics(words);
  }

  /** Reads a line; null if it cannot be used, and why was told. */
  static @Nullable RouteModel read(Line line, boolean fixed) {
    return new RouteReader(line, fixed).read();
  }

  private @Nullable RouteModel read() {
    while (words.more()) {
      String word = words.next();
      if (!selector(word) && !attribute(word) && !metrics.read(word)) {
        target(word);
      }
    }
    if (words.refused()) {
      return null;
    }
    if (!hasDestination && !words.dropped()) {
      line.error("Route must have a destination");
      return null;
    }
    checkTracking();
    if (words.dropped()) {
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
        metrics.values(),
        hops,
        new RouteOptions(
            placement,
            realms,
            metrics.congestionControl(),
            preference,
            expires,
            propagateTtl,
            encapsulation),
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

  private boolean selector(String word) {
    switch (word) {
      case "to" -> target(words.value());
      case "via", "gw" -> via(word);
      case "or" -> or();
      case "dev", "oif" -> device = device(words.value());
      case "src" -> source = address(words.value(), "invalid route src address ");
      case "nexthop" -> hops();
      case "onlink" -> onLink = true;
      case "no_track" -> track = false;
      case "track_group" -> {
        if (!fixed) {
          return false;
        }
        trackGroup(words.value());
      }
      case "add" -> placement = Placement.ADD;
      case "append" -> placement = Placement.APPEND;
      case "prepend" -> placement = Placement.PREPEND;
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
    String text = words.value();
    if (text.equals("inet") || text.equals("inet6")) {
      text = words.value();
    }
    via = address(text, "invalid route via address ");
  }

  private void or() {
    line.error("\"or\" for routes is deprecated. Please use \"nexthop\"");
    InetAddress second = address(words.value(), "invalid route via address ");
    if (second != null) {
      hops.add(new RouteModel.Hop(via, device, 1, false, 0, null));
      hops.add(new RouteModel.Hop(second, null, 1, false, 0, null));
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
      words.refuse(complaint + text);
      return null;
    }
    sameFamily(address, "");
    return address;
  }

  private void sameFamily(InetAddress address, String shownAs) {
    if (family != null && family != Family.of(address)) {
      words.refuse("Cannot mix IPv4 and IPv6 addresses for route" + shownAs);
    }
    family = Family.of(address);
  }

  /** From the first {@code nexthop} on there is nothing but next hops. */
  private void hops() {
    do {
      RouteModel.Hop hop = hop();
      if (hop == null) {
        return;
      }
      hops.add(hop);
    } while (words.skip("nexthop"));
    if (words.more()) {
      words.drop("Route has trailing nonsense after nexthops - " + words.peek());
      words.end();
    }
  }

  private RouteModel.@Nullable Hop hop() {
    InetAddress gateway = null;
    String out = null;
    int weight = 1;
    boolean direct = false;
    Integer flow = 0;
    Encapsulation wrapping = null;
    while (words.more() && !words.peek().equals("nexthop")) {
      String word = words.next();
      switch (word) {
        case "via" -> {
          gateway = gateway();
          if (gateway == null) {
            return null;
          }
        }
        case "dev" -> out = device(words.value());
        case "weight" -> weight = (int) line.number(words.value(), 1, 256).orElse(1);
        case "onlink" -> direct = true;
        case "realms" -> {
          flow = words.realms();
          if (flow == null) {
            words.drop("Invalid realms " + words.last() + " for route");
            words.end();
            return null;
          }
        }
        case "encap" -> wrapping = EncapsulationReader.read(words);
        default -> {
          words.back(1);
          return new RouteModel.Hop(gateway, out, weight, direct, flow, wrapping);
        }
      }
    }
    return new RouteModel.Hop(gateway, out, weight, direct, flow, wrapping);
  }

  private @Nullable InetAddress gateway() {
    String text = words.value();
    text = text.startsWith("inet") ? words.value() : text;
    InetAddress gateway = IpText.parse(text);
    if (gateway == null) {
      line.error("VRRP parsed invalid IP " + text + ". skipping IP...");
      words.drop("invalid nexthop address " + text);
      words.end();
      return null;
    }
    sameFamily(gateway, "");
    return gateway;
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
          table = named(RouteNames.table(words.value()), "Routing table %s not found for route");
      case "metric", "priority", "preference" -> metric(words.value());
      case "scope" ->
          scope = named(Scopes.number(words.value()), "Scope %s not found or invalid for route");
      case "tos", "dsfield" ->
          tos = named(RouteNames.tos(words.value()), "TOS value %s is invalid");
      case "protocol" ->
          protocol =
              named(
                  RouteNames.protocol(words.value()), "Protocol %s not found or invalid for route");
      case "realms" -> realms();
      case "expires" -> expires();
      case "pref" -> preference();
      case "ttl-propagate" -> propagateTtl(words.value());
      case "as" -> {
        words.skip("to");
        words.value();
        line.error("\"as to\" for MPLS only - ignoring");
      }
      case "encap" -> encapsulation = EncapsulationReader.read(words);
      default -> {
        return false;
      }
    }
    return true;
  }

  private int named(OptionalInt number, String complaint) {
    if (number.isEmpty()) {
      words.refuse(String.format(complaint, words.last()));
    }
    return number.orElse(0);
  }

  private void metric(String text) {
    OptionalLong value = line.number(text, 0, Integer.MAX_VALUE);
    if (value.isEmpty()) {
      words.refuse("Invalid metric " + text + " specified for route");
    }
    metric = (int) value.orElse(-1);
  }

  private void realms() {
    Integer flow = words.realms();
    if (flow == null) {
      words.refuse("Invalid realms " + words.last() + " for route");
      return;
    }
    realms = flow;
  }

  /** Whether an option that IPv4 does not have can be used. */
  private boolean onlyIpv6(String word) {
    if (family == Family.INET) {
      words.refuse(word + " is only valid for IPv6");
      return false;
    }
    family = Family.INET6;
    return true;
  }

  private void expires() {
    String text = words.value();
    if (!onlyIpv6("expires")) {
      return;
    }
    OptionalLong seconds = line.number(text, 0, 0xffffffffL);
    if (seconds.isEmpty()) {
      words.refuse("Invalid expires time " + text + " specified for route");
      return;
    }
    expires = (int) seconds.getAsLong();
  }

  private void preference() {
    String text = words.value();
    if (!onlyIpv6("pref")) {
      return;
    }
    OptionalLong number =
        switch (text) {
          case "low" -> OptionalLong.of(3);
          case "medium" -> OptionalLong.of(0);
          case "high" -> OptionalLong.of(1);
          default -> line.number(text, 0, 3);
        };
    if (number.isEmpty()) {
      words.refuse("Invalid pref value " + text + " specified for route");
      return;
    }
    preference = (int) number.getAsLong();
  }

  private void propagateTtl(String text) {
    switch (text) {
      case "enabled" -> propagateTtl = true;
      case "disabled" -> propagateTtl = false;
      default -> line.error("ttl-propagate value " + text + " not recognised");
    }
  }

  private void target(String word) {
    OptionalInt routeType = RouteNames.type(word);
    if (routeType.isPresent()) {
      type = routeType.getAsInt();
      network(words.value());
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
      words.refuse("unknown route keyword " + word);
      return;
    }
    sameFamily(address, " (" + word + ")");
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
