package io.jhaproxy.core.stream;

/** Who or what ended a stream: the first character of the termination state (manual 8.5). */
public enum Cause {
  /** Normal end. */
  NONE('-'),
  /** The client aborted. */
  CLIENT('C'),
  /** The server aborted or refused. */
  SERVER('S'),
  /** The proxy refused: a rule, a limit, a malformed message. */
  PROXY('P'),
  /** A resource of the proxy was exhausted. */
  RESOURCE('R'),
  /** An internal error. */
  INTERNAL('I'),
  /** The server went down and its sessions were shut (on-marked-down). */
  DOWN('D'),
  /** A backup server's sessions were shut because an active one came up (on-marked-up). */
  UP('U'),
  /** An operator killed it. */
  KILLED('K'),
  /** The proxy itself answered: redirect, statistics, return. */
  LOCAL('L'),
  /** The client was silent too long. */
  CLIENT_TIMEOUT('c'),
  /** The server was silent too long. */
  SERVER_TIMEOUT('s');

  private final byte code;

  Cause(char code) {
    this.code = (byte) code;
  }

  /** The character in the log. */
  public byte code() {
    return code;
  }
}
