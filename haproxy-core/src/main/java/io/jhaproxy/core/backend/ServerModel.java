package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.grammar.source.Location;

/**
 * A {@code server} line with what its backend's {@code default-server} lines gave it; manual 5.2.
 *
 * @param name the server's name
 * @param location the line
 * @param address where it is; an {@link Address.Inet} without port means the client's port
 * @param settings the parameters; keys are in {@link ServerKeys} and in the check room
 */
public record ServerModel(String name, Location location, Address address, Settings settings) {}
