package io.jhaproxy.vrrp.config;

import io.jhaproxy.grammar.source.Location;

/**
 * A block that was read and checked completely but that this program does not run.
 *
 * @param keyword for example {@code virtual_server} or {@code bfd_instance}
 * @param name its arguments, for example {@code 10.0.0.1 80}
 * @param location where it begins
 */
public record UnsupportedBlock(String keyword, String name, Location location) {}
