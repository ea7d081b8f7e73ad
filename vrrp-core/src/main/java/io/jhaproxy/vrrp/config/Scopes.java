package io.jhaproxy.vrrp.config;

import java.util.OptionalInt;

/** Scopes of addresses and routes (rtnetlink, RT_SCOPE). */
public final class Scopes {
  private Scopes() {}

  /** The number of a scope's name or number; empty for anything else. */
  static OptionalInt number(String text) {
    return switch (text) {
      case "global", "universe" -> OptionalInt.of(0);
      case "site" -> OptionalInt.of(200);
      case "link" -> OptionalInt.of(253);
      case "host" -> OptionalInt.of(254);
      case "nowhere" -> OptionalInt.of(255);
      default ->
          text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 255
              ? OptionalInt.of(Integer.parseInt(text))
              : OptionalInt.empty();
    };
  }

  /** The name of a scope, or its number where it has none. */
  public static String name(int scope) {
    return switch (scope) {
      case 0 -> "global";
      case 200 -> "site";
      case 253 -> "link";
      case 254 -> "host";
      case 255 -> "nowhere";
      default -> Integer.toString(scope);
    };
  }
}
