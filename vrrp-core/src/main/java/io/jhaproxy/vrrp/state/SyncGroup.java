package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.SyncGroupModel;
import java.util.List;

/** Instances that change state together. A view for the daemon; the machine changes it. */
public final class SyncGroup {
  final SyncGroupModel model;
  final List<VrrpInstance> members;
  State state = State.INIT;

  SyncGroup(SyncGroupModel model, List<VrrpInstance> members) {
    this.model = model;
    this.members = List.copyOf(members);
  }

  /** Name of the group. */
  public String name() {
    return model.name();
  }

  /** Its configuration. */
  public SyncGroupModel model() {
    return model;
  }

  /** The state of the group. */
  public State state() {
    return state;
  }

  /** Its members, in configuration order. */
  public List<VrrpInstance> members() {
    return members;
  }

  boolean anyFault() {
    for (VrrpInstance member : members) {
      if (!member.faults.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  boolean anyWaits() {
    for (VrrpInstance member : members) {
      if (member.waitsForScripts) {
        return true;
      }
    }
    return false;
  }

  /** Whether every member is master or waits for the others to become it. */
  boolean readyForMaster() {
    for (VrrpInstance member : members) {
      if (member.state != State.MASTER && !member.expired) {
        return false;
      }
    }
    return true;
  }
}
