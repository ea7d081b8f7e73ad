package io.jhaproxy.core.sample;

import io.jhaproxy.grammar.source.Location;

/**
 * Where something stands in the configuration.
 *
 * @param location the line
 * @param ordinal how many of its kind stand before it on that line
 */
public record Place(Location location, int ordinal) {}
