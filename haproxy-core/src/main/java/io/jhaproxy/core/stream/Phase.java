package io.jhaproxy.core.stream;

/** What a stream was doing when it ended: the second character of the termination state. */
public enum Phase {
  /** Normal end. */
  NONE('-'),
  /** Waiting for a complete request. */
  REQUEST('R'),
  /** Waiting in a queue. */
  QUEUE('Q'),
  /** Connecting to the server. */
  CONNECT('C'),
  /** Waiting for the response head. */
  HEADERS('H'),
  /** Transferring. */
  DATA('D'),
  /** Sending the last bytes to the client while the server has ended. */
  LAST('L'),
  /** Held back by a tarpit rule. */
  TARPIT('T');

  private final byte code;

  Phase(char code) {
    this.code = (byte) code;
  }

  /** The character in the log. */
  public byte code() {
    return code;
  }
}
