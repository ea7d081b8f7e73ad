package io.jhaproxy.vrrp.state;

/** States of a virtual router (RFC 5798, 6.4) and keepalived's FAULT. */
public enum State {
  /** Not yet started: waits for the first script results, or for the start-up delay. */
  INIT(0),
  /** Listens. */
  BACKUP(1),
  /** Advertises and holds the addresses. */
  MASTER(2),
  /** Cannot serve: interface, script, file, process or sync group partner down. */
  FAULT(3);

  private final int number;

  State(int number) {
    this.number = number;
  }

  /** The number in the JSON dump. */
  public int number() {
    return number;
  }
}
