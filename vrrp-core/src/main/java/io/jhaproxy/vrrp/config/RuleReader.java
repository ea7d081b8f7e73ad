package io.jhaproxy.vrrp.config;

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
  private int next;
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
  private boolean refused;
  private boolean dropped;

  private RuleReader(Line line, boolean fixed) {
    this.line = line;
    this.fixed = fixed;
  }

  /** Reads a line; null if it cannot be used, and why was told. */
  static @Nullable RuleModel read(Line line, boolean fixed) {
    return new RuleReader(line, fixed).read();
  }

  private @Nullable RuleModel read() {
    while (next < line.size() && !refused) {
      String word = line.word(next++);
      if (!selector(word) && !action(word) && !other(word)) {
        refuse("Unknown rule option " + word);
      }
    }
    if (refused) {
      return null;
    }
    if (action == 0) {
      line.error("No action specified for rule - ignoring");
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
    if (dropped) {
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
        track,
        trackGroup,
        line.raw());
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
        OptionalInt number = RouteNames.tos(value());
        if (number.isEmpty()) {
          refuse("TOS value " + line.word(next - 1) + " is invalid");
        }
        tos = number.orElse(0);
      }
      case "fwmark" -> mark(value());
      case "sport", "dport" -> range(word, "invalid " + word + " range ");
      case "uidrange" -> range(word, "invalid uidrange ");
      case "ipproto", "tunnel-id" -> {
        value();
        noEffect(word);
      }
      case "l3mdev" -> {
        action = action == 0 ? LOOKUP : action;
        noEffect(word);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** A selector this program does not pass to the kernel: the rule would match too much. */
  private void noEffect(String word) {
    line.draft().withoutEffect("rules with " + word);
    dropped = true;
  }

  private int length;

  private @Nullable InetAddress network(String word) {
    String text = value();
    length = 0;
    if (text.equals("all") || text.equals("any") || text.equals("default")) {
      return null;
    }
    int slash = text.indexOf('/');
    InetAddress address = IpText.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      line.error("VRRP parsed invalid IP " + text + ". skipping IP...");
      refuse("Invalid rule " + word + " address " + text);
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
      refuse("rule specification has mixed IPv4 and IPv6");
    }
    family = Family.of(address);
    return address;
  }

  private String device() {
    String name = value();
    line.draft().needInterface(line, name, "WARNING - interface %s for rule doesn't exist");
    refused |= !line.draft().interfaces().exists(name) && !line.draft().global.dynamicInterfaces;
    return name;
  }

  private void mark(String text) {
    int slash = text.indexOf('/');
    OptionalInt value = bits(slash < 0 ? text : text.substring(0, slash));
    OptionalInt bits = slash < 0 ? OptionalInt.of(0) : bits(text.substring(slash + 1));
    if (value.isEmpty() || bits.isEmpty()) {
      refuse("Invalid rule fwmark " + text + " specified");
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

  private void range(String word, String complaint) {
    String text = value();
    if (!text.matches("[0-9]+(-[0-9]+)?")) {
      line.error(complaint + text);
    }
    noEffect(word);
  }

  private boolean action(String word) {
    switch (word) {
      case "table", "lookup" -> {
        OptionalInt number = RouteNames.table(value());
        if (number.isEmpty()) {
          refuse("Routing table " + line.word(next - 1) + " not found for rule");
        }
        table = number.orElse(0);
        action = LOOKUP;
      }
      case "goto" -> {
        target = line.number(value(), 0, 0xffffffffL).orElse(0);
        action = GOTO;
      }
      case "nop" -> action = NOP;
      case "type" -> action = type(value());
      case "blackhole", "unreachable", "prohibit" -> action = type(word);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int type(String word) {
    OptionalInt type = RouteNames.type(word);
    return type.orElse(0);
  }

  private boolean other(String word) {
    switch (word) {
      case "priority", "preference", "order" -> {
        OptionalLong number = line.number(value(), 0, 0xffffffffL);
        priority = number.isPresent() ? number.getAsLong() : null;
      }
      case "realms" -> {
        value();
        line.draft().withoutEffect("rules with realms");
      }
      case "suppress_prefixlength", "sup_pl", "suppress_ifgroup", "sup_group" -> {
        value();
        noEffect(word);
      }
      case "protocol" -> {
        String text = value();
        OptionalInt number = RouteNames.protocol(text);
        if (number.isEmpty()) {
          line.number(text, 0, 255);
          line.error("Invalid protocol " + text);
        }
        protocol = number.orElse(KEEPALIVED);
      }
      case "no_track" -> track = false;
      case "track_group" -> {
        String name = value();
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
