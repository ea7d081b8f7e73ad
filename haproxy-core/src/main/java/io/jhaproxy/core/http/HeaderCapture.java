package io.jhaproxy.core.http;

/**
 * {@code capture request|response header NAME len N}.
 *
 * @param name the header
 * @param length characters kept
 */
public record HeaderCapture(String name, int length) {}
