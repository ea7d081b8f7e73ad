package io.jhaproxy.vrrp.report;

import io.jhaproxy.vrrp.config.Authentication;
import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.ElectionOptions;
import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.GarpOptions;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.NotifyOptions;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.config.TransportOptions;
import io.jhaproxy.vrrp.config.UnicastPeer;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.state.State;
import io.jhaproxy.vrrp.state.SyncGroup;
import io.jhaproxy.vrrp.state.VrrpInstance;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The section of the data dump about one instance. */
final class InstanceText {
  private final DataDump dump;
  private final VrrpInstance instance;
  private final InstanceModel model;
  private final WallClock clock;

  InstanceText(DataDump dump, VrrpInstance instance, WallClock clock) {
    this.dump = dump;
    this.instance = instance;
    this.model = instance.model();
    this.clock = clock;
  }

  void write() {
    dump.value(1, "VRRP Instance", instance.name());
    put("VRRP Version", model.version());
    state();
    timers();
    transport();
    garp();
    election();
    authentication();
    addresses();
    peers();
    lines("Virtual Routes :", model.routes().stream().map(r -> r.text()).toList());
    lines("Virtual Rules :", model.rules().stream().map(r -> r.text()).toList());
    tracked("Tracked interfaces :", model.trackedInterfaces());
    tracked("Tracked scripts :", model.trackedScripts());
    tracked("Tracked files :", model.trackedFiles());
    tracked("Tracked processes :", model.trackedProcesses());
    NotifyOptions notify = model.notifyOptions();
    put("Using smtp notification", notify.smtpAlert() ? "yes" : "no");
    put("Notify deleted", notify.reportDeleted() ? "Deleted" : "Fault");
    commands(dump, notify);
    put("Notify priority changes", notify.priorityChanges());
  }

  private void put(String name, Object value) {
    dump.value(3, name, value);
  }

  private void state() {
    SyncGroup group = instance.group();
    if (group != null) {
      put("Sync group", group.name());
    }
    if (model.family() == Family.INET6) {
      dump.line(3, "Using Native IPv6");
    }
    put("State", instance.state());
    InetAddress master = instance.masterAddress();
    if (instance.state() == State.BACKUP) {
      put("Master router", master == null ? "0.0.0.0" : AddressText.of(master));
      put("Master priority", instance.masterPriority());
    }
    put("Wantstate", instance.wantedState());
    put("Number of interface and track script faults", instance.faults().size());
  }

  private void timers() {
    long last = instance.lastTransitionNanos();
    put("Last transition", clock.seconds(last) + " (" + clock.text(last) + ")");
    long deadline = instance.deadlineNanos();
    if (deadline != Long.MAX_VALUE) {
      put("Read timeout", clock.seconds(deadline) + " (" + clock.text(deadline) + ")");
    }
    put("Master down timer", instance.masterDownNanos() / 1000 + " usecs");
  }

  private void transport() {
    String device = model.interfaceName();
    if (device != null) {
      put("Interface", device);
    }
    if (model.vmac() != null) {
      put("VMAC interface", model.vmac().name());
    }
    if (model.election().strict()) {
      dump.line(3, "Enforcing strict VRRP compliance");
    }
    InetAddress source = instance.source();
    if (source != null) {
      put("Using src_ip", AddressText.of(source));
    }
    if (!model.transport().unicast()) {
      dump.line(3, "Multicast address " + AddressText.of(model.transport().group()));
    }
  }

  private void garp() {
    GarpOptions garp = model.garp();
    put("Gratuitous ARP delay", garp.delay().toSeconds());
    put("Gratuitous ARP repeat", garp.repeat());
    put("Gratuitous ARP refresh", garp.refresh().toSeconds());
    put("Gratuitous ARP refresh repeat", garp.refreshRepeat());
    put("Gratuitous ARP lower priority delay", garp.lowerPriorityDelay().toSeconds());
    put("Gratuitous ARP lower priority repeat", garp.lowerPriorityRepeat());
  }

  private void election() {
    ElectionOptions election = model.election();
    put("Down timer adverts", election.downTimerAdverts());
    put("Send advert after receive lower priority advert", !election.lowerPriorityNoAdvert());
    put("Send advert after receive higher priority advert", election.higherPrioritySendAdvert());
    put("Virtual Router ID", model.virtualRouterId());
    put("Priority", model.priority());
    put("Effective priority", instance.effectivePriority());
    put("Total priority", instance.totalPriority());
    if (model.version() == 2) {
      put("Advert interval", model.advertInterval().toSeconds() + " sec");
    } else {
      put("Advert interval", model.advertInterval().toMillis() + " milli-sec");
      put("Master advert interval", instance.masterAdvertNanos() / 1_000_000 + " milli-sec");
    }
    put("Accept", enabled(election.accept()));
    put("Preempt", enabled(election.preempt()));
    if (!election.preemptDelay().isZero()) {
      double seconds = election.preemptDelay().toNanos() / 1e9;
      put(
          "Preempt delay",
          String.format(Locale.ROOT, "%.6g secs", seconds).replaceAll("\\.?0+ ", " "));
    }
    put("Promote_secondaries", enabled(election.promoteSecondaries()));
  }

  private static String enabled(boolean value) {
    return value ? "enabled" : "disabled";
  }

  private void authentication() {
    Authentication authentication = model.authentication();
    if (model.version() != 2) {
      return;
    }
    switch (authentication.kind()) {
      case NONE -> put("Authentication type", "none");
      case AH -> put("Authentication type", "IPSEC_AH");
      case PASS -> put("Authentication type", "SIMPLE_PASSWORD");
    }
    if (authentication.kind() != Authentication.Kind.NONE) {
      put("Password", authentication.password());
    }
  }

  private void addresses() {
    dump.line(3, "Virtual IP (" + model.addresses().size() + "):");
    ModelText.addresses(instance, model.addresses()).forEach(a -> dump.line(5, a));
    lines("Virtual IP Excluded :", ModelText.addresses(instance, model.excluded()));
  }

  private void peers() {
    TransportOptions transport = model.transport();
    if (!transport.unicast()) {
      return;
    }
    put("Unicast TTL", transport.ttl() < 0 ? 255 : transport.ttl());
    dump.line(3, "Check unicast src : " + (transport.checkUnicastSource() ? "yes" : "no"));
    dump.line(3, "Unicast Peer :");
    for (UnicastPeer peer : transport.peers()) {
      int least = Math.max(peer.minTtl(), 0);
      int most = peer.maxTtl() < 0 ? 255 : peer.maxTtl();
      String text = AddressText.of(peer.address());
      dump.line(5, text + " min_ttl " + least + " max_ttl " + most);
    }
  }

  private void lines(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      dump.line(3, title);
      lines.forEach(text -> dump.line(5, text));
    }
  }

  private void tracked(String title, List<Tracked> tracked) {
    lines(
        title,
        tracked.stream()
            .map(t -> t.name() + " weight " + t.weight() + (t.reverse() ? " reverse" : ""))
            .toList());
  }

  /** The scripts of an instance or a group. */
  static void commands(DataDump dump, NotifyOptions notify) {
    command(dump, "Backup state transition script", notify.backup());
    command(dump, "Master state transition script", notify.master());
    command(dump, "Fault state transition script", notify.fault());
    command(dump, "Stop state transition script", notify.stop());
    command(dump, "Deleted state transition script", notify.deleted());
    command(dump, "Generic state transition script", notify.any());
    command(dump, "Master rx lower priority script", notify.masterReceivedLowerPriority());
  }

  private static void command(DataDump dump, String name, @Nullable Command command) {
    if (command != null) {
      dump.value(3, name, ModelText.command(command));
    }
  }
}
