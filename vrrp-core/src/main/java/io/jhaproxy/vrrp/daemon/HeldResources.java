package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.InstanceModel;
import io.jhaproxy.vrrp.config.RouteModel;
import io.jhaproxy.vrrp.config.RuleModel;
import io.jhaproxy.vrrp.kernel.Interfaces;
import io.jhaproxy.vrrp.kernel.Routing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that a master holds in the kernel: addresses, routes, rules, filters. Loop thread. */
final class HeldResources {
  private final HeldAddresses addresses;
  private final HeldRoutes routes;
  private final Transports transports;
  private final DroppedAddresses dropped;
  private final Map<String, String> devices = new HashMap<>();

  HeldResources(
      Interfaces interfaces,
      Routing routing,
      InterfaceTable table,
      Transports transports,
      DroppedAddresses dropped,
      DaemonLog log) {
    this.addresses = new HeldAddresses(interfaces, table, log);
    this.routes = new HeldRoutes(routing, table, log);
    this.transports = transports;
    this.dropped = dropped;
  }

  void set(InstanceModel model) {
    String device = transports.device(model);
    devices.put(model.name(), device);
    dropped.set(model);
    addresses.set(model, device);
    model.routes().forEach(route -> routes.add(route, model.name()));
    model.rules().forEach(rule -> routes.add(rule, model.name()));
  }

  void remove(InstanceModel model) {
    String device = devices.getOrDefault(model.name(), transports.device(model));
    model.rules().forEach(routes::remove);
    model.routes().forEach(routes::remove);
    addresses.remove(model, device);
    dropped.remove(model);
    devices.remove(model.name());
  }

  /** What both models have is not touched. */
  void replace(InstanceModel model, InstanceModel before) {
    String device = transports.device(model);
    String deviceBefore = devices.getOrDefault(model.name(), device);
    devices.put(model.name(), device);
    dropped.set(model);
    missing(before.rules(), model.rules()).forEach(routes::remove);
    missing(before.routes(), model.routes()).forEach(routes::remove);
    addresses.replace(model, before, device, deviceBefore);
    for (RouteModel route : missing(model.routes(), before.routes())) {
      routes.add(route, model.name());
    }
    for (RuleModel rule : missing(model.rules(), before.rules())) {
      routes.add(rule, model.name());
    }
  }

  private static <T> List<T> missing(List<T> from, List<T> in) {
    return from.stream().filter(item -> !in.contains(item)).toList();
  }

  HeldAddresses addresses() {
    return addresses;
  }

  HeldRoutes routes() {
    return routes;
  }
}
