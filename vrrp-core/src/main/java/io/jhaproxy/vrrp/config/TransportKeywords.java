package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keywords of an instance about the way of its adverts. */
final class TransportKeywords {
  private TransportKeywords() {}

  static void register(Registry.Entries instance) {
    instance
        .list(
            "unicast_peer",
            "{ ADDR [min_ttl N] [max_ttl N] ... }",
            InstanceKeywords.on((line, i) -> i.unicastKeyword = true),
            InstanceKeywords.on(TransportKeywords::peer))
        .works("unicast_src_ip", "ADDR", InstanceKeywords.on(TransportKeywords::source))
        .works("unicast_ttl", "0..255", InstanceKeywords.on(TransportKeywords::ttl))
        .works(
            "unicast_fault_no_peer",
            "-",
            InstanceKeywords.on(
                (line, i) -> {
                  i.faultWithoutPeer = true;
                  i.unicastKeyword = true;
                }))
        .works(
            "check_unicast_src",
            "-",
            InstanceKeywords.on(
                (line, i) -> {
                  i.checkUnicastSource = true;
                  i.unicastKeyword = true;
                }))
        .works(
            "old_unicast_checksum", "[never]", InstanceKeywords.on(TransportKeywords::oldChecksum))
        .works("mcast_src_ip", "ADDR", InstanceKeywords.on(TransportKeywords::source))
        .works("mcast_dst_ip", "ADDR", InstanceKeywords.on(TransportKeywords::group))
        .works("track_src_ip", "-", InstanceKeywords.on((line, i) -> i.trackSource = true))
        .noEffect(
            "vrf",
            "IFNAME",
            "name an interface of the VRF with interface",
            InstanceKeywords.on(TransportKeywords::vrf))
        .works("kernel_rx_buf_size", "BYTES", InstanceKeywords.on(TransportKeywords::receiveBuffer))
        .noEffect(
            "lvs_sync_daemon_interface",
            "IFNAME",
            "there is no IPVS",
            InstanceKeywords.on(TransportKeywords::syncDaemon))
        .newer("v3_checksum_as_v2");
  }

  private static void source(Line line, InstanceDraft instance) {
    String text = line.required(1);
    int slash = text.indexOf('/');
    InetAddress address = IpText.parse(slash < 0 ? text : text.substring(0, slash));
    String what = "Configuration error: VRRP instance[" + instance.name + "]";
    if (line.keyword().startsWith("unicast")) {
      instance.unicastKeyword = true;
    }
    if (address == null) {
      line.error(what + " malformed src address[" + line.word(1) + "]. Skipping...");
      return;
    }
    if (!sameFamily(instance, address)) {
      line.error(
          what
              + " and src address["
              + line.word(1)
              + "] MUST be of the same family !!! Skipping...");
      return;
    }
    instance.source = address;
  }

  /** Whether an address fits the instance; the first one decides the family. */
  static boolean sameFamily(InstanceDraft instance, InetAddress address) {
    if (instance.family == null) {
      instance.family = Family.of(address);
      if (instance.family == Family.INET6) {
        instance.version = 3;
      }
    }
    return instance.family == Family.of(address);
  }

  private static void group(Line line, InstanceDraft instance) {
    InetAddress address = IpText.parse(line.required(1));
    String what = "(" + instance.name + ") mcast dest address " + line.word(1);
    if (address == null) {
      line.error(
          "(" + instance.name + ") Malformed mcast dest address " + line.word(1) + ". Skipping...");
    } else if (!sameFamily(instance, address)) {
      line.error(what + " MUST match VRRP instance family. Skipping...");
    } else if (!address.isMulticastAddress()) {
      line.error(what + " is not a multicast address. Skipping...");
    } else {
      instance.group = address;
    }
  }

  private static void peer(Line line, InstanceDraft instance) {
    String text = line.word(0);
    String what = "Configuration error: VRRP instance[" + instance.name + "]";
    int slash = text.indexOf('/');
    InetAddress address = IpText.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      line.error(what + " malformed unicast peer address[" + text + "]. Skipping...");
      return;
    }
    if (!sameFamily(instance, address)) {
      line.error(
          what
              + " and unicast peer address["
              + text
              + "] MUST be of the same family !!! Skipping...");
      return;
    }
    int least = -1;
    int most = -1;
    for (int i = 1; i < line.size(); i += 2) {
      OptionalInt value = limit(line, i);
      switch (line.word(i)) {
        case "min_ttl" -> least = value.orElse(least);
        case "max_ttl" -> most = value.orElse(most);
        default ->
            line.error(
                "(" + instance.name + ") unknown unicast_peer option '" + line.word(i) + "'");
      }
    }
    if (least >= 0 && most >= 0 && least > most) {
      line.error(
          "("
              + instance.name
              + ") min_ttl "
              + least
              + " > max_ttl "
              + most
              + " - all packets will be discarded");
    }
    instance.peers.add(new UnicastPeer(address, least, most));
  }

  private static OptionalInt limit(Line line, int option) {
    return option + 1 < line.size() ? line.number(option + 1, 0, 255) : OptionalInt.empty();
  }

  private static void ttl(Line line, InstanceDraft instance) {
    OptionalInt ttl = line.number(1, 0, 255);
    if (ttl.isEmpty()) {
      line.error(
          "("
              + instance.name
              + "): TTL '"
              + line.word(1)
              + "' not valid - must be between 0 & 255");
      return;
    }
    instance.ttl = ttl.getAsInt();
  }

  private static void oldChecksum(Line line, InstanceDraft instance) {
    String mode = line.word(1);
    if (mode.isEmpty()) {
      instance.oldChecksum = TransportOptions.OldChecksum.ALWAYS;
    } else if (mode.equals("never")) {
      instance.oldChecksum = TransportOptions.OldChecksum.NEVER;
    } else {
      line.error("(" + instance.name + ") Unknown old_unicast_chksum mode " + mode + " - ignoring");
    }
  }

  private static void vrf(Line line, InstanceDraft instance) {
    String name = line.required(1);
    @Nullable String before = instance.vrf;
    if (before != null) {
      line.error(
          "(" + instance.name + ") VRF interface already specified as '" + before + "' - ignoring");
      return;
    }
    instance.vrf = name;
  }

  private static void receiveBuffer(Line line, InstanceDraft instance) {
    OptionalLong size = line.number(1, 0L, Integer.MAX_VALUE);
    if (size.isEmpty()) {
      line.error("(" + instance.name + ") invalid kernel_rx_buf_size specified");
      return;
    }
    instance.receiveBuffer = (int) size.getAsLong();
  }

  private static void syncDaemon(Line line, InstanceDraft instance) {
    line.required(1);
    line.error(
        "("
            + instance.name
            + ") Specifying lvs_sync_daemon_interface against a vrrp is deprecated.");
    line.error("        Please use global lvs_sync_daemon");
  }
}
