package io.jhaproxy.vrrp.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The checks of the whole after reading, in keepalived's order: interfaces, scripts, instances,
 * groups, and what depends on both.
 */
final class ModelChecks {
  private final ConfigDraft draft;
  private final Messages messages;

  ModelChecks(ConfigDraft draft) {
    this.draft = draft;
    this.messages = draft.messages();
  }

  void run() {
    new ServiceChecks(draft).run();
    if (draft.interfaceMissing) {
      messages.error("Non-existent interface specified in configuration");
      messages.silence();
    }
    new ScriptChecks(draft).run();
    for (InstanceDraft instance : draft.instances) {
      if (!new InstanceChecks(draft, instance).identity()) {
        messages.silence();
      }
    }
    for (InstanceDraft instance : draft.instances) {
      if (!instance.dropped && !new InstanceChecks(draft, instance).run()) {
        messages.silence();
      }
    }
    SyncGroupChecks groups = new SyncGroupChecks(draft);
    groups.run();
    for (InstanceDraft instance : draft.instances) {
      groups.ownInterface(instance);
    }
    duplicates();
    groups.weights();
    finish(groups);
  }

  /** Two instances of the same VRID, family and interface cannot both run. */
  private void duplicates() {
    Map<String, InstanceDraft> seen = new HashMap<>();
    for (InstanceDraft instance : draft.instances) {
      if (instance.dropped) {
        continue;
      }
      Family family = InstanceChecks.family(instance);
      String key = instance.interfaceName + " " + instance.virtualRouterId + " " + family;
      InstanceDraft other = seen.putIfAbsent(key, instance);
      if (other != null) {
        messages.error(
            other.name
                + " and "
                + instance.name
                + " both use VRID "
                + instance.virtualRouterId
                + " with "
                + family.label()
                + " on interface "
                + instance.interfaceName);
        instance.dropped = true;
      }
    }
  }

  private void finish(SyncGroupChecks groups) {
    List<InstanceModel> instances = new ArrayList<>();
    for (InstanceDraft instance : draft.instances) {
      if (!instance.dropped) {
        instances.add(new InstanceBuilder(draft, instance).build());
      }
    }
    draft.checkedInstances = instances;
    draft.checkedGroups = groups.build();
  }
}
