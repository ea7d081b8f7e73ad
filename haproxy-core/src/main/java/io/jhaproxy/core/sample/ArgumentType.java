package io.jhaproxy.core.sample;

import java.util.Locale;

/** Types of arguments of fetches and converters, with the words of {@code -dK} and of messages. */
public enum ArgumentType {
  /** Signed integer. */
  INTEGER("integer"),
  /** Any text. */
  STRING("string"),
  /** IPv4 address in four parts. */
  IPV4("IPv4 address"),
  /** IPv4 mask: 0 to 32 bits or four parts. */
  MASK4("IPv4 mask"),
  /** IPv6 address. */
  IPV6("IPv6 address"),
  /** IPv6 mask: 0 to 128 bits or an address. */
  MASK6("IPv6 mask"),
  /** Name of a frontend; the owner of the fetch looks it up. */
  FRONTEND("frontend"),
  /** Name of a backend. */
  BACKEND("backend"),
  /** Name of a stick table. */
  TABLE("table"),
  /** Name of a server, alone or behind its backend and a slash. */
  SERVER("server"),
  /** Name of a userlist. */
  USERLIST("user list"),
  /** Regular expression. */
  REGEX("regex"),
  /** Field numbers separated by dots. */
  PROTOBUF_FIELD("Protocol buffers field number");

  private final String words;

  ArgumentType(String words) {
    this.words = words;
  }

  /** The name in listings and messages. */
  public String words() {
    return words;
  }

  /** The type of that name. */
  static ArgumentType ofWords(String words) {
    for (ArgumentType type : values()) {
      if (type.words.equals(words)) {
        return type;
      }
    }
    throw new IllegalArgumentException(words.toLowerCase(Locale.ROOT));
  }

  /** True if an empty text stands for something: a text, or what the proxy itself implies. */
  boolean mayBeEmpty() {
    return switch (this) {
      case STRING, FRONTEND, BACKEND, TABLE, SERVER, USERLIST, REGEX -> true;
      default -> false;
    };
  }

  /** True if the text can be read as this type; names are looked up elsewhere. */
  boolean accepts(String text) {
    return switch (this) {
      case INTEGER -> text.matches("[+-]?\\d+");
      case IPV4 -> isAddress(text, Address.IPV4);
      case IPV6 -> isAddress(text, Address.IPV6);
      case MASK4 -> isBits(text, 32) || isAddress(text, Address.IPV4);
      case MASK6 -> isBits(text, 128) || isAddress(text, Address.IPV6);
      case PROTOBUF_FIELD -> text.matches("\\d{1,9}(\\.\\d{1,9})*");
      default -> true;
    };
  }

  private static boolean isAddress(String text, int family) {
    Address address = new Address();
    return AddressText.parse(Slice.of(text), address) && address.family() == family;
  }

  private static boolean isBits(String text, int most) {
    return text.matches("\\d{1,3}") && Integer.parseInt(text) <= most;
  }
}
