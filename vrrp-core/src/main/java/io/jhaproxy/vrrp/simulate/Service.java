package io.jhaproxy.vrrp.simulate;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One virtual address as its client sees it. */
final class Service {
  final InetAddress address;

  /** Prefix of the site, for reports; empty if there is only one. */
  final String site;

  /** Who has the address, by interface; the last to set it is last. */
  final Map<SimulatedNode, String> holders = new LinkedHashMap<>();

  /** Whom the client's neighbour cache points to. */
  @Nullable SimulatedNode neighbour;

  boolean served;

  /** Since when. */
  long since;

  private boolean everServed;
  private long firstServed = -1;
  private final List<Span> outages = new ArrayList<>();

  Service(InetAddress address, String site) {
    this.address = address;
    this.site = site;
  }

  void change(boolean nowServed, long now) {
    if (nowServed && everServed && now > since) {
      outages.add(new Span(since, now, ""));
    }
    if (nowServed && !everServed) {
      everServed = true;
      firstServed = now;
    }
    served = nowServed;
    since = now;
  }

  void finish(long now) {
    if (!served && everServed && now > since) {
      outages.add(new Span(since, now, "until the end"));
      since = now;
    }
  }

  /** When it was first reached; -1 for never. */
  long firstServed() {
    return firstServed;
  }

  /** When it was not reached after it had been. */
  List<Span> outages() {
    return outages;
  }
}
