package io.jhaproxy.core.config;

/** All keywords: which section they belong to, what arguments they take, who parses them. */
public final class Registry {}
