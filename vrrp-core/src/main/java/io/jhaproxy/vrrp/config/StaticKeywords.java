package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Static addresses, routes and rules; groups of instances and of interfaces. */
final class StaticKeywords {
  private static final long MAX_MICROS = 4_294_967_295L;

  private StaticKeywords() {}

  /** A track group while it is being read. */
  static final class TrackGroupDraft {
    final String name;
    final List<String> members = new ArrayList<>();

    TrackGroupDraft(String name) {
      this.name = name;
    }
  }

  /** A group of interfaces while it is being read. */
  static final class GarpGroupDraft {
    Duration garpInterval = Duration.ZERO;
    Duration gnaInterval = Duration.ZERO;
    final List<String> interfaces = new ArrayList<>();
    final List<String> listed = new ArrayList<>();
  }

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.VRRP)
        .list("static_ipaddress", "{ ADDRESS ... }", StaticKeywords::address)
        .list("static_routes", "{ ROUTE ... }", StaticKeywords::route)
        .list("static_rules", "{ RULE ... }", StaticKeywords::rule)
        .unsupported(
            "track_group",
            "NAME { }",
            "removals of static addresses, routes and rules by others are not followed",
            StaticKeywords::startTrackGroup,
            new Keyword.Body("track_group", null, StaticKeywords::endTrackGroup))
        .block(
            "garp_group",
            "{ }",
            "garp_group",
            line -> line.draft().garpGroup = new GarpGroupDraft(),
            StaticKeywords::endGarpGroup);
    registry.block("track_group").list("group", "{ INSTANCE ... }", StaticKeywords::member);
    registry
        .block("garp_group")
        .works("garp_interval", "SECS", line -> garp(line).garpInterval = interval(line))
        .works("gna_interval", "SECS", line -> garp(line).gnaInterval = interval(line))
        .works("interface", "IFNAME", line -> garpInterface(line, line.required(1)))
        .list(
            "interfaces",
            "{ IFNAME ... }",
            line -> {},
            line -> garp(line).listed.add(line.word(0)),
            StaticKeywords::endInterfaces);
  }

  private static void address(Line line) {
    AddressModel address = AddressReader.read(line, true);
    if (address != null) {
      line.draft().staticAddresses.add(address);
    }
  }

  private static void route(Line line) {
    RouteModel route = RouteReader.read(line, true);
    if (route != null) {
      line.draft().staticRoutes.add(route);
    }
  }

  private static void rule(Line line) {
    RuleModel rule = RuleReader.read(line, true);
    if (rule != null) {
      line.draft().staticRules.add(rule);
    }
  }

  private static void startTrackGroup(Line line) {
    String name = line.required(1);
    if (line.draft().trackGroups.stream().anyMatch(g -> g.name().equals(name))) {
      line.error("track_group " + name + " already defined");
      line.skipBlock();
      return;
    }
    line.draft().trackGroup = new TrackGroupDraft(name);
  }

  private static void member(Line line) {
    TrackGroupDraft group = line.draft().trackGroup;
    for (int i = 0; group != null && i < line.size(); i++) {
      group.members.add(line.word(i));
    }
  }

  private static void endTrackGroup(Line line) {
    TrackGroupDraft group = line.draft().trackGroup;
    if (group != null) {
      line.draft().trackGroups.add(new TrackGroupModel(group.name, group.members));
    }
  }

  private static GarpGroupDraft garp(Line line) {
    GarpGroupDraft group = line.draft().garpGroup;
    return group == null ? new GarpGroupDraft() : group;
  }

  private static Duration interval(Line line) {
    @Nullable Duration interval = line.time(1, 1, MAX_MICROS);
    if (interval == null && line.word(1).matches("-?[0-9.]+")) {
      line.error("garp_group " + line.keyword() + " '" + line.word(1) + "' invalid");
    }
    return interval == null ? Duration.ZERO : interval;
  }

  private static void garpInterface(Line line, String name) {
    List<String> mine = garp(line).interfaces;
    boolean taken =
        mine.contains(name)
            || line.draft().garpGroups.stream().anyMatch(g -> g.interfaces().contains(name));
    if (taken) {
      line.error("garp_group already specified for " + name + " - ignoring");
      return;
    }
    mine.add(name);
  }

  private static void endInterfaces(Line line) {
    List<String> listed = List.copyOf(garp(line).listed);
    garp(line).listed.clear();
    listed.forEach(name -> garpInterface(line, name));
  }

  private static void endGarpGroup(Line line) {
    GarpGroupDraft group = garp(line);
    boolean empty = group.garpInterval.isZero() && group.gnaInterval.isZero();
    if (empty && group.interfaces.isEmpty()) {
      line.error("garp group 0 does not have any delay set - removing");
      return;
    }
    line.draft()
        .garpGroups
        .add(new GarpGroupModel(group.garpInterval, group.gnaInterval, group.interfaces));
  }
}
