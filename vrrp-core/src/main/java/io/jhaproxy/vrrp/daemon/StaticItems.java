package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.AddressModel;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.RouteModel;
import io.jhaproxy.vrrp.config.RuleModel;
import java.util.List;

/** Addresses, routes and rules that are there as long as the daemon runs, whoever is master. */
final class StaticItems {
  private static final String WHO = "static";

  private final HeldResources held;
  private List<AddressModel> addresses = List.of();
  private List<RouteModel> routes = List.of();
  private List<RuleModel> rules = List.of();
  private String device = "";

  StaticItems(HeldResources held) {
    this.held = held;
  }

  /** Adds what a model wants and removes what the last one wanted and this one does not. */
  void apply(KeepalivedModel model) {
    for (RuleModel rule : rules) {
      if (!model.staticRules().contains(rule)) {
        held.routes().remove(rule);
      }
    }
    for (RouteModel route : routes) {
      if (!model.staticRoutes().contains(route)) {
        held.routes().remove(route);
      }
    }
    String deviceBefore = device;
    device = model.global().defaultInterface();
    for (AddressModel address : addresses) {
      if (!model.staticAddresses().contains(address)) {
        held.addresses().remove(address, deviceBefore, "");
      }
    }
    model.staticAddresses().forEach(address -> held.addresses().add(address, device, ""));
    for (RouteModel route : model.staticRoutes()) {
      if (!routes.contains(route)) {
        held.routes().add(route, WHO);
      }
    }
    for (RuleModel rule : model.staticRules()) {
      if (!rules.contains(rule)) {
        held.routes().add(rule, WHO);
      }
    }
    addresses = model.staticAddresses();
    routes = model.staticRoutes();
    rules = model.staticRules();
  }

  /** Removes everything. */
  void remove() {
    rules.forEach(held.routes()::remove);
    routes.forEach(held.routes()::remove);
    addresses.forEach(address -> held.addresses().remove(address, device, ""));
  }
}
