package io.jhaproxy.core.net;

/** Why an outgoing connection could not be made. */
public enum ConnectFailure {
  /** The peer answered with a reset. */
  REFUSED,
  /** It was established and reset before anybody was told. */
  RESET,
  /** A proxy in between refused to make it. */
  DENIED,
  /** The network says that there is no way, or the peer was silent for the kernel's patience. */
  UNREACHABLE,
  /** No local port, memory or descriptor was left. */
  RESOURCE,
  /** Anything else that the kernel reported. */
  OTHER
}
