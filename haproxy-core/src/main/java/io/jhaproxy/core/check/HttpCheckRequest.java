package io.jhaproxy.core.check;

/**
 * The request line of {@code option httpchk [METHOD] URI [VERSION]}.
 *
 * @param method the method, OPTIONS by default
 * @param uri the target, "/" by default
 * @param version such as HTTP/1.0; may be followed by headers ({@code HTTP/1.1\r\nHost: x}) in old
 *     files: then {@code headers} holds them
 * @param headers text after the version's first line end; empty = none
 */
public record HttpCheckRequest(String method, String uri, String version, String headers) {
  /** {@code OPTIONS / HTTP/1.0}. */
  public static final HttpCheckRequest DEFAULT =
      new HttpCheckRequest("OPTIONS", "/", "HTTP/1.0", "");
}
