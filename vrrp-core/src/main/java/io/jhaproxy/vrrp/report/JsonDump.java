package io.jhaproxy.vrrp.report;

import io.jhaproxy.vrrp.config.Authentication;
import io.jhaproxy.vrrp.config.Command;
import io.jhaproxy.vrrp.config.ElectionOptions;
import io.jhaproxy.vrrp.config.GarpOptions;
import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.NotifyOptions;
import io.jhaproxy.vrrp.config.RouteModel;
import io.jhaproxy.vrrp.config.RuleModel;
import io.jhaproxy.vrrp.config.ScriptModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.config.VmacOptions;
import io.jhaproxy.vrrp.packet.AddressText;
import io.jhaproxy.vrrp.packet.RejectionReason;
import io.jhaproxy.vrrp.state.Cause;
import io.jhaproxy.vrrp.state.Counters;
import io.jhaproxy.vrrp.state.Transition;
import io.jhaproxy.vrrp.state.VrrpInstance;
import io.jhaproxy.vrrp.state.VrrpMachine;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON dump (signal JSON): keepalived's keys in keepalived's order, and after {@code data} and
 * {@code stats} of each instance two objects of our own, {@code rejected} and {@code why}.
 */
public final class JsonDump {
  private final VrrpMachine machine;
  private final WallClock clock;
  private final JsonWriter out = new JsonWriter();

  private JsonDump(VrrpMachine machine, WallClock clock) {
    this.machine = machine;
    this.clock = clock;
  }

  /** The whole file: one line without line end. */
  public static String of(VrrpMachine machine, WallClock clock) {
    return new JsonDump(machine, clock).write();
  }

  private String write() {
    out.open('[');
    for (VrrpInstance i : machine.instances()) {
      out.open('{').key("data").open('{');
      data(i);
      out.close('}').key("stats").open('{');
      stats(i.counters());
      out.close('}').key("rejected").open('{');
      rejected(i.counters());
      out.close('}').key("why").open('{');
      why(i);
      out.close('}').close('}');
    }
    return out.close(']').toString();
  }

  private void data(VrrpInstance i) {
    InstanceModel model = i.model();
    ElectionOptions election = model.election();
    VmacOptions vmac = model.vmac();
    out.put("iname", i.name())
        .put("dont_track_primary", election.trackPrimary() ? 0 : 1)
        .put("skip_check_adv_addr", election.skipCheckAdvertAddresses() ? 1 : 0)
        .put("strict_mode", election.strict() ? 1 : 0)
        .put("vmac_ifname", vmac == null ? "" : vmac.name())
        .put("ifp_ifname", i.device())
        .put("master_priority", i.masterPriority())
        .literal("last_transition", clock.seconds(i.lastTransitionNanos()));
    garp(model.garp());
    out.put("lower_prio_no_advert", election.lowerPriorityNoAdvert() ? 1 : 0)
        .put("higher_prio_send_advert", election.higherPrioritySendAdvert() ? 1 : 0)
        .put("vrid", model.virtualRouterId())
        .put("base_priority", model.priority())
        .put("effective_priority", i.effectivePriority())
        .put("vipset", i.holdsAddresses())
        .put("promote_secondaries", election.promoteSecondaries())
        .literal("adver_int", decimal(model.advertInterval().toNanos()))
        .literal("master_adver_int", decimal(i.masterAdvertNanos()))
        .put("accept", election.accept() ? 1 : 0)
        .put("nopreempt", !election.preempt())
        .put("preempt_delay", election.preemptDelay().toSeconds())
        .put("state", i.state().number())
        .put("wantstate", i.wantedState().number())
        .put("version", model.version())
        .put("smtp_alert", model.notifyOptions().smtpAlert())
        .put("notify_deleted", model.notifyOptions().reportDeleted());
    notifyScripts(model.notifyOptions());
    lists(i);
    authentication(model.authentication());
  }

  private void garp(GarpOptions garp) {
    out.put("garp_delay", garp.delay().toSeconds())
        .put("garp_refresh", garp.refresh().toSeconds())
        .put("garp_rep", garp.repeat())
        .put("garp_refresh_rep", garp.refreshRepeat())
        .put("garp_lower_prio_delay", garp.lowerPriorityDelay().toSeconds())
        .put("garp_lower_prio_rep", garp.lowerPriorityRepeat());
  }

  private void notifyScripts(NotifyOptions options) {
    script("script_backup", options.backup());
    script("script_master", options.master());
    script("script_fault", options.fault());
    script("script_stop", options.stop());
    script("script_deleted", options.deleted());
    script("script", options.any());
    script("script_master_rx_lower_pri", options.masterReceivedLowerPriority());
  }

  private void script(String key, @Nullable Command command) {
    if (command != null) {
      out.put(key, ModelText.command(command));
    }
  }

  private void lists(VrrpInstance i) {
    InstanceModel model = i.model();
    list("vips", ModelText.addresses(i, model.addresses()));
    list("evips", ModelText.addresses(i, model.excluded()));
    list("vroutes", model.routes().stream().map(RouteModel::text).toList());
    list("vrules", model.rules().stream().map(RuleModel::text).toList());
    list("track_ifp", model.trackedInterfaces().stream().map(Tracked::name).toList());
    list("track_script", model.trackedScripts().stream().map(this::scriptCommand).toList());
  }

  private void list(String key, List<String> texts) {
    if (!texts.isEmpty()) {
      out.put(key, texts);
    }
  }

  private String scriptCommand(Tracked tracked) {
    for (ScriptModel script : machine.model().scripts()) {
      if (script.name().equals(tracked.name())) {
        return ModelText.command(script.command());
      }
    }
    return tracked.name();
  }

  private void authentication(Authentication authentication) {
    out.put("auth_type", authentication.kind().ordinal());
    if (authentication.kind() != Authentication.Kind.NONE) {
      out.put("auth_data", authentication.password());
    }
  }

  private void stats(Counters c) {
    out.put("advert_rcvd", c.received())
        .put("advert_sent", c.sent())
        .put("become_master", c.becameMaster())
        .put("release_master", c.releasedMaster())
        .put("packet_len_err", c.rejected(RejectionReason.LENGTH))
        .put("advert_interval_err", c.rejected(RejectionReason.INTERVAL))
        .put("ip_ttl_err", c.rejected(RejectionReason.TTL))
        .put("invalid_type_rcvd", c.rejected(RejectionReason.TYPE))
        .put(
            "addr_list_err",
            c.rejected(RejectionReason.ADDRESS_LIST, RejectionReason.ADDRESS_COUNT))
        .put("invalid_authtype", c.rejected(RejectionReason.AUTHENTICATION_TYPE))
        .put("authtype_mismatch", c.rejected(RejectionReason.AUTHENTICATION_MISMATCH))
        .put("auth_failure", c.rejected(RejectionReason.PASSWORD))
        .put("pri_zero_rcvd", c.priorityZeroReceived())
        .put("pri_zero_sent", c.priorityZeroSent());
  }

  private void rejected(Counters c) {
    for (RejectionReason reason : RejectionReason.values()) {
      if (reason == RejectionReason.UNKNOWN_VRID) {
        out.put(reason.key(), machine.unknownVrids());
      } else {
        out.put(reason.key(), c.rejected(reason));
      }
    }
    out.put("address_list_tolerated", c.toleratedAddressLists())
        .put("last_words_sent", c.lastWords())
        .put("stalls", c.stalls());
  }

  private void why(VrrpInstance i) {
    InetAddress master = i.masterAddress();
    if (master != null) {
      out.put("master", AddressText.of(master));
    }
    if (i.heardNanos() != Long.MIN_VALUE) {
      out.literal("heard", clock.seconds(i.heardNanos()));
    }
    out.put("faults", i.faults().stream().map(Cause::text).toList());
    out.key("transitions").open('[');
    for (Transition t : i.transitions()) {
      out.open('{')
          .literal("at", clock.seconds(t.at()))
          .put("from", t.from().toString())
          .put("to", t.to().toString())
          .put("priority", t.priority())
          .put("cause", t.cause().kind().toString())
          .put("text", t.cause().text())
          .close('}');
    }
    out.close(']');
  }

  /** Seconds without needless digits: {@code 1}, {@code 0.25}. */
  private static String decimal(long nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, 9);
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }
}
