package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.TrackProcessModel;

/** What is known of a tracked process: quorum and its delays. */
final class TrackedProcess {
  TrackProcessModel model;
  private boolean known;
  private boolean ok;
  private boolean wanted;
  private long changeAt = VrrpInstance.NEVER;

  TrackedProcess(TrackProcessModel model) {
    this.model = model;
  }

  boolean ok() {
    return ok;
  }

  long deadline() {
    return changeAt;
  }

  /** Takes a count; returns whether up or down changed now. */
  boolean count(int running, long now) {
    boolean next = running >= model.quorum() && running <= model.quorumMax();
    if (!known) {
      known = true;
      ok = next;
      wanted = next;
      return true;
    }
    if (next != wanted) {
      wanted = next;
      long delay = (next ? model.forkDelay() : model.terminateDelay()).toNanos();
      changeAt = next == ok ? VrrpInstance.NEVER : now + delay;
    }
    return due(now);
  }

  /** Whether a delayed change is due; makes it. */
  boolean due(long now) {
    if (changeAt > now) {
      return false;
    }
    changeAt = VrrpInstance.NEVER;
    ok = wanted;
    return true;
  }
}
