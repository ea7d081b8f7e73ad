package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.config.Family;
import io.jhaproxy.vrrp.config.RouteModel;
import io.jhaproxy.vrrp.config.RuleModel;
import io.jhaproxy.vrrp.kernel.KernelException;
import io.jhaproxy.vrrp.kernel.Link;
import io.jhaproxy.vrrp.kernel.Route;
import io.jhaproxy.vrrp.kernel.Routing;
import io.jhaproxy.vrrp.kernel.Rule;
import org.jspecify.annotations.Nullable;

/** Routes and policy rules of masters, and static ones, in the kernel. Loop thread. */
final class HeldRoutes {
  private static final int RTNH_F_ONLINK = 4;

  private final Routing routing;
  private final InterfaceTable table;
  private final DaemonLog log;

  HeldRoutes(Routing routing, InterfaceTable table, DaemonLog log) {
    this.routing = routing;
    this.table = table;
    this.log = log;
  }

  void add(RouteModel model, String who) {
    try {
      routing.add(route(model));
    } catch (KernelException e) {
      log.log("(" + who + ") cannot add " + e.getMessage());
    }
  }

  /**
   * Removes a route, also one that a killed predecessor left: the protocol says that it is ours.
   */
  void remove(RouteModel model) {
    try {
      routing.remove(route(model));
    } catch (KernelException gone) {
      // It was not there, or went with its address or interface.
    }
  }

  void add(RuleModel model, String who) {
    try {
      routing.add(rule(model));
    } catch (KernelException e) {
      log.log("(" + who + ") cannot add " + e.getMessage());
    }
  }

  /** Removes a rule, also one that a killed predecessor left. */
  void remove(RuleModel model) {
    try {
      routing.remove(rule(model));
    } catch (KernelException gone) {
      // It was not there.
    }
  }

  private Route route(RouteModel model) {
    return new Route(
        model.family() == Family.INET,
        model.destination(),
        model.prefixLength(),
        model.via(),
        index(model.device()),
        model.source(),
        model.table(),
        model.metric(),
        model.scope(),
        model.type(),
        model.protocol(),
        model.tos(),
        model.onLink() ? RTNH_F_ONLINK : 0,
        model.metrics(),
        model.hops().stream()
            .map(
                hop ->
                    new Route.Hop(
                        hop.via(),
                        index(hop.device()),
                        hop.weight(),
                        hop.onLink() ? RTNH_F_ONLINK : 0,
                        hop.realms(),
                        hop.encapsulation()))
            .toList(),
        model.options());
  }

  private int index(@Nullable String device) {
    Link link = device == null ? null : table.link(device);
    return link == null ? 0 : link.index();
  }

  private static Rule rule(RuleModel model) {
    return new Rule(
        model.family() == Family.INET,
        model.from(),
        model.fromPrefix(),
        model.to(),
        model.toPrefix(),
        model.input() == null ? "" : model.input(),
        model.output() == null ? "" : model.output(),
        model.mark(),
        model.mask(),
        model.tos(),
        model.priority(),
        model.action(),
        model.table(),
        model.target(),
        model.not(),
        model.protocol(),
        model.selectors());
  }
}
