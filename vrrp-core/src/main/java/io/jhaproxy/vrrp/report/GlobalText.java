package io.jhaproxy.vrrp.report;

import io.jhaproxy.vrrp.config.GarpOptions;
import io.jhaproxy.vrrp.config.GlobalDefs;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The section of the data dump about the whole process. */
final class GlobalText {
  private final DataDump dump;

  GlobalText(DataDump dump) {
    this.dump = dump;
  }

  void write(GlobalDefs global) {
    String namespace = global.networkNamespace();
    put("Network namespace", namespace == null ? "(default)" : namespace);
    if (global.instance() != null) {
      put("Instance name", global.instance());
    }
    put("Router ID", global.routerId());
    mail(global.mail());
    GlobalDefs.Defaults defaults = global.defaults();
    put("Default smtp_alert", alert(defaults.smtpAlert()));
    put("Default smtp_alert_vrrp", alert(defaults.smtpAlertVrrp()));
    put("Dynamic interfaces", global.dynamicInterfaces());
    put("Default interface", global.defaultInterface());
    fifo("Global notify fifo", global.fifos().all());
    fifo("VRRP notify fifo", global.fifos().vrrp());
    put("FIFO write vrrp states on reload", false);
    put("VRRP notify priority changes", defaults.priorityChanges());
    put("VRRP IPv4 mcast group", defaults.group4());
    put("VRRP IPv6 mcast group", defaults.group6());
    garp(defaults);
    put("VRRP default protocol version", defaults.version());
    put("VRRP check unicast_src", defaults.checkUnicastSource());
    put("VRRP skip check advert addresses", defaults.skipCheckAdvertAddresses());
    put("VRRP strict mode", defaults.strict());
    scheduling(global);
  }

  private void put(String name, @Nullable Object value) {
    dump.value(1, name, String.valueOf(value));
  }

  private static String alert(@Nullable Boolean value) {
    if (value == null) {
      return "unset";
    }
    return value ? "on" : "off";
  }

  private void mail(GlobalDefs.Mail mail) {
    if (mail.server() != null) {
      put("Smtp server", mail.server());
      put("Smtp server port", mail.port());
      put("Smtp HELO name", mail.heloName());
      put("Smtp server connection timeout", mail.timeout().toSeconds());
    }
    if (!mail.to().isEmpty()) {
      put("Email notification from", mail.from());
      dump.line(1, "Email notification to:");
      mail.to().forEach(to -> dump.line(3, to));
    }
  }

  private void fifo(String name, GlobalDefs.@Nullable Fifo fifo) {
    if (fifo != null) {
      put(name, fifo.path());
    }
  }

  private void garp(GlobalDefs.Defaults defaults) {
    GarpOptions garp = defaults.garp();
    put("Gratuitous ARP delay", garp.delay().toSeconds());
    put("Gratuitous ARP repeat", garp.repeat());
    put("Gratuitous ARP refresh timer", garp.refresh().toSeconds());
    put("Gratuitous ARP refresh repeat", garp.refreshRepeat());
    put("Gratuitous ARP lower priority delay", garp.lowerPriorityDelay().toSeconds());
    put("Gratuitous ARP lower priority repeat", garp.lowerPriorityRepeat());
    put("Num adverts before down", defaults.downTimerAdverts());
    put("Gratuitous ARP for each secondary VMAC", garp.extraInterface().toSeconds() + "s");
    put("Send advert after receive lower priority advert", !defaults.lowerPriorityNoAdvert());
    put("Send advert after receive higher priority advert", defaults.higherPrioritySendAdvert());
    put("Gratuitous ARP interval", micros(garp.garpInterval()));
    put("Gratuitous NA interval", micros(garp.gnaInterval()));
  }

  private static String micros(Duration duration) {
    return String.format(Locale.ROOT, "%.6f", duration.toNanos() / 1e9);
  }

  private void scheduling(GlobalDefs global) {
    GlobalDefs.Scheduling scheduling = global.scheduling();
    long limit = scheduling.realtimeLimitMicros();
    put("VRRP process priority", scheduling.nice());
    put("VRRP don't swap", scheduling.noSwap());
    put("VRRP realtime priority", scheduling.realtime());
    put("VRRP realtime limit", limit == 0 ? 10_000 : limit);
    boolean security = global.scripts().security();
    dump.line(1, "Script security " + (security ? "enabled" : "disabled"));
    GlobalDefs.NetlinkBuffers buffers = global.vrrp().buffers();
    put("vrrp_netlink_cmd_rcv_bufs", buffers.command());
    put("vrrp_netlink_cmd_rcv_bufs_force", buffers.commandForce() ? 1 : 0);
    put("vrrp_netlink_monitor_rcv_bufs", buffers.monitor());
    put("vrrp_netlink_monitor_rcv_bufs_force", buffers.monitorForce() ? 1 : 0);
  }
}
