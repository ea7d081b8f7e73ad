package io.jhaproxy.core.backend;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import java.util.List;
import java.util.Set;

/**
 * How a server's host becomes an address at start (manual 5.2, {@code init-addr}): the first method
 * that gives one.
 *
 * @param outcome what came of it
 * @param host what to connect to: the name itself or the address that replaces it
 */
public record InitialAddress(Outcome outcome, Address.Inet host) {
  /** What is done where a line says nothing. */
  private static final String DEFAULT = "last,libc";

  private static final Set<String> METHODS = Set.of("last", "libc", "none");

  /** What the methods led to. */
  public enum Outcome {
    /** The name is known. */
    RESOLVED,
    /** The name is not known; the address written in {@code init-addr} is used. */
    FALLBACK,
    /** The name is not known and need not be: the server waits in maintenance. */
    UNKNOWN,
    /** The name is not known: the configuration is refused. */
    FAILED
  }

  /**
   * Tries the methods of a comma list in order; {@code last} finds nothing without a state file.
   */
  public static InitialAddress of(String methods, Address.Inet written) {
    if (AddressParser.isLiteral(written)) {
      return new InitialAddress(Outcome.RESOLVED, written);
    }
    for (String method : list(methods)) {
      switch (method) {
        case "last" -> {}
        case "none" -> {
          return new InitialAddress(Outcome.UNKNOWN, written);
        }
        case "libc" -> {
          if (AddressParser.resolves(written)) {
            return new InitialAddress(Outcome.RESOLVED, written);
          }
        }
        default -> {
          return new InitialAddress(Outcome.FALLBACK, written.withHost(method));
        }
      }
    }
    return new InitialAddress(Outcome.FAILED, written);
  }

  /** The first word of a list that is neither a method nor an address, or the empty string. */
  static String firstUnknown(String methods) {
    for (String method : list(methods)) {
      if (!METHODS.contains(method)
          && !method.matches("[0-9]+([.][0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
        return method;
      }
    }
    return "";
  }

  private static List<String> list(String methods) {
    return List.of((methods.isEmpty() ? DEFAULT : methods).split(","));
  }
}
