package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Process-wide settings while they are being read; null means "not given". */
final class GlobalDraft {
  static final String GROUP4 = "224.0.0.18";
  static final String GROUP6 = "ff02::12";

  final String hostName;
  @Nullable String routerId;
  @Nullable String instance;
  @Nullable String networkNamespace;
  boolean usePidDirectory;
  Duration childWait = Duration.ofSeconds(5);

  boolean dynamicInterfaces;
  @Nullable String defaultInterface;
  final Map<String, GlobalDefs.LinkDelay> linkDelays = new LinkedHashMap<>();
  @Nullable InetAddress group4;
  @Nullable InetAddress group6;
  String vmacPrefix = "vrrp";
  boolean logUnknownVrids;

  @Nullable String smtpServer;
  int smtpPort = 25;
  @Nullable String heloName;
  @Nullable String mailFrom;
  final List<String> mailTo = new ArrayList<>();
  Duration smtpTimeout = Duration.ofSeconds(30);
  boolean mailFaults = true;
  @Nullable Boolean smtpAlert;
  @Nullable Boolean smtpAlertVrrp;

  @Nullable String scriptUser;
  @Nullable String scriptGroup;
  boolean scriptSecurity;
  @Nullable Command startup;
  Duration startupTimeout = Duration.ZERO;
  @Nullable Command shutdown;
  Duration shutdownTimeout = Duration.ZERO;

  final FifoDraft fifo = new FifoDraft();
  final FifoDraft vrrpFifo = new FifoDraft();
  boolean priorityChanges;

  int version = 2;
  final GarpDraft garp = new GarpDraft();
  Duration garpInterval = Duration.ZERO;
  Duration gnaInterval = Duration.ZERO;
  boolean minimalGarp;
  int downTimerAdverts = 3;
  boolean lowerPriorityNoAdvert;
  boolean higherPrioritySendAdvert;
  boolean checkUnicastSource;
  boolean skipCheckAdvertAddresses;
  boolean strict;
  Duration startupDelay = Duration.ZERO;

  int nice;
  boolean noSwap;
  int realtime;
  long realtimeLimit;
  final List<Integer> processors = new ArrayList<>();

  @Nullable String nftables;
  int nftablesPriority = -1;
  int commandBuffer;
  boolean commandBufferForce;
  int monitorBuffer;
  boolean monitorBufferForce;

  @Nullable String syncDaemon;
  @Nullable Integer umask;
  @Nullable String processName;
  int receiveBuffer;

  /** A named pipe while it is being read. */
  static final class FifoDraft {
    @Nullable String path;
    @Nullable String user;
    @Nullable String group;
    @Nullable Command script;

    GlobalDefs.@Nullable Fifo build() {
      String where = path;
      return where == null ? null : new GlobalDefs.Fifo(Path.of(where), user, group, script);
    }
  }

  GlobalDraft(String hostName) {
    this.hostName = hostName;
  }

  /** The account scripts run under; null for root. */
  @Nullable String effectiveScriptUser(Accounts accounts) {
    if (scriptUser != null) {
      return scriptUser;
    }
    return accounts.users().contains("keepalived_script") ? "keepalived_script" : null;
  }

  /** Default of {@code smtp_alert} of instances and groups. */
  boolean alertDefault() {
    Boolean vrrp = smtpAlertVrrp;
    return vrrp != null ? vrrp : Boolean.TRUE.equals(smtpAlert);
  }

  GlobalDefs build(Accounts accounts) {
    String name = routerId == null ? hostName : routerId;
    return new GlobalDefs(
        name,
        instance,
        networkNamespace,
        usePidDirectory,
        dynamicInterfaces,
        defaultInterface == null ? "eth0" : defaultInterface,
        new GlobalDefs.Mail(
            smtpServer,
            smtpPort,
            heloName == null ? hostName : heloName,
            mailFrom == null ? "keepalived@" + hostName : mailFrom,
            mailTo,
            smtpTimeout,
            mailFaults),
        new GlobalDefs.Scripts(
            effectiveScriptUser(accounts),
            scriptGroup,
            scriptSecurity,
            startup,
            startupTimeout,
            shutdown,
            shutdownTimeout),
        new GlobalDefs.Fifos(fifo.build(), vrrpFifo.build()),
        new GlobalDefs.Vrrp(
            startupDelay,
            logUnknownVrids,
            new GlobalDefs.NetlinkBuffers(
                commandBuffer, commandBufferForce, monitorBuffer, monitorBufferForce)),
        new GlobalDefs.Scheduling(nice, noSwap, realtime, processors, realtimeLimit),
        new GlobalDefs.Firewall(nftables, nftablesPriority),
        new GlobalDefs.Process(childWait, umask, processName),
        linkDelays,
        defaults());
  }

  private GlobalDefs.Defaults defaults() {
    InetAddress four = group4;
    InetAddress six = group6;
    return new GlobalDefs.Defaults(
        version,
        four == null ? GROUP4 : IpText.format(four),
        six == null ? GROUP6 : IpText.format(six),
        new GarpDraft().build(garp, garpInterval, gnaInterval, minimalGarp),
        downTimerAdverts,
        lowerPriorityNoAdvert,
        higherPrioritySendAdvert,
        checkUnicastSource,
        skipCheckAdvertAddresses,
        strict,
        smtpAlert,
        smtpAlertVrrp,
        priorityChanges);
  }
}
