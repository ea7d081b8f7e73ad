package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keywords of an instance about its virtual MAC interface. */
final class VmacKeywords {
  /** Longest name of an interface, IFNAMSIZ less the terminator. */
  static final int NAME_LENGTH = 15;

  private static final Pattern MAC = Pattern.compile("([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}");

  private VmacKeywords() {}

  /** Why what is about vmacs of single addresses does nothing. */
  static final String NO_OWN_VMAC = "addresses have no vmac of their own";

  static void register(Registry.Entries instance) {
    instance
        .works("use_vmac", "[IFNAME] [MAC]", InstanceKeywords.on(VmacKeywords::useVmac))
        .noEffect("use_vmac_addr", "-", NO_OWN_VMAC, line -> {})
        .works("vmac_xmit_base", "-", InstanceKeywords.on((line, i) -> i.transmitOnBase = true))
        .works(
            "use_ipvlan",
            "[IFNAME] [ADDR] [bridge|private|vepa]",
            InstanceKeywords.on(VmacKeywords::useIpvlan));
  }

  private static void useVmac(Line line, InstanceDraft instance) {
    if (instance.vmac == VmacOptions.Kind.IPVLAN) {
      line.error("(" + instance.name + "): Cannot specify use_vmac with use_ipvlan");
      return;
    }
    instance.vmac = VmacOptions.Kind.MACVLAN;
    for (int i = 1; i < line.size(); i++) {
      String word = line.word(i);
      if (word.indexOf(':') >= 0) {
        instance.vmacAddress = mac(line, word);
      } else if (validName(line, word)) {
        if (instance.vmacName != null) {
          line.error("VMAC interface name already specified");
        } else {
          instance.vmacName = word;
        }
      }
    }
  }

  static @Nullable MacAddress mac(Line line, String text) {
    if (!MAC.matcher(text).matches()) {
      line.error("VMAC invalid MAC address " + text);
      return null;
    }
    return new MacAddress(Long.parseLong(text.replaceAll("[:-]", ""), 16));
  }

  static boolean validName(Line line, String name) {
    if (name.length() > NAME_LENGTH || name.indexOf('/') >= 0) {
      line.error("VMAC interface name '" + name + "' too long or invalid characters - ignoring");
      return false;
    }
    return true;
  }

  private static void useIpvlan(Line line, InstanceDraft instance) {
    instance.vmac = VmacOptions.Kind.IPVLAN;
    instance.ipvlanMode = VmacOptions.IpvlanMode.BRIDGE;
    for (int i = 1; i < line.size(); i++) {
      String word = line.word(i);
      InetAddress address = IpText.parse(word);
      switch (word) {
        case "bridge" -> instance.ipvlanMode = VmacOptions.IpvlanMode.BRIDGE;
        case "private" -> instance.ipvlanMode = VmacOptions.IpvlanMode.PRIVATE;
        case "vepa" -> instance.ipvlanMode = VmacOptions.IpvlanMode.VEPA;
        default -> {
          if (address != null) {
            line.draft()
                .messages()
                .atStart(
                    "use_ipvlan: the address " + word + " has no effect here: set it yourself");
          } else if (validName(line, word)) {
            instance.vmacName = word;
          }
        }
      }
    }
  }
}
