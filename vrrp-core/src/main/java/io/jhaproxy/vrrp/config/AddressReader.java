package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One address line; use once. */
final class AddressReader {
  private static final int LABEL_LENGTH = 15;

  private final Line line;
  private final boolean fixed;
  private String text = "";
  private @Nullable InetAddress address;
  private int prefixLength;
  private @Nullable String device;
  private int scope;
  private @Nullable String label;
  private @Nullable InetAddress broadcast;
  private @Nullable InetAddress peer;
  private final Set<AddressModel.Flag> flags = EnumSet.noneOf(AddressModel.Flag.class);
  private @Nullable Duration preferred;
  private boolean track = true;
  private @Nullable String trackGroup;
  private boolean refused;

  private AddressReader(Line line, boolean fixed) {
    this.line = line;
    this.fixed = fixed;
  }

  /**
   * Reads a line that begins with an address.
   *
   * @param fixed whether it is a static address
   * @return null if it cannot be used; why was told
   */
  static @Nullable AddressModel read(Line line, boolean fixed) {
    return new AddressReader(line, fixed).read();
  }

  private @Nullable AddressModel read() {
    InetAddress parsed = network();
    if (parsed == null) {
      return null;
    }
    if (parsed.getAddress().length == 16) {
      flags.add(AddressModel.Flag.NODAD);
    }
    for (int i = 1; i < line.size() && !refused; i++) {
      i += option(i, line.word(i));
    }
    if (refused) {
      return null;
    }
    return new AddressModel(
        parsed,
        prefixLength,
        device,
        scope,
        label,
        broadcast,
        peer,
        peer == null ? 0 : prefixLength,
        flags,
        preferred,
        track,
        trackGroup);
  }

  private @Nullable InetAddress network() {
    text = line.word(0);
    int slash = text.indexOf('/');
    InetAddress parsed = IpText.parse(slash < 0 ? text : text.substring(0, slash));
    if (parsed == null) {
      invalid(text);
      return null;
    }
    address = parsed;
    int bits = Family.of(parsed).bits();
    prefixLength = bits;
    if (slash >= 0 && slash < text.length() - 1) {
      String length = text.substring(slash + 1);
      OptionalLong value = line.number(length, 0, bits);
      if (value.isEmpty()) {
        line.error(
            "Invalid address prefix len " + length + " for address " + text + " - using " + bits);
      }
      prefixLength = (int) value.orElse(bits);
    }
    return parsed;
  }

  private void invalid(String what) {
    line.error("VRRP parsed invalid IP " + what + ". skipping IP...");
    refused = true;
  }

  /** Reads an option; returns how many words after its name it took. */
  private int option(int index, String name) {
    switch (name) {
      case "home" -> flags.add(AddressModel.Flag.HOME);
      case "-nodad" -> flags.remove(AddressModel.Flag.NODAD);
      case "mngtmpaddr" -> flags.add(AddressModel.Flag.MNGTMPADDR);
      case "noprefixroute" -> flags.add(AddressModel.Flag.NOPREFIXROUTE);
      case "autojoin" -> flags.add(AddressModel.Flag.AUTOJOIN);
      case "no_track" -> track = false;
      case "use_vmac" -> {
        return useVmac(index);
      }
      default -> {
        return valued(index, name);
      }
    }
    return 0;
  }

  private int valued(int index, String name) {
    boolean known =
        switch (name) {
          case "dev", "scope", "label", "brd", "broadcast", "peer", "preferred_lft" -> true;
          case "track_group" -> fixed;
          default -> false;
        };
    if (!known) {
      line.error("Unknown configuration entry '" + name + "' for ip address - ignoring");
      return 0;
    }
    if (index + 1 >= line.size()) {
      line.error("No " + name + " parameter specified for " + text);
      return 0;
    }
    String value = line.word(index + 1);
    switch (name) {
      case "dev" -> device(value);
      case "scope" -> scope(value);
      case "label" -> label(value);
      case "peer" -> peer(value);
      case "preferred_lft" -> preferred(value);
      case "track_group" -> trackGroup(value);
      default -> broadcast(value);
    }
    return 1;
  }

  private void device(String name) {
    device = name;
    line.draft()
        .needInterface(
            line, name, "WARNING - interface %s for ip address " + text + " doesn't exist");
    if (!line.draft().interfaces().exists(name) && !line.draft().global.dynamicInterfaces) {
      refused = true;
    }
  }

  private void scope(String value) {
    OptionalInt number = Scopes.number(value);
    if (number.isEmpty()) {
      line.error("Invalid scope '" + value + "' specified for " + text + " - ignoring");
      return;
    }
    scope = number.getAsInt();
  }

  private void label(String value) {
    if (value.length() > LABEL_LENGTH) {
      line.error("Address label " + value + " is longer than maximum length 15 - removing address");
      refused = true;
      return;
    }
    label = value;
  }

  private void peer(String value) {
    InetAddress parsed = IpText.parse(value);
    if (parsed == null) {
      invalid(value);
      line.error("Invalid peer address " + value);
      return;
    }
    peer = parsed;
  }

  private void preferred(String value) {
    if (value.equals("forever")) {
      preferred = null;
      return;
    }
    OptionalLong seconds = line.number(value, 0, 4_294_967_294L);
    if (seconds.isEmpty()) {
      line.error("preferred_lft " + value + " is invalid");
      return;
    }
    preferred = Duration.ofSeconds(seconds.getAsLong());
  }

  private void trackGroup(String value) {
    if (line.draft().trackGroups.stream().noneMatch(g -> g.name().equals(value))) {
      line.error("track_group " + value + " not found");
      return;
    }
    trackGroup = value;
  }

  private void broadcast(String value) {
    InetAddress own = address;
    if (own == null || own.getAddress().length != 4) {
      line.error(
          "VRRP is trying to assign a broadcast "
              + value
              + " to the IPv6 address "
              + text
              + " !!?? WTF... skipping VIP...");
      refused = true;
      return;
    }
    if (value.equals("+") || value.equals("-")) {
      broadcast = hostBits(own, value.equals("+"));
      return;
    }
    InetAddress parsed = IpText.parse(value);
    if (parsed == null || parsed.getAddress().length != 4) {
      line.error("VRRP is trying to assign invalid broadcast " + value + ". skipping VIP...");
      refused = true;
      return;
    }
    broadcast = parsed;
  }

  private InetAddress hostBits(InetAddress own, boolean set) {
    byte[] bytes = own.getAddress();
    for (int bit = prefixLength; bit < 32; bit++) {
      int mask = 0x80 >> (bit & 7);
      bytes[bit / 8] = (byte) (set ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private int useVmac(int index) {
    int taken = 0;
    for (int i = index + 1; i < line.size(); i++) {
      String word = line.word(i);
      if (word.matches("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")) {
        VmacKeywords.mac(line, word);
      } else if (taken == 0 && !optionName(word)) {
        VmacKeywords.validName(line, word);
      } else {
        break;
      }
      taken++;
    }
    line.draft()
        .messages()
        .atStart("use_vmac of an address has no effect here: " + VmacKeywords.NO_OWN_VMAC);
    return taken;
  }

  private static boolean optionName(String word) {
    return switch (word) {
      case "dev",
          "scope",
          "label",
          "brd",
          "broadcast",
          "peer",
          "preferred_lft",
          "home",
          "-nodad",
          "mngtmpaddr",
          "noprefixroute",
          "autojoin",
          "no_track",
          "track_group" ->
          true;
      default -> false;
    };
  }
}
