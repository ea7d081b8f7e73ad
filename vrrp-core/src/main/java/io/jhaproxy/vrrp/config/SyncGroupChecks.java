package io.jhaproxy.vrrp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checks of groups, and of what their members and they both watch. */
final class SyncGroupChecks {
  private final ConfigDraft draft;
  private final Messages messages;

  /** Members by group, those that exist and belong to no other group. */
  private final Map<SyncGroupDraft, List<InstanceDraft>> members = new LinkedHashMap<>();

  private final Map<InstanceDraft, SyncGroupDraft> groups = new HashMap<>();

  SyncGroupChecks(ConfigDraft draft) {
    this.draft = draft;
    this.messages = draft.messages();
  }

  /** Finds the members. */
  void run() {
    for (SyncGroupDraft group : draft.groups) {
      if (group.members.isEmpty()) {
        messages.error("Sync group " + group.name + " has no virtual router(s). removing");
        continue;
      }
      List<InstanceDraft> found = find(group);
      if (found.isEmpty()) {
        messages.error(
            "Sync group "
                + group.name
                + ", no matching virtual router found in group declaration - removing");
        continue;
      }
      if (found.size() == 1) {
        messages.error(
            "Sync group "
                + group.name
                + " has only 1 virtual router(s) - this probably isn't what you want");
      }
      members.put(group, found);
    }
  }

  private List<InstanceDraft> find(SyncGroupDraft group) {
    List<InstanceDraft> found = new ArrayList<>();
    for (String name : group.members) {
      InstanceDraft instance = instance(name);
      if (instance == null) {
        messages.error(
            "Virtual router "
                + name
                + " specified in sync group "
                + group.name
                + " doesn't exist - ignoring");
      } else if (groups.putIfAbsent(instance, group) != null) {
        messages.error(
            "Virtual router "
                + name
                + " cannot exist in more than one sync group; ignoring "
                + group.name);
      } else {
        found.add(instance);
      }
    }
    return found;
  }

  private @Nullable InstanceDraft instance(String name) {
    for (InstanceDraft instance : draft.instances) {
      if (instance.name.equals(name) && !instance.dropped) {
        return instance;
      }
    }
    return null;
  }

  /** An instance watches its own interface anyway. */
  void ownInterface(InstanceDraft instance) {
    for (TrackDraft.Entry entry : List.copyOf(instance.track.interfaces)) {
      boolean weighted = entry.weighted(0);
      if (entry.name().equals(instance.interfaceName) && !weighted && instance.trackPrimary) {
        messages.error(
            "("
                + instance.name
                + ") Ignoring track_interface "
                + entry.name()
                + " since own interface");
        instance.track.interfaces.remove(entry);
      }
    }
  }

  /** Members of a group change state together, so weights of one make no sense unless allowed. */
  void weights() {
    members.forEach((group, instances) -> instances.forEach(i -> member(group, i)));
  }

  private void member(SyncGroupDraft group, InstanceDraft instance) {
    if (!group.trackingWeight) {
      for (int i = 0; i < instance.track.interfaces.size(); i++) {
        TrackDraft.Entry entry = instance.track.interfaces.get(i);
        if (entry.weighted(0)) {
          messages.error(
              "("
                  + instance.name
                  + ") ignoring "
                  + entry.name()
                  + " tracked interface weight due to SYNC group");
          instance.track.interfaces.set(
              i, new TrackDraft.Entry(entry.name(), 0, false, entry.location()));
        }
      }
      drop(
          instance,
          instance.track.scripts,
          "script",
          name -> InstanceBuilder.script(draft, name).weight);
      drop(instance, instance.track.files, "file", name -> 1);
      drop(instance, instance.track.processes, "process", this::processWeight);
    }
    for (TrackDraft.Entry shared : group.track.interfaces) {
      boolean own = shared.name().equals(instance.interfaceName);
      boolean listed =
          instance.track.interfaces.stream().anyMatch(e -> e.name().equals(shared.name()));
      if (own || listed) {
        messages.error(
            "("
                + instance.name
                + ") track_interface "
                + shared.name()
                + " is configured on VRRP instance and sync group."
                + " Remove vrrp instance or sync group config");
      }
    }
  }

  private int processWeight(String name) {
    return draft.trackProcesses.stream()
        .filter(p -> p.name().equals(name))
        .mapToInt(TrackProcessModel::weight)
        .findFirst()
        .orElse(0);
  }

  private void drop(
      InstanceDraft instance,
      List<TrackDraft.Entry> entries,
      String kind,
      InstanceBuilder.Default<Integer> weight) {
    for (TrackDraft.Entry entry : List.copyOf(entries)) {
      if (entry.weighted(weight.of(entry.name()))) {
        messages.error(
            "("
                + instance.name
                + ") ignoring tracked "
                + kind
                + " "
                + entry.name()
                + " with weights due to SYNC group");
        entries.remove(entry);
      }
    }
  }

  /** The groups with members left. */
  List<SyncGroupModel> build() {
    List<SyncGroupModel> models = new ArrayList<>();
    members.forEach(
        (group, instances) -> {
          List<String> names = instances.stream().filter(i -> !i.dropped).map(i -> i.name).toList();
          if (!names.isEmpty()) {
            models.add(
                new SyncGroupModel(
                    group.name,
                    group.location,
                    names,
                    InstanceBuilder.tracked(group.track.interfaces, n -> 0, n -> false),
                    InstanceBuilder.scripts(draft, group.track),
                    InstanceBuilder.files(draft, group.track),
                    InstanceBuilder.processes(draft, group.track),
                    group.trackingWeight,
                    group.notify.build(draft.global.alertDefault(), draft.global.priorityChanges)));
          }
        });
    return models;
  }
}
