package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Section;

/**
 * A section that is neither global nor a proxy: userlist, peers, resolvers, cache and so on.
 *
 * @param kind what it is
 * @param name its name; empty where it has none
 * @param source every statement as written, for the room that compiles it
 * @param settings what its keywords say
 */
public record ExtraSection(SectionKind kind, String name, Section source, Settings settings) {}
