package io.jhaproxy.vrrp.config;

import io.jhaproxy.vrrp.config.VirtualServerDraft.RealServer;
import java.util.HashSet;
import java.util.Set;

/** What keepalived says about IPVS services when all is read. */
final class ServiceChecks {
  private final ConfigDraft draft;
  private final Messages messages;

  ServiceChecks(ConfigDraft draft) {
    this.draft = draft;
    this.messages = draft.messages();
  }

  void run() {
    draft.virtualServers.forEach(this::service);
  }

  private void service(VirtualServerDraft service) {
    if (service.servers.isEmpty() && !service.sorryServer) {
      messages.error("Virtual server " + service.name() + " has no real servers - ignoring");
      return;
    }
    if (service.protocol == null && !service.mark) {
      messages.error("Virtual server " + service.name() + ": no protocol set - defaulting to UDP");
      service.protocol = "udp";
    }
    if (!service.scheduler) {
      messages.error(
          "Virtual server " + service.name() + ": no scheduler set, setting default 'wlc'");
    }
    if (service.forwarding == null) {
      messages.error(
          "Virtual server " + service.name() + ": no forwarding method set, setting default NAT");
    }
    duplicates(service);
    quorum(service);
    ports(service);
  }

  private void duplicates(VirtualServerDraft service) {
    Set<String> seen = new HashSet<>();
    service.servers.removeIf(
        server -> {
          String name = service.name(server);
          if (seen.add(name)) {
            return false;
          }
          messages.error(
              "VS "
                  + service.name()
                  + ": real server "
                  + name
                  + " is duplicated - removing second rs");
          return true;
        });
  }

  private void quorum(VirtualServerDraft service) {
    long total = service.servers.stream().mapToLong(s -> s.weight).sum();
    if (service.hysteresis >= service.quorum) {
      messages.error(
          "Virtual server "
              + service.name()
              + ": hysteresis "
              + service.hysteresis
              + " >= quorum "
              + service.quorum
              + "; setting hysteresis to "
              + (service.quorum - 1));
    }
    if (service.quorum > total && !service.servers.isEmpty()) {
      messages.error(
          "Warning - quorum "
              + service.quorum
              + " for "
              + service.name()
              + " exceeds total weight of real servers "
              + total
              + ", reducing quorum to "
              + total);
    }
  }

  /** Only NAT can change the port. */
  private void ports(VirtualServerDraft service) {
    String method = service.forwarding;
    if (method == null || method.equals("NAT") || service.mark || service.port.isEmpty()) {
      return;
    }
    for (RealServer server : service.servers) {
      if (!server.port.isEmpty() && !server.port.equals(service.port)) {
        messages.error(
            "WARNING - virtual server "
                + service.name()
                + " and real server "
                + service.name(server)
                + " ports don't match - resetting");
      }
    }
  }
}
