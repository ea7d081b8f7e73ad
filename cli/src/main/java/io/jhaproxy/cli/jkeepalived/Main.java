package io.jhaproxy.cli.jkeepalived;

/** Entry of {@code jkeepalived}. So far it only says that it cannot do anything. */
public final class Main {
  private Main() {}

  /** Prints an error and ends with status 1: no configuration is accepted yet. */
  public static void main(String[] args) {
    System.err.println("jkeepalived: VRRP is not available in this version yet");
    System.exit(1);
  }
}
