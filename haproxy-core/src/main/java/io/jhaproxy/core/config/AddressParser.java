package io.jhaproxy.core.config;

import io.jhaproxy.core.config.Address.Family;
import io.jhaproxy.core.config.Address.Inet;
import io.jhaproxy.core.config.Address.PortKind;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Reads one address word (manual, "bind" and "server"): {@code ip:port}, {@code *:port}, {@code
 * [v6]:port}, {@code name:port}, {@code /path}, and the prefixes {@code ipv4@ ipv6@ unix@ abns@ fd@
 * sockpair@ udp@ stream+...}.
 *
 * @param port what is allowed behind the host
 */
public record AddressParser(Port port) {
  /** What may be said about the port. */
  public enum Port {
    /** No port may be given. */
    NONE,
    /** At most one. */
    OPTIONAL,
    /** Exactly one is needed. */
    MANDATORY,
    /** One or a range is needed. */
    RANGE,
    /** None, one or a range. */
    RANGE_OPTIONAL,
    /** Optional, or relative to the client's port. */
    RELATIVE
  }

  /** A word that is not an address; the message quotes it. */
  public static final class BadAddressException extends Exception {
    private static final long serialVersionUID = 1L;

    BadAddressException(String message) {
      super(message);
    }
  }

  /** Parses a word; host names are not resolved. */
  public Address parse(String word) throws BadAddressException {
    if (word.isEmpty()) {
      throw new BadAddressException(
          "'' resolves to an empty address (environment variable missing?)");
    }
    String rest = word;
    Family family = Family.ANY;
    boolean datagram = false;
    int at = rest.indexOf('@');
    String prefix = at < 0 ? "" : rest.substring(0, at);
    while (at >= 0) {
      rest = rest.substring(at + 1);
      switch (prefix) {
        case "ipv4", "tcp4", "tcpv4" -> family = Family.IPV4;
        case "ipv6", "tcp6", "tcpv6" -> family = Family.IPV6;
        case "udp4", "udpv4" -> {
          family = Family.IPV4;
          datagram = true;
        }
        case "udp6", "udpv6" -> {
          family = Family.IPV6;
          datagram = true;
        }
        case "stream+ipv4" -> family = Family.IPV4;
        case "stream+ipv6" -> family = Family.IPV6;
        case "udp" -> datagram = true;
        case "tcp" -> {}
        case "unix", "uxst", "uxdg", "stream+unix", "dgram+unix" -> {
          return new Address.Unix(rest);
        }
        case "abns", "abnsz" -> {
          return new Address.Abstract(rest);
        }
        case "fd" -> {
          return new Address.Descriptor(descriptor(rest, word));
        }
        case "sockpair" -> {
          return new Address.SocketPair(descriptor(rest, word));
        }
        case "quic4", "quic6" ->
            throw new BadAddressException(
                "unsupported stream protocol for datagram family "
                    + (prefix.equals("quic4") ? 2 : 10)
                    + " address '"
                    + word
                    + "'; QUIC is not compiled in if this is what you were looking for.");
        default ->
            throw new BadAddressException(
                "unsupported protocol family '" + prefix + "' in address '" + word + "'");
      }
      at = -1;
    }
    return rest.startsWith("/") ? new Address.Unix(rest) : inet(rest, family, datagram, word);
  }

  private static int descriptor(String text, String word) throws BadAddressException {
    try {
      int fd = Integer.parseInt(text);
      if (fd >= 0) {
        return fd;
      }
    } catch (NumberFormatException e) {
      // worded below
    }
    throw new BadAddressException(
        "file descriptor '" + text + "' is not a valid integer in '" + word + "'");
  }

  private Inet inet(String rest, Family family, boolean datagram, String word)
      throws BadAddressException {
    int colon = rest.lastIndexOf(':');
    int bracket = rest.lastIndexOf(']');
    String host = rest;
    String portText = "";
    if (colon >= 0 && colon > bracket && (port != Port.NONE || rest.indexOf(':') == colon)) {
      host = rest.substring(0, colon);
      portText = rest.substring(colon + 1);
    }
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.equals("*")) {
      host = "";
    }
    if (host.indexOf(' ') >= 0) {
      throw new BadAddressException("could not resolve address '" + host + "'");
    }
    return withPort(host, portText, family, datagram, word);
  }

  private Inet withPort(String host, String text, Family family, boolean datagram, String word)
      throws BadAddressException {
    if (text.isEmpty()) {
      if (port == Port.MANDATORY || port == Port.RANGE) {
        throw new BadAddressException("missing port specification in '" + word + "'");
      }
      return new Inet(family, host, PortKind.NONE, 0, 0, datagram);
    }
    if (port == Port.NONE) {
      throw new BadAddressException("port not permitted here in '" + word + "'");
    }
    char first = text.charAt(0);
    if (first == '+' || first == '-') {
      if (port != Port.RELATIVE) {
        throw new BadAddressException("port offset not permitted here in '" + word + "'");
      }
      int offset = number(text.substring(1), text, word);
      int signed = first == '-' ? -offset : offset;
      return new Inet(family, host, PortKind.RELATIVE, signed, signed, datagram);
    }
    int dash = text.indexOf('-');
    if (dash < 0) {
      int value = number(text, text, word);
      if (value < (port == Port.MANDATORY || port == Port.RANGE ? 1 : 0)) {
        throw new BadAddressException("invalid port '" + text + "'");
      }
      return new Inet(family, host, PortKind.FIXED, value, value, datagram);
    }
    if (port != Port.RANGE && port != Port.RANGE_OPTIONAL) {
      throw new BadAddressException("port range not permitted here in '" + word + "'");
    }
    int low = number(text.substring(0, dash), text, word);
    int high = number(text.substring(dash + 1), text, word);
    if (low < 1 || high < low) {
      throw new BadAddressException("invalid port range '" + text + "'");
    }
    return new Inet(family, host, PortKind.RANGE, low, high, datagram);
  }

  private static int number(String digits, String text, String word) throws BadAddressException {
    try {
      int value = Integer.parseInt(digits);
      if (value >= 0 && value <= 65535 && Character.isDigit(digits.charAt(0))) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new BadAddressException(
          "invalid character '"
              + badCharacter(digits)
              + "' in port number '"
              + text
              + "' in '"
              + word
              + "'");
    }
    throw new BadAddressException("invalid port '" + text + "'");
  }

  private static String badCharacter(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (!Character.isDigit(digits.charAt(i))) {
        return digits.substring(i, i + 1);
      }
    }
    return digits;
  }

  /** Whether a host is an address in numbers or the wildcard: nothing has to be asked. */
  public static boolean isLiteral(Inet address) {
    String host = address.host();
    if (host.isEmpty() || host.indexOf(':') >= 0) {
      return true;
    }
    int numbers = 1;
    int digits = 0;
    int value = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c == '.') {
        if (digits == 0 || ++numbers > 4) {
          return false;
        }
        digits = 0;
        value = 0;
      } else {
        value = value * 10 + c - '0';
        if (c < '0' || c > '9' || ++digits > 3 || value > 255) {
          return false;
        }
      }
    }
    return numbers == 4 && digits > 0;
  }

  /** {@link #parse} for listeners and servers, which are streams. */
  public Address parseStream(String word) throws BadAddressException {
    Address address = parse(word);
    if (address instanceof Inet inet && inet.datagram()) {
      throw new BadAddressException("dgram-type address not acceptable in '" + word + "'");
    }
    return address;
  }

  /**
   * Whether a host is an address, the wildcard, or fit to be asked for by DNS: labels of 1 to 63
   * bytes, 255 in all (RFC 1035 2.3.4).
   */
  public static boolean isHostName(Inet address) {
    String host = address.host();
    if (host.isEmpty() || isLiteral(address)) {
      return true;
    }
    int label = 0;
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) != '.') {
        label++;
      } else if (label == 0) {
        return false;
      } else {
        label = 0;
      }
      if (label > 63) {
        return false;
      }
    }
    return host.length() <= 255;
  }

  /** Whether a host is a literal address, the wildcard, or a name that resolves now. */
  public static boolean resolves(Inet address) {
    if (address.host().isEmpty()) {
      return true;
    }
    try {
      return InetAddress.getAllByName(address.host()).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
