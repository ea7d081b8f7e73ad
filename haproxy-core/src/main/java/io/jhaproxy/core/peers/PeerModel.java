package io.jhaproxy.core.peers;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.grammar.source.Location;
import org.jspecify.annotations.Nullable;

/**
 * A {@code peer} or {@code server} line of a peers section (manual 3.5).
 *
 * @param address where the peer listens; null where the line says nothing
 * @param location the line
 */
public record PeerModel(String name, @Nullable Address address, Location location) {}
