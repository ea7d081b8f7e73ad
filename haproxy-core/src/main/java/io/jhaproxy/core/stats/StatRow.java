package io.jhaproxy.core.stats;

import java.util.Map;

/**
 * The values of one frontend, listener, server or backend.
 *
 * @param kind whose values they are
 * @param proxyId the proxy's number (iid)
 * @param id number of the listener or server within the proxy, 0 for the sides of the proxy
 * @param values by column; a column without a value is missing
 */
public record StatRow(Kind kind, int proxyId, int id, Map<String, String> values) {
  /** Copies the values. */
  public StatRow {
    values = Map.copyOf(values);
  }

  /** What a row is about; the number is the bit in filters, the letter that of typed output. */
  public enum Kind {
    /** Accepting side of a proxy. */
    FRONTEND(1, "F", "Frontend"),
    /** Servers' side of a proxy. */
    BACKEND(2, "B", "Backend"),
    /** Server. */
    SERVER(4, "S", "Server"),
    /** Address of a bind line. */
    LISTENER(8, "L", "Listener");

    private final int bit;
    private final String letter;
    private final String title;

    Kind(int bit, String letter, String title) {
      this.bit = bit;
      this.letter = letter;
      this.title = title;
    }

    /** The bit in filters of kinds. */
    public int bit() {
      return bit;
    }

    /** The letter in typed output. */
    public String letter() {
      return letter;
    }

    /** The name in JSON. */
    public String title() {
      return title;
    }
  }
}
