package io.jhaproxy.core.http;

/**
 * {@code option forwardfor [except NET] [header NAME] [if-none]} and {@code option originalto}.
 *
 * @param header the header to add
 * @param except addresses ({@code NET[/BITS]}) for which nothing is added; empty = none
 * @param ifNone only where the request has no such header
 */
public record ForwardForModel(String header, String except, boolean ifNone) {}
