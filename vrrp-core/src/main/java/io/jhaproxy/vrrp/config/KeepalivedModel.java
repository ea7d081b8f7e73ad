package io.jhaproxy.vrrp.config;

import java.util.List;

/**
 * Everything a keepalived.conf means for VRRP. Immutable; all defaults are resolved, all references
 * by name were checked (what does not exist was dropped with a message).
 *
 * @param global process-wide settings
 * @param instances VRRP instances in file order
 * @param syncGroups groups whose members exist; empty groups were dropped
 * @param scripts the tracked scripts
 * @param trackFiles the tracked files
 * @param trackProcesses the tracked processes
 * @param trackGroups names of sets of instances that follow static items
 * @param staticAddresses addresses set at start and kept
 * @param staticRoutes routes set at start and kept
 * @param staticRules rules set at start and kept
 * @param garpGroups rate limits shared by interfaces
 * @param unsupported blocks that were read and checked but have no effect here (IPVS, BFD, SSL)
 */
public record KeepalivedModel(
    GlobalDefs global,
    List<InstanceModel> instances,
    List<SyncGroupModel> syncGroups,
    List<ScriptModel> scripts,
    List<TrackFileModel> trackFiles,
    List<TrackProcessModel> trackProcesses,
    List<TrackGroupModel> trackGroups,
    List<AddressModel> staticAddresses,
    List<RouteModel> staticRoutes,
    List<RuleModel> staticRules,
    List<GarpGroupModel> garpGroups,
    List<UnsupportedBlock> unsupported) {
  /** Copies the lists. */
  public KeepalivedModel {
    instances = List.copyOf(instances);
    syncGroups = List.copyOf(syncGroups);
    scripts = List.copyOf(scripts);
    trackFiles = List.copyOf(trackFiles);
    trackProcesses = List.copyOf(trackProcesses);
    trackGroups = List.copyOf(trackGroups);
    staticAddresses = List.copyOf(staticAddresses);
    staticRoutes = List.copyOf(staticRoutes);
    staticRules = List.copyOf(staticRules);
    garpGroups = List.copyOf(garpGroups);
    unsupported = List.copyOf(unsupported);
  }
}
