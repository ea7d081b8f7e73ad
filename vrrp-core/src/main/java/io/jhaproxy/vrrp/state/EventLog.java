package io.jhaproxy.vrrp.state;

import static io.jhaproxy.vrrp.state.LogLevel.ALWAYS;
import static io.jhaproxy.vrrp.state.LogLevel.DETAIL;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.packet.AddressText;
import java.net.InetAddress;
import java.util.Locale;

/**
 * All log lines of the machine, in the wording of keepalived 2.2.7 or 1.3.5. A method that writes
 * nothing in one style belongs to a line which that version does not have.
 */
final class EventLog {
  private final Effects effects;
  private final boolean old;

  EventLog(Effects effects, LogStyle style) {
    this.effects = effects;
    this.old = style == LogStyle.V1_3_5;
  }

  /** {@code (VI_1)} or {@code VRRP_Instance(VI_1)}. */
  String prefix(VrrpInstance instance) {
    return (old ? "VRRP_Instance(" : "(") + instance.name() + ")";
  }

  private void detail(VrrpInstance instance, String text) {
    effects.log(DETAIL, prefix(instance) + " " + text);
  }

  private void always(VrrpInstance instance, String text) {
    effects.log(ALWAYS, prefix(instance) + " " + text);
  }

  private void newOnly(VrrpInstance instance, String text) {
    if (!old) {
      detail(instance, text);
    }
  }

  // Transitions

  void advertTimeout(VrrpInstance i) {
    newOnly(i, "Receive advertisement timeout");
  }

  void toMaster(VrrpInstance i) {
    if (old) {
      always(i, "Transition to MASTER STATE");
    }
  }

  void enteringMaster(VrrpInstance i) {
    always(i, "Entering MASTER STATE");
  }

  void enteringBackup(VrrpInstance i, boolean first) {
    always(i, first && !old ? "Entering BACKUP STATE (init)" : "Entering BACKUP STATE");
  }

  void enteringFault(VrrpInstance i) {
    always(i, "Entering FAULT STATE");
    if (old) {
      always(i, "Now in FAULT state");
    }
  }

  /** At start the faults are known before the instance ever runs. */
  void startsInFault(VrrpInstance i, Iterable<Cause> faults) {
    if (old) {
      enteringFault(i);
      return;
    }
    for (Cause cause : faults) {
      String colon = cause.text().startsWith("interface ") ? ":" : "";
      effects.log(ALWAYS, prefix(i) + colon + " entering FAULT state (" + cause.text() + ")");
    }
    always(i, "entering FAULT state");
  }

  void settingAddresses(VrrpInstance i) {
    if (!i.model.election().accept() && !i.model.owner()) {
      newOnly(i, "setting firewall drop rule");
    }
    detail(i, old ? "setting protocol VIPs." : "setting VIPs.");
    if (!i.model.excluded().isEmpty()) {
      detail(i, old ? "setting protocol E-VIPs." : "setting E-VIPs.");
    }
    if (!i.model.routes().isEmpty()) {
      detail(i, old ? "setting protocol Virtual Routes" : "setting Virtual Routes");
    }
    if (!i.model.rules().isEmpty()) {
      detail(i, old ? "setting protocol Virtual Rules" : "setting Virtual Rules");
    }
  }

  void removingAddresses(VrrpInstance i) {
    if (!i.model.rules().isEmpty()) {
      detail(i, old ? "removing protocol Virtual Rules" : "removing Virtual Rules");
    }
    if (!i.model.routes().isEmpty()) {
      detail(i, old ? "removing protocol Virtual Routes" : "removing Virtual Routes");
    }
    detail(i, old ? "removing protocol VIPs." : "removing VIPs.");
    if (!i.model.excluded().isEmpty()) {
      detail(i, old ? "removing protocol E-VIPs." : "removing E-VIPs.");
    }
    if (!i.model.election().accept() && !i.model.owner()) {
      newOnly(i, "removing firewall drop rule");
    }
  }

  void addressNoLongerConfigured(VrrpInstance i, AddressModel address) {
    newOnly(
        i,
        "ip address "
            + AddressText.of(address.address())
            + "/"
            + address.prefixLength()
            + " dev "
            + i.deviceOf(address)
            + ", no longer exist");
  }

  void sentPriorityZero(VrrpInstance i) {
    detail(i, "sent 0 priority");
  }

  void groupSync(SyncGroup group, State to) {
    effects.log(ALWAYS, "VRRP_Group(" + group.name() + ") Syncing instances to " + to + " state");
  }

  // Adverts

  void backupReceivedPriorityZero(VrrpInstance i) {
    newOnly(i, "Backup received priority 0 advertisement");
  }

  void masterReceivedPriorityZero(VrrpInstance i) {
    newOnly(i, "Master received priority 0 message");
  }

  void lowerPriorityDiscarded(VrrpInstance i, int priority, InetAddress from) {
    if (!old) {
      always(
          i,
          "received lower priority ("
              + priority
              + ") advert from "
              + AddressText.of(from)
              + " - discarding");
    }
  }

  void higherPriority(VrrpInstance i, int priority, InetAddress from) {
    String who =
        old
            ? "Received advert with "
            : "Master received advert from " + AddressText.of(from) + " with ";
    always(
        i,
        priority > i.priority
            ? who + "higher priority " + priority + ", ours " + i.priority
            : who + "same priority " + priority + " but higher IP address than ours");
  }

  void lowerPriority(VrrpInstance i, int priority, InetAddress from, boolean answered) {
    always(
        i,
        "Received advert "
            + (old ? "" : "from " + AddressText.of(from) + " ")
            + "with lower priority "
            + priority
            + ", ours "
            + i.priority
            + (answered ? ", forcing new election" : ""));
  }

  void intervalLearned(VrrpInstance i, long before, long after) {
    newOnly(
        i,
        "advertisement interval updated from "
            + before / 1_000_000
            + "ms to "
            + after / 1_000_000
            + "ms by master");
  }

  void intervalRestored(VrrpInstance i, long before) {
    newOnly(
        i,
        "changing advert interval from "
            + before / 1_000_000
            + "ms to locally configured "
            + i.intervalNanos() / 1_000_000
            + "ms");
  }

  void preemptDelayStarts(VrrpInstance i) {
    newOnly(
        i,
        String.format(
            Locale.ROOT,
            "start preempt delay (%.6f)",
            i.model.election().preemptDelay().toNanos() / 1e9));
  }

  void preemptDelayStops(VrrpInstance i) {
    newOnly(i, "stop preempt delay");
  }

  void rejected(VrrpInstance i, String text) {
    if (!text.isEmpty()) {
      always(i, text);
    }
  }

  void oldChecksum(VrrpInstance i) {
    newOnly(i, "Setting unicast VRRPv3 checksum to old version");
  }

  void addressListTolerated(VrrpInstance i, InetAddress from) {
    detail(
        i,
        "master "
            + AddressText.of(from)
            + " has another address list (reload in progress?), still obeying it");
  }

  void unknownVrid(int virtualRouterId, String interfaceName) {
    effects.log(
        DETAIL,
        "Unknown VRID("
            + virtualRouterId
            + ") received on interface("
            + interfaceName
            + "). ignoring...");
  }

  void shortPacket(VrrpInstance i, int length) {
    boolean ipv4 = i.model.family() == Family.INET;
    int shown = length + (ipv4 ? 20 : 0);
    effects.log(DETAIL, (ipv4 ? "IPv4" : "IPv6") + " VRRP packet too short - " + shown + " bytes");
  }

  // Tracking

  void startupDelay(double seconds) {
    effects.log(
        ALWAYS, String.format(Locale.ROOT, "Delaying startup for %s seconds", trimmed(seconds)));
  }

  private static String trimmed(double seconds) {
    return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
  }

  void addressAssigned(InetAddress address, String interfaceName) {
    if (!old) {
      effects.log(
          DETAIL,
          "Assigned address " + AddressText.of(address) + " for interface " + interfaceName);
    }
  }

  void addressDeassigned(InetAddress address, String interfaceName) {
    if (!old) {
      effects.log(
          DETAIL,
          "Deassigned address " + AddressText.of(address) + " from interface " + interfaceName);
    }
  }

  void link(String interfaceName, boolean up) {
    effects.log(
        ALWAYS,
        old
            ? "Kernel is reporting: interface " + interfaceName + (up ? " UP" : " DOWN")
            : "Netlink reports " + interfaceName + (up ? " up" : " down"));
  }

  void addressRemoved(InetAddress address, String interfaceName) {
    effects.log(
        DETAIL,
        "Netlink reflector reports IP "
            + AddressText.of(address)
            + " removed from "
            + interfaceName);
  }

  void priorityChanged(VrrpInstance i, int before, int after) {
    always(i, "Changing effective priority from " + before + " to " + after);
  }

  void scriptReturns(String script, int status) {
    if (!old) {
      effects.log(ALWAYS, "Script `" + script + "` now returning " + status);
    }
  }

  void scriptSucceeded(String script) {
    effects.log(ALWAYS, "VRRP_Script(" + script + ") succeeded");
  }

  void scriptAssumed(String script) {
    if (!old) {
      effects.log(ALWAYS, "VRRP_Script(" + script + ") considered successful on reload");
    }
  }

  void scriptFailed(String script, ScriptResult result) {
    String how =
        switch (result.kind()) {
          case EXITED -> " failed (exited with status " + result.value() + ")";
          case KILLED -> " failed (due to signal " + result.value() + ")";
          case TIMED_OUT -> " timed_out";
          case NOT_STARTED -> " failed (could not be started)";
        };
    effects.log(
        ALWAYS,
        "VRRP_Script(" + script + ")" + (old && !how.endsWith("timed_out") ? " failed" : how));
  }

  void fileFault(VrrpInstance i, String file, boolean fault) {
    effects.log(
        DETAIL,
        prefix(i)
            + ": tracked file "
            + file
            + (fault ? " now FAULT state" : " leaving FAULT state"));
  }

  void processQuorum(String process, boolean gained) {
    effects.log(
        ALWAYS, "Quorum " + (gained ? "gained" : "lost") + " for tracked process " + process);
  }

  // Announcements

  void announcing(VrrpInstance i, AddressModel address, String device) {
    detail(
        i,
        (address.family() == Family.INET
                ? "Sending/queueing gratuitous ARPs on "
                : "Sending/queueing Unsolicited Neighbour Adverts on ")
            + device
            + " for "
            + AddressText.of(address.address()));
  }

  void announced(AddressModel address, String device) {
    effects.log(
        DETAIL,
        (address.family() == Family.INET
                ? "Sending gratuitous ARP on "
                : "Sending unsolicited Neighbour Advert on ")
            + device
            + " for "
            + AddressText.of(address.address()));
  }

  // Our own

  void stalled(VrrpInstance i, long late) {
    always(
        i,
        String.format(
            Locale.ROOT,
            i.state == State.MASTER
                ? "advert is %.3f s late"
                : "timer ran %.3f s late: silence during a stall does not count, listening again",
            late / 1e9));
  }
}
