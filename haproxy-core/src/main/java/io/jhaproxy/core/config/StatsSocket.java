package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Location;

/**
 * A {@code stats socket} line (manual 3.1).
 *
 * @param text the address as written
 * @param address where it listens; a TCP address may name a range of ports
 * @param settings the parameters, under the keys of bind lines
 * @param location the line
 */
public record StatsSocket(String text, Address address, Settings settings, Location location) {}
