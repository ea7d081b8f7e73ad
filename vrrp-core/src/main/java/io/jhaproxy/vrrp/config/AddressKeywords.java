package io.jhaproxy.vrrp.config;

/** Addresses, routes and rules of an instance. */
final class AddressKeywords {
  private static final String LINE =
      "{ ADDR[/LEN] [brd ADDR|+|-] [dev IF] [scope S] [label L] [peer ADDR] ... }";

  private AddressKeywords() {}

  static void register(Registry.Entries instance) {
    instance
        .list("virtual_ipaddress", LINE, InstanceKeywords.on(AddressKeywords::address))
        .list("virtual_ipaddress_excluded", LINE, InstanceKeywords.on(AddressKeywords::excluded))
        .list("virtual_routes", "{ ROUTE ... }", InstanceKeywords.on(AddressKeywords::route))
        .list("virtual_rules", "{ RULE ... }", InstanceKeywords.on(AddressKeywords::rule));
  }

  private static void address(Line line, InstanceDraft instance) {
    AddressModel address = AddressReader.read(line, false);
    if (address == null) {
      return;
    }
    if (!TransportKeywords.sameFamily(instance, address.address())) {
      line.error(
          "("
              + instance.name
              + "): address family must match VRRP instance ["
              + line.word(0)
              + "] - ignoring");
      return;
    }
    instance.addresses.add(address);
  }

  private static void excluded(Line line, InstanceDraft instance) {
    AddressModel address = AddressReader.read(line, false);
    if (address != null) {
      instance.excluded.add(address);
    }
  }

  private static void route(Line line, InstanceDraft instance) {
    RouteModel route = RouteReader.read(line, false);
    if (route != null) {
      instance.routes.add(route);
    }
  }

  private static void rule(Line line, InstanceDraft instance) {
    RuleModel rule = RuleReader.read(line, false);
    if (rule != null) {
      instance.rules.add(rule);
    }
  }
}
