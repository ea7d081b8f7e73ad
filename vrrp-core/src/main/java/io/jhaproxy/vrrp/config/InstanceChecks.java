package io.jhaproxy.vrrp.config;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.Locale;

/** The checks of one instance; sets its defaults on the way. */
final class InstanceChecks {
  private static final Duration LONGEST_V3 = Duration.ofMillis(40_950);
  private static final long CENTISECOND_NANOS = 10_000_000;

  private final ConfigDraft draft;
  private final InstanceDraft instance;

  InstanceChecks(ConfigDraft draft, InstanceDraft instance) {
    this.draft = draft;
    this.instance = instance;
  }

  /** The family of an instance; IPv4 where nothing tells. */
  static Family family(InstanceDraft instance) {
    Family family = instance.family;
    if (family != null) {
      return family;
    }
    return instance.excluded.isEmpty() ? Family.INET : instance.excluded.get(0).family();
  }

  /**
   * Checks what an instance cannot be without: its VRID and its interface.
   *
   * @return whether it has them; otherwise it is dropped, and keepalived looks no further
   */
  boolean identity() {
    if (instance.virtualRouterId == 0) {
      return drop("the virtual router id must be set");
    }
    if (instance.interfaceName == null && instance.peers.isEmpty()) {
      return drop("Unknown interface!");
    }
    return true;
  }

  /**
   * Checks the rest and sets defaults.
   *
   * @return whether it can run; otherwise it is dropped, and keepalived looks no further
   */
  boolean run() {
    instance.strict = instance.strict == null ? draft.global.strict : instance.strict;
    version();
    if (!addresses()) {
      return false;
    }
    authentication();
    unicast();
    priority();
    interval();
    return true;
  }

  private boolean drop(String text) {
    say(text);
    instance.dropped = true;
    return false;
  }

  private void say(String text) {
    draft.messages().error("(" + instance.name + ") " + text);
  }

  private boolean strict() {
    return Boolean.TRUE.equals(instance.strict);
  }

  private void version() {
    if (family(instance) == Family.INET6) {
      instance.version = 3;
    } else if (instance.version == 0) {
      instance.version = draft.global.version;
    }
  }

  private boolean addresses() {
    if (instance.addresses.isEmpty()) {
      if (strict()) {
        return drop("No VIP specified; at least one is required");
      }
      say("No VIP specified; at least one is sensible");
      return true;
    }
    boolean ipv6 = family(instance) == Family.INET6;
    boolean linkLocal =
        instance.addresses.get(0).address() instanceof Inet6Address first
            && first.isLinkLocalAddress();
    if (strict() && ipv6 && !linkLocal) {
      return drop("the first IPv6 VIP address must be link local");
    }
    return true;
  }

  private void authentication() {
    Authentication.Kind kind = instance.authentication;
    if (kind == null) {
      return;
    }
    if (instance.version == 3) {
      say("VRRP version 3 does not support authentication. Ignoring.");
      instance.authentication = null;
    } else if (strict()) {
      instance.authenticationRefused = true;
    } else if (kind == Authentication.Kind.PASS && instance.password.isEmpty()) {
      say("Authentication specified but no password given. Ignoring");
      instance.authentication = null;
    }
  }

  private void unicast() {
    if (instance.unicastKeyword && instance.peers.isEmpty() && !instance.faultWithoutPeer) {
      say(
          "A unicast keyword has been specified without any unicast peers."
              + " Defaulting to multicast. This usage is deprecated - please update your"
              + " configuration.");
    }
  }

  private void priority() {
    if (instance.priority == null) {
      instance.priority = instance.startsAsMaster() ? InstanceModel.OWNER_PRIORITY : 100;
    }
    boolean owner = instance.owner();
    if (instance.wantsMaster == null) {
      instance.wantsMaster = owner;
    }
    if (strict() && instance.startsAsMaster() && !owner) {
      say("State MASTER must match being address owner");
      instance.wantsMaster = false;
    }
    if (instance.authenticationRefused) {
      say("Strict mode does not support authentication. Ignoring.");
      instance.authentication = null;
    }
    if (!instance.preempt && owner) {
      say("nopreempt is incompatible with priority 255. resetting nopreempt");
      instance.preempt = true;
    } else if (!instance.preempt && instance.startsAsMaster()) {
      say("Warning - nopreempt will not work with initial state MASTER - clearing");
      instance.preempt = true;
    }
    preemptDelay();
    boolean keepsOut = strict() && !owner;
    if (keepsOut && Boolean.TRUE.equals(instance.accept) && instance.version == 2) {
      say("warning - accept mode for VRRP version 2 does not comply with RFC3768 - resetting");
      instance.accept = false;
    }
    if (instance.accept == null) {
      instance.accept = !keepsOut;
    }
  }

  private void preemptDelay() {
    if (instance.preemptDelay.isZero()) {
      return;
    }
    if (strict()) {
      say("preempt_delay is incompatible with strict mode - resetting");
    } else if (instance.startsAsMaster()) {
      say("Warning - preempt delay will not work with initial state MASTER - clearing");
    } else {
      return;
    }
    instance.preemptDelay = Duration.ZERO;
  }

  private void interval() {
    Duration interval = instance.advertInterval;
    if (interval == null) {
      instance.advertInterval = Duration.ofSeconds(1);
      return;
    }
    String shown = String.format(Locale.ROOT, "%.6fs", interval.toNanos() / 1e9);
    if (instance.version == 2) {
      if (interval.getNano() != 0) {
        say("VRRPv2 advertisement interval " + shown + " must be an integer. rounding");
        long seconds = (interval.toMillis() + 500) / 1000;
        instance.advertInterval = Duration.ofSeconds(Math.max(1, seconds));
      }
      return;
    }
    if (interval.compareTo(LONGEST_V3) > 0) {
      say(
          "VRRPv3 advertisement interval "
              + String.format(Locale.ROOT, "%.2fs", interval.toNanos() / 1e9)
              + " is out of range. Must be less than 40.96s. Setting to 40.95s");
      instance.advertInterval = LONGEST_V3;
    } else if (interval.toNanos() % CENTISECOND_NANOS != 0) {
      say("VRRPv3 advertisement interval " + shown + " must be in units of 10ms - rounding");
      long units = (interval.toNanos() + CENTISECOND_NANOS / 2) / CENTISECOND_NANOS;
      instance.advertInterval = Duration.ofNanos(units * CENTISECOND_NANOS);
    }
  }
}
