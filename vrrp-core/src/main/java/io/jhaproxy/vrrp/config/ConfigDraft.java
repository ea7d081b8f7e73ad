package io.jhaproxy.vrrp.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A configuration while it is being read. One thread. */
final class ConfigDraft {
  private static final long FIRST_RULE_PREFERENCE = 16_384;

  final GlobalDraft global;
  final List<InstanceDraft> instances = new ArrayList<>();
  final List<SyncGroupDraft> groups = new ArrayList<>();
  final List<ScriptDraft> scripts = new ArrayList<>();
  final List<TrackFileModel> trackFiles = new ArrayList<>();
  final List<TrackProcessModel> trackProcesses = new ArrayList<>();
  final List<TrackGroupModel> trackGroups = new ArrayList<>();
  final List<AddressModel> staticAddresses = new ArrayList<>();
  final List<RouteModel> staticRoutes = new ArrayList<>();
  final List<RuleModel> staticRules = new ArrayList<>();
  final List<GarpGroupModel> garpGroups = new ArrayList<>();
  final List<UnsupportedBlock> unsupported = new ArrayList<>();
  final Set<String> bfdInstances = new LinkedHashSet<>();
  String bfdName = "";
  boolean bfdHasNeighbor;
  final List<VirtualServerDraft> virtualServers = new ArrayList<>();
  final CheckerDraft checker = new CheckerDraft();

  TrackFileKeywords.@Nullable Draft trackFile;
  TrackProcessKeywords.@Nullable Draft trackProcess;
  StaticKeywords.@Nullable GarpGroupDraft garpGroup;
  StaticKeywords.@Nullable TrackGroupDraft trackGroup;

  /** Whether the block being read is a group; otherwise it is an instance. */
  boolean inGroup;

  /** Whether an interface that must exist does not. */
  boolean interfaceMissing;

  /** Resolved instances and groups; empty until the checks have run. */
  List<InstanceModel> checkedInstances = List.of();

  List<SyncGroupModel> checkedGroups = List.of();
  List<ScriptModel> checkedScripts = List.of();

  /** Whether the file is another machine's: its scripts are not looked for. */
  boolean elsewhere;

  private final Messages messages = new Messages();
  private final InterfaceNames interfaces;
  private final Accounts accounts;
  private long rulePreference = FIRST_RULE_PREFERENCE;

  ConfigDraft(String hostName, InterfaceNames interfaces, Accounts accounts) {
    this.global = new GlobalDraft(hostName);
    this.interfaces = interfaces;
    this.accounts = accounts;
  }

  Messages messages() {
    return messages;
  }

  InterfaceNames interfaces() {
    return interfaces;
  }

  Accounts accounts() {
    return accounts;
  }

  /** The instance being read. */
  InstanceDraft instance() {
    return instances.get(instances.size() - 1);
  }

  /** The group being read. */
  SyncGroupDraft group() {
    return groups.get(groups.size() - 1);
  }

  /** The virtual server being read. */
  VirtualServerDraft virtualServer() {
    return virtualServers.get(virtualServers.size() - 1);
  }

  /** Name of the instance or group being read. */
  String currentName() {
    return inGroup ? group().name : instance().name;
  }

  TrackFileKeywords.Draft trackFile() {
    TrackFileKeywords.Draft draft = trackFile;
    if (draft == null) {
      throw new IllegalStateException("outside track_file");
    }
    return draft;
  }

  TrackProcessKeywords.Draft trackProcess() {
    TrackProcessKeywords.Draft draft = trackProcess;
    if (draft == null) {
      throw new IllegalStateException("outside vrrp_track_process");
    }
    return draft;
  }

  /** A script by name; null if it was not defined before this line. */
  @Nullable ScriptDraft script(String name) {
    for (ScriptDraft script : scripts) {
      if (script.name.equals(name)) {
        return script;
      }
    }
    return null;
  }

  /** Tells that an interface is missing, unless interfaces may come later. */
  void needInterface(Line line, String name, String complaint) {
    if (interfaces.exists(name) || global.dynamicInterfaces) {
      return;
    }
    line.error(complaint.replace("%s", name));
    interfaceMissing = true;
  }

  /** Preference of a rule that has none. */
  long nextRulePreference() {
    return rulePreference--;
  }

  /** The model of what was read. */
  KeepalivedModel build() {
    return new KeepalivedModel(
        global.build(accounts),
        checkedInstances,
        checkedGroups,
        checkedScripts,
        trackFiles,
        trackProcesses,
        trackGroups,
        staticAddresses,
        staticRoutes,
        staticRules,
        garpGroups,
        unsupported);
  }
}
