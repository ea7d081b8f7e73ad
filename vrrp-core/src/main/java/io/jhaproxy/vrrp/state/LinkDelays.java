package io.jhaproxy.vrrp.state;

import io.jhaproxy.vrrp.config.GlobalDefs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code interface_up_down_delays}: a link change counts only when it lasted. */
final class LinkDelays {
  private final Links links;
  private final Tracking tracking;
  private final Map<String, Long> pending = new LinkedHashMap<>();
  private Map<String, GlobalDefs.LinkDelay> configured = Map.of();

  LinkDelays(Links links, Tracking tracking) {
    this.links = links;
    this.tracking = tracking;
  }

  void configure(GlobalDefs global) {
    configured = global.linkDelays();
  }

  /** The view may show another link state than the machine's. */
  void linkSeen(String name, long now) {
    boolean up = links.wouldBeUp(name);
    if (up == links.up(name)) {
      pending.remove(name);
      return;
    }
    GlobalDefs.LinkDelay delay = configured.get(name);
    Duration wait = delay == null ? Duration.ZERO : up ? delay.up() : delay.down();
    if (wait.isZero() || !links.exists(name)) {
      pending.remove(name);
      links.setUp(name, up);
    } else {
      pending.putIfAbsent(name, now + wait.toNanos());
    }
  }

  long nextDeadline() {
    long next = VrrpInstance.NEVER;
    for (long at : pending.values()) {
      next = Math.min(next, at);
    }
    return next;
  }

  void advance(long now) {
    for (Map.Entry<String, Long> entry : Map.copyOf(pending).entrySet()) {
      if (entry.getValue() <= now) {
        pending.remove(entry.getKey());
        links.setUp(entry.getKey(), links.wouldBeUp(entry.getKey()));
        tracking.interfaceChanged(entry.getKey(), now);
      }
    }
  }
}
