package io.jhaproxy.vrrp.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What happens to the nodes, and when.
 *
 * @param seed all randomness follows from it
 * @param duration virtual time to run
 * @param loss share of packets lost on their way to each receiver, 0..1
 * @param minDelay least time on the way
 * @param maxDelay greatest time on the way
 * @param startSpread nodes start at random moments within this time
 * @param copies how many independent sites have this set of nodes
 * @param neighbourTimeout after this time without answer the client asks anew who has an address
 * @param interfaces addresses of interfaces by {@code NODE INTERFACE}, and the network they are on
 * @param actions in order of time
 */
public record Scenario(
    long seed,
    Duration duration,
    double loss,
    Duration minDelay,
    Duration maxDelay,
    Duration startSpread,
    int copies,
    Duration neighbourTimeout,
    Map<String, Attachment> interfaces,
    List<Action> actions) {
  /** Copies the collections. */
  public Scenario {
    interfaces = Map.copyOf(interfaces);
    actions = List.copyOf(actions);
  }

  /**
   * Where an interface is plugged in.
   *
   * @param network name of the network; interfaces of one name are on the network of that name
   *     unless told otherwise
   * @param addresses its addresses as text; empty for one made up
   */
  public record Attachment(String network, List<String> addresses) {
    /** Copies the addresses. */
    public Attachment {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * Something that happens.
   *
   * @param at virtual time
   * @param verb what
   * @param words its arguments
   * @param line line in the scenario file
   */
  public record Action(Duration at, Verb verb, List<String> words, int line) {
    /** Copies the words. */
    public Action {
      words = List.copyOf(words);
    }

    /** {@code kill node1}. */
    public String text() {
      return (verb.name().toLowerCase(Locale.ROOT) + " " + String.join(" ", words)).trim();
    }
  }

  /** What can happen; the words in the file are the names in lower case. */
  public enum Verb {
    /** {@code start NODE}: the daemon starts; the node is off until then. */
    START(1, 1),
    /** {@code restart NODE}: the same, as one says it after kill, crash or stop. */
    RESTART(1, 1),
    /** {@code stop NODE}: the daemon gets SIGTERM. */
    STOP(1, 1),
    /** {@code kill NODE}: the power fails. */
    KILL(1, 1),
    /** {@code crash NODE}: the daemon gets SIGKILL; its addresses stay. */
    CRASH(1, 1),
    /**
     * {@code stall NODE TIME}: the daemon does not run for a while; packets wait in its sockets.
     */
    STALL(2, 2),
    /** {@code reload NODE FILE}: another configuration and SIGHUP. */
    RELOAD(2, 2),
    /** {@code link NODE INTERFACE up|down}: the cable. */
    LINK(3, 3),
    /** {@code script NODE NAME ok|fail|timeout|kill}: what a tracked script returns from now on. */
    SCRIPT(3, 3),
    /** {@code file NODE NAME NUMBER}: a tracked file. */
    FILE(3, 3),
    /** {@code process NODE NAME COUNT}: a tracked process. */
    PROCESS(3, 3),
    /** {@code remove NODE ADDRESS}: somebody removes a virtual address. */
    REMOVE(2, 2),
    /** {@code partition NODES | NODES ...}: groups that do not hear each other. */
    PARTITION(1, Integer.MAX_VALUE),
    /** {@code heal}: no partition any more. */
    HEAL(0, 0),
    /** {@code loss SHARE}. */
    LOSS(1, 1),
    /** {@code delay TIME..TIME}. */
    DELAY(1, 1);

    final int least;
    final int most;

    Verb(int least, int most) {
      this.least = least;
      this.most = most;
    }

    /** Whether the first word is a node. */
    boolean ofNode() {
      return this != PARTITION && this != HEAL && this != LOSS && this != DELAY;
    }
  }
}
