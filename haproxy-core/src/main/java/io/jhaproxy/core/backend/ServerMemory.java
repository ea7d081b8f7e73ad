package io.jhaproxy.core.backend;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server besides its configuration, for the one of its name in the next
 * configuration or process; and so much of the configuration as decides whether it still holds.
 *
 * @param name its name
 * @param place where the configuration has it
 * @param disabled whether the configuration has it in maintenance
 * @param usualWeight weight of the configuration
 * @param usualMaxconn slots of the configuration
 * @param admin what the administrator said; null: nothing since the start
 * @param startingSince since when it grows, milliseconds of the wall clock
 * @param downtime milliseconds down in all until it came up last
 */
public record ServerMemory(
    String name,
    @Nullable SocketAddress place,
    boolean disabled,
    int usualWeight,
    int usualMaxconn,
    @Nullable SocketAddress address,
    boolean resolved,
    ServerState state,
    @Nullable Admin admin,
    int weight,
    int maxconn,
    int percent,
    long startingSince,
    long lastChange,
    long downSince,
    long downtime) {}
