package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code vrrp_instance} while it is being read; null means "not given". */
final class InstanceDraft {
  final String name;
  final Location location;
  final TrackDraft track = new TrackDraft();
  final NotifyDraft notify = new NotifyDraft();
  final List<AddressModel> addresses = new ArrayList<>();
  final List<AddressModel> excluded = new ArrayList<>();
  final List<RouteModel> routes = new ArrayList<>();
  final List<RuleModel> rules = new ArrayList<>();
  final List<UnicastPeer> peers = new ArrayList<>();

  @Nullable Boolean wantsMaster;
  @Nullable String interfaceName;
  int virtualRouterId;
  @Nullable Integer priority;
  @Nullable Duration advertInterval;
  int version;
  @Nullable Family family;
  Authentication.@Nullable Kind authentication;
  String password = "";
  boolean preempt = true;
  Duration preemptDelay = Duration.ZERO;
  @Nullable Boolean accept;
  @Nullable Boolean strict;
  @Nullable Boolean skipCheckAdvertAddresses;
  @Nullable Boolean lowerPriorityNoAdvert;
  @Nullable Boolean higherPrioritySendAdvert;
  @Nullable Integer downTimerAdverts;
  boolean trackPrimary = true;
  boolean promoteSecondaries;
  final GarpDraft garp = new GarpDraft();
  @Nullable InetAddress source;
  boolean trackSource;
  @Nullable InetAddress group;
  boolean unicastKeyword;
  @Nullable Integer ttl;
  @Nullable Boolean checkUnicastSource;
  boolean faultWithoutPeer;
  TransportOptions.OldChecksum oldChecksum = TransportOptions.OldChecksum.AUTO;
  int receiveBuffer;
  @Nullable String vrf;
  VmacOptions.@Nullable Kind vmac;
  @Nullable String vmacName;
  @Nullable MacAddress vmacAddress;
  VmacOptions.@Nullable IpvlanMode ipvlanMode;
  boolean transmitOnBase;
  boolean authenticationRefused;
  boolean dropped;

  InstanceDraft(String name, Location location) {
    this.name = name;
    this.location = location;
  }

  boolean owner() {
    return priority != null && priority == InstanceModel.OWNER_PRIORITY;
  }

  boolean startsAsMaster() {
    return Boolean.TRUE.equals(wantsMaster);
  }
}
