package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code vrrp_instance} with all defaults resolved.
 *
 * @param name instance name, shown in log lines as {@code (NAME)}
 * @param location where the block begins
 * @param interfaceName interface that carries adverts; null only for unicast without interface
 * @param virtualRouterId 1..255
 * @param family family of the adverts and of {@code addresses}
 * @param version 2 or 3; 3 whenever family is INET6
 * @param priority 1..255; 255 is the address owner
 * @param startsAsMaster {@code state MASTER}: log and default priority only, elections decide
 * @param advertInterval time between adverts; whole seconds for version 2, 10 ms units for 3
 * @param authentication version 2 authentication; kind NONE for version 3
 * @param election who becomes master, and when
 * @param garp gratuitous ARP and unsolicited neighbour advertisements
 * @param transport how adverts travel
 * @param vmac virtual MAC interface to create; null if none
 * @param addresses addresses in adverts, in configuration order
 * @param excluded addresses held by the master but absent from adverts
 * @param routes routes present while master
 * @param rules policy rules present while master
 * @param trackedInterfaces interfaces watched besides {@code interfaceName}
 * @param trackedScripts names in {@link KeepalivedModel#scripts()}
 * @param trackedFiles names in {@link KeepalivedModel#trackFiles()}
 * @param trackedProcesses names in {@link KeepalivedModel#trackProcesses()}
 * @param notifyOptions scripts and e-mail on state changes
 */
public record InstanceModel(
    String name,
    Location location,
    @Nullable String interfaceName,
    int virtualRouterId,
    Family family,
    int version,
    int priority,
    boolean startsAsMaster,
    Duration advertInterval,
    Authentication authentication,
    ElectionOptions election,
    GarpOptions garp,
    TransportOptions transport,
    @Nullable VmacOptions vmac,
    List<AddressModel> addresses,
    List<AddressModel> excluded,
    List<RouteModel> routes,
    List<RuleModel> rules,
    List<Tracked> trackedInterfaces,
    List<Tracked> trackedScripts,
    List<Tracked> trackedFiles,
    List<Tracked> trackedProcesses,
    NotifyOptions notifyOptions) {
  /** Priority of the address owner, who is always master (RFC 5798, 5.2.4). */
  public static final int OWNER_PRIORITY = 255;

  /** Copies the lists. */
  public InstanceModel {
    addresses = List.copyOf(addresses);
    excluded = List.copyOf(excluded);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    trackedInterfaces = List.copyOf(trackedInterfaces);
    trackedScripts = List.copyOf(trackedScripts);
    trackedFiles = List.copyOf(trackedFiles);
    trackedProcesses = List.copyOf(trackedProcesses);
  }

  /** Whether this node owns the addresses (priority 255). */
  public boolean owner() {
    return priority == OWNER_PRIORITY;
  }
}
