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
    services();
    if (draft.interfaceMissing) {
      messages.error("Non-existent interface specified in configuration");
      messages.silence();
    }
    new ScriptChecks(draft).run();
    for (InstanceDraft instance : draft.instances) {
      if (!new InstanceChecks(draft, instance).run()) {
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

  /** What keepalived says about IPVS services when all is read; errors all the same. */
  private void services() {
    for (VirtualServerDraft service : draft.virtualServers) {
      if (service.weights.isEmpty() && !service.sorryServer) {
        messages.error("Virtual server " + service.name() + " has no real servers - ignoring");
        continue;
      }
      if (service.protocol == null && !service.mark) {
        messages.error(
            "Virtual server " + service.name() + ": no protocol set - defaulting to UDP");
        service.protocol = "udp";
      }
      if (!service.scheduler) {
        messages.error(
            "Virtual server " + service.name() + ": no scheduler set, setting default 'wlc'");
      }
      if (!service.forwarding) {
        messages.error(
            "Virtual server " + service.name() + ": no forwarding method set, setting default NAT");
      }
      quorum(service);
    }
  }

  private void quorum(VirtualServerDraft service) {
    long total = service.weights.stream().mapToLong(Integer::longValue).sum();
    if (service.hysteresis >= service.quorum) {
      messages.error(
          "Virtual server "
              + service.name()
              + ": hysteresis "
              + service.hysteresis
              + " >= quorum "
              + service.quorum
              + "; setting hysteresis to "
              + (service.quorum - 1));
    }
    if (service.quorum > total && !service.weights.isEmpty()) {
      messages.error(
          "Warning - quorum "
              + service.quorum
              + " for "
              + service.name()
              + " exceeds total weight of real servers "
              + total
              + ", reducing quorum to "
              + total);
    }
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
