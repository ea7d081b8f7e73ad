package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.route.RuleSelectors;
import io.jhaproxy.vrrp.route.RuleSelectors.Range;
import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One rule line, in the words of ip-rule(8); use once. */
final class RuleReader {
  private static final int LOOKUP = 1;
  private static final int GOTO = 2;
  private static final int NOP = 3;
  private static final int KEEPALIVED = 18;

  private final Line line;
  private final boolean fixed;
  private final Words words;
  private @Nullable Family family;
  private @Nullable InetAddress from;
  private int fromPrefix;
  private @Nullable InetAddress to;
  private int toPrefix;
  private @Nullable String input;
  private @Nullable String output;
  private int mark;
  private int mask;
  private int tos;
  private @Nullable Long priority;
  private int action;
  private int table;
  private long target;
  private boolean not;
  private int protocol = KEEPALIVED;
  private boolean track = true;
  private @Nullable String trackGroup;
  private @Nullable Integer ipProtocol;
  private @Nullable Range sourcePorts;
  private @Nullable Range destinationPorts;
  private @Nullable Range users;
  private @Nullable Long tunnelId;
  private boolean l3mdev;
  private int realms;
  private @Nullable Integer suppressPrefixLength;
  private @Nullable Integer suppressGroup;

  private RuleReader(Line line, boolean fixed) {
    this.line = line;
    this.fixed = fixed;
    this.words = new Words(line);
  }

  /** Reads a line; null if it cannot be used, and why was told. */
  static @Nullable RuleModel read(Line line, boolean fixed) {
    return new RuleReader(line, fixed).read();
  }

  private @Nullable RuleModel read() {
    while (words.more()) {
      String word = words.next();
      if (!selector(word) && !action(word) && !other(word)) {
        words.refuse("Unknown rule option " + word);
      }
    }
    if (words.refused() || !actionFits()) {
      return null;
    }
    Long given = priority;
    if (given == null) {
      given = line.draft().nextRulePreference();
      line.error(
          "Rule has no preference specified - setting to "
              + given
              + ". This is probably not what you want.");
    }
    if (words.dropped()) {
      return null;
    }
    if (action == GOTO && given >= target) {
      line.error("Invalid rule - preference " + given + " >= goto target " + target);
      return null;
    }
    return new RuleModel(
        family == null ? Family.INET : family,
        from,
        fromPrefix,
        to,
        toPrefix,
        input,
        output,
        mark,
        mask,
        tos,
        given,
        action,
        table,
        (int) target,
        not,
        protocol,
        new RuleSelectors(
            ipProtocol,
            sourcePorts,
            destinationPorts,
            users,
            tunnelId,
            l3mdev,
            realms,
            suppressPrefixLength,
            suppressGroup),
        track,
        trackGroup,
        line.raw());
  }

  private boolean actionFits() {
    if (action == 0) {
      line.error("No action specified for rule - ignoring");
      return false;
    }
    boolean needsTable = realms != 0 || suppressPrefixLength != null || suppressGroup != null;
    if (needsTable && action != LOOKUP) {
      line.error("suppressor/realm specified for non table action - skipping");
      return false;
    }
    return true;
  }

  private boolean selector(String word) {
    switch (word) {
      case "not" -> not = true;
      case "from" -> {
        from = network(word);
        fromPrefix = length;
      }
      case "to" -> {
        to = network(word);
        toPrefix = length;
      }
      case "iif", "dev" -> input = device();
      case "oif" -> output = device();
      case "tos", "dsfield" -> {
        OptionalInt number = RouteNames.tos(words.value());
        if (number.isEmpty()) {
          words.refuse("TOS value " + words.last() + " is invalid");
        }
        tos = number.orElse(0);
      }
      case "fwmark" -> mark(words.value());
      case "sport" -> sourcePorts = ports(word);
      case "dport" -> destinationPorts = ports(word);
      case "uidrange" -> users(words.value());
      case "ipproto" -> ipProtocol(words.value());
      case "tunnel-id" -> {
        OptionalLong number = line.number(words.value(), 0, Long.MAX_VALUE);
        if (number.isEmpty()) {
          words.refuse("Invalid tunnel-id tunnel-id specified");
        }
        tunnelId = number.orElse(0);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private int length;

  private @Nullable InetAddress network(String word) {
    String text = words.value();
    length = 0;
    if (text.equals("all") || text.equals("any") || text.equals("default")) {
      return null;
    }
    int slash = text.indexOf('/');
    InetAddress address = IpText.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      line.error("VRRP parsed invalid IP " + text + ". skipping IP...");
      words.refuse("Invalid rule " + word + " address " + text);
      return null;
    }
    int bits = Family.of(address).bits();
    length = bits;
    if (slash >= 0) {
      String given = text.substring(slash + 1);
      OptionalLong number = line.number(given, 0, bits);
      if (number.isEmpty()) {
        line.error(
            "Invalid address prefix len " + given + " for address " + text + " - using " + bits);
      }
      length = (int) number.orElse(bits);
    }
    if (family != null && family != Family.of(address)) {
      words.refuse("rule specification has mixed IPv4 and IPv6");
    }
    family = Family.of(address);
    return address;
  }

  private String device() {
    String name = words.value();
    line.draft().needInterface(line, name, "WARNING - interface %s for rule doesn't exist");
    boolean missing =
        !line.draft().interfaces().exists(name) && !line.draft().global.dynamicInterfaces;
    if (missing) {
      words.refuse();
    }
    return name;
  }

  private void mark(String text) {
    int slash = text.indexOf('/');
    OptionalInt value = bits(slash < 0 ? text : text.substring(0, slash));
    OptionalInt bits = slash < 0 ? OptionalInt.of(0) : bits(text.substring(slash + 1));
    if (value.isEmpty() || bits.isEmpty()) {
      words.refuse("Invalid rule fwmark " + text + " specified");
      return;
    }
    mark = value.getAsInt();
    mask = bits.getAsInt();
  }

  private static OptionalInt bits(String text) {
    try {
      return OptionalInt.of((int) (Long.decode(text) & 0xffffffffL));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private @Nullable Range ports(String word) {
    Range range = range(words.value(), 0xffff);
    if (range == null) {
      words.drop("invalid " + word + " range " + words.last());
    }
    return range;
  }

  private void users(String text) {
    users = range(text, 0xffffffffL);
    if (users == null) {
      words.refuse("Invalid uidrange uidrange specified");
    }
  }

  private static @Nullable Range range(String text, long limit) {
    if (!text.matches("[0-9]{1,10}-[0-9]{1,10}")) {
      return null;
    }
    int dash = text.indexOf('-');
    long first = Long.parseLong(text.substring(0, dash));
    long last = Long.parseLong(text.substring(dash + 1));
    return first > limit || last > limit ? null : new Range(first, last);
  }

  private void ipProtocol(String text) {
    OptionalInt number = IpProtocols.number(text);
    if (number.isEmpty()) {
      words.drop("Invalid ipproto " + text);
      return;
    }
    ipProtocol = number.getAsInt();
  }

  private boolean action(String word) {
    switch (word) {
      case "table", "lookup" -> {
        OptionalInt number = RouteNames.table(words.value());
        if (number.isEmpty()) {
          words.refuse("Routing table " + words.last() + " not found for rule");
        }
        table = number.orElse(0);
        action(LOOKUP, "");
      }
      case "goto" -> {
        target = line.number(words.value(), 0, 0xffffffffL).orElse(0);
        action(GOTO, "/l3mdev");
      }
      case "nop" -> action(NOP, "/l3mdev");
      case "type" -> type(words.value());
      case "blackhole", "unreachable", "prohibit" -> type(word);
      case "l3mdev" -> {
        if (action != 0) {
          words.refuse("Cannot specify l3mdev with other action");
        }
        action = LOOKUP;
        l3mdev = true;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void action(int wanted, String alsoNamed) {
    if (action != 0) {
      words.refuse(
          "Cannot specify more than one of table/nop/goto/blackhole/prohibit/unreachable"
              + alsoNamed
              + " for rule");
    }
    action = wanted;
  }

  private void type(String word) {
    OptionalInt type = RouteNames.type(word);
    if (type.isEmpty()) {
      words.refuse("Unknown rule option " + word);
      return;
    }
    action(type.getAsInt(), "/l3mdev");
  }

  private boolean other(String word) {
    switch (word) {
      case "priority", "preference", "order" -> {
        OptionalLong number = line.number(words.value(), 0, 0xffffffffL);
        priority = number.isPresent() ? number.getAsLong() : null;
      }
      case "realms" -> {
        Integer flow = words.realms();
        if (flow == null) {
          words.refuse("invalid realms " + words.last() + " for rule");
        } else {
          realms = flow;
        }
      }
      case "suppress_prefixlength", "sup_pl" -> {
        OptionalLong number = line.number(words.value(), 0, Integer.MAX_VALUE);
        if (number.isEmpty()) {
          words.refuse("Invalid suppress_prefixlength " + word + " specified");
        }
        suppressPrefixLength = (int) number.orElse(0);
      }
      case "suppress_ifgroup", "sup_group" -> {
        OptionalInt number = RouteNames.interfaceGroup(words.value());
        if (number.isEmpty()) {
          words.refuse("suppress_group " + words.last() + " is invalid");
        }
        suppressGroup = number.orElse(0);
      }
      case "protocol" -> {
        String text = words.value();
        OptionalInt number = RouteNames.protocol(text);
        if (number.isEmpty()) {
          line.number(text, 0, 255);
          line.error("Invalid protocol " + text);
        }
        protocol = number.orElse(KEEPALIVED);
      }
      case "no_track" -> track = false;
      case "track_group" -> {
        String name = words.value();
        boolean known = line.draft().trackGroups.stream().anyMatch(g -> g.name().equals(name));
        if (!fixed || !known) {
          line.error("track_group " + name + " not found");
        } else {
          trackGroup = name;
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
