package io.jhaproxy.vrrp.config;

/** A keyword lacks a parameter it cannot do without: keepalived reads no further. */
final class MissingParameter extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingParameter() {
    super("missing parameter", null, false, false);
  }
}
