package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * {@code vrrp_sync_group}: instances that change state together.
 *
 * @param name group name
 * @param location where the block begins
 * @param members names of existing instances, at least one
 * @param trackedInterfaces interfaces watched for all members
 * @param trackedScripts scripts watched for all members
 * @param trackedFiles files watched for all members
 * @param trackedProcesses processes watched for all members
 * @param trackingWeight {@code sync_group_tracking_weight}: members may have weights of their own
 * @param notifyOptions scripts and e-mail on state changes
 */
public record SyncGroupModel(
    String name,
    Location location,
    List<String> members,
    List<Tracked> trackedInterfaces,
    List<Tracked> trackedScripts,
    List<Tracked> trackedFiles,
    List<Tracked> trackedProcesses,
    boolean trackingWeight,
    NotifyOptions notifyOptions) {
  /** Copies the lists. */
  public SyncGroupModel {
    members = List.copyOf(members);
    trackedInterfaces = List.copyOf(trackedInterfaces);
    trackedScripts = List.copyOf(trackedScripts);
    trackedFiles = List.copyOf(trackedFiles);
    trackedProcesses = List.copyOf(trackedProcesses);
  }
}
