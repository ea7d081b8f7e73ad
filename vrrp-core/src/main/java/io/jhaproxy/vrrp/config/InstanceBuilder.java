package io.jhaproxy.vrrp.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a checked draft to the model of an instance. */
final class InstanceBuilder {
  private final ConfigDraft draft;
  private final GlobalDraft global;
  private final InstanceDraft instance;
  private final Family family;

  InstanceBuilder(ConfigDraft draft, InstanceDraft instance) {
    this.draft = draft;
    this.global = draft.global;
    this.instance = instance;
    this.family = InstanceChecks.family(instance);
  }

  InstanceModel build() {
    Integer priority = instance.priority;
    Duration interval = instance.advertInterval;
    return new InstanceModel(
        instance.name,
        instance.location,
        instance.interfaceName,
        instance.virtualRouterId,
        family,
        instance.version,
        priority == null ? 100 : priority,
        instance.startsAsMaster(),
        interval == null ? Duration.ofSeconds(1) : interval,
        authentication(),
        election(),
        garp(),
        transport(),
        vmac(),
        instance.addresses,
        instance.excluded,
        instance.routes,
        instance.rules,
        tracked(instance.track.interfaces, name -> 0, name -> false),
        scripts(draft, instance.track),
        files(draft, instance.track),
        processes(draft, instance.track),
        instance.notify.build(global.alertDefault(), global.priorityChanges));
  }

  private Authentication authentication() {
    Authentication.Kind kind = instance.authentication;
    return kind == null || kind == Authentication.Kind.NONE
        ? Authentication.NONE
        : new Authentication(kind, instance.password);
  }

  private ElectionOptions election() {
    boolean strict = Boolean.TRUE.equals(instance.strict);
    Integer missed = instance.downTimerAdverts;
    return new ElectionOptions(
        instance.preempt,
        instance.preemptDelay,
        or(instance.accept, true),
        strict,
        or(instance.skipCheckAdvertAddresses, global.skipCheckAdvertAddresses),
        or(instance.lowerPriorityNoAdvert, global.lowerPriorityNoAdvert || strict),
        or(instance.higherPrioritySendAdvert, global.higherPrioritySendAdvert),
        missed == null ? global.downTimerAdverts : missed,
        instance.trackPrimary,
        instance.promoteSecondaries);
  }

  private static boolean or(@Nullable Boolean own, boolean common) {
    return own == null ? common : own;
  }

  private GarpOptions garp() {
    return instance.garp.build(
        global.garp, global.garpInterval, global.gnaInterval, global.minimalGarp);
  }

  private TransportOptions transport() {
    InetAddress group = instance.group;
    if (group == null) {
      group = family == Family.INET ? global.group4 : global.group6;
    }
    if (group == null) {
      group = numeric(family == Family.INET ? GlobalDraft.GROUP4 : GlobalDraft.GROUP6);
    }
    Integer ttl = instance.ttl;
    return new TransportOptions(
        instance.source,
        instance.trackSource,
        group,
        instance.peers,
        ttl == null ? TransportOptions.DEFAULT_TTL : ttl,
        or(instance.checkUnicastSource, global.checkUnicastSource),
        instance.faultWithoutPeer && instance.unicastKeyword,
        instance.oldChecksum,
        instance.receiveBuffer > 0 ? instance.receiveBuffer : global.receiveBuffer);
  }

  private static InetAddress numeric(String text) {
    InetAddress address = IpText.parse(text);
    if (address == null) {
      throw new IllegalStateException(text + " is no address");
    }
    return address;
  }

  private @Nullable VmacOptions vmac() {
    VmacOptions.Kind kind = instance.vmac;
    if (kind == null) {
      return null;
    }
    String name = instance.vmacName;
    String common =
        global.vmacPrefix + (family == Family.INET6 ? "6." : ".") + instance.virtualRouterId;
    return new VmacOptions(
        kind,
        name == null ? common : name,
        instance.vmacAddress,
        instance.ipvlanMode,
        instance.transmitOnBase);
  }

  /** The default weight or direction of something tracked. */
  interface Default<T> {
    T of(String name);
  }

  static List<Tracked> tracked(
      List<TrackDraft.Entry> entries, Default<Integer> weight, Default<Boolean> reverse) {
    List<Tracked> tracked = new ArrayList<>();
    for (TrackDraft.Entry entry : entries) {
      Integer own = entry.weight();
      boolean turned = own == null ? reverse.of(entry.name()) : entry.reverse();
      tracked.add(new Tracked(entry.name(), own == null ? weight.of(entry.name()) : own, turned));
    }
    return tracked;
  }

  static List<Tracked> scripts(ConfigDraft draft, TrackDraft track) {
    List<TrackDraft.Entry> usable =
        track.scripts.stream()
            .filter(e -> draft.checkedScripts.stream().anyMatch(s -> s.name().equals(e.name())))
            .toList();
    return tracked(usable, name -> script(draft, name).weight, name -> script(draft, name).reverse);
  }

  static ScriptDraft script(ConfigDraft draft, String name) {
    ScriptDraft script = draft.script(name);
    if (script == null) {
      throw new IllegalStateException("script " + name + " was checked when it was named");
    }
    return script;
  }

  static List<Tracked> files(ConfigDraft draft, TrackDraft track) {
    return tracked(
        track.files, name -> file(draft, name).weight(), name -> file(draft, name).reverse());
  }

  private static TrackFileModel file(ConfigDraft draft, String name) {
    return draft.trackFiles.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  static List<Tracked> processes(ConfigDraft draft, TrackDraft track) {
    return tracked(
        track.processes,
        name -> process(draft, name).weight(),
        name -> process(draft, name).reverse());
  }

  private static TrackProcessModel process(ConfigDraft draft, String name) {
    return draft.trackProcesses.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
