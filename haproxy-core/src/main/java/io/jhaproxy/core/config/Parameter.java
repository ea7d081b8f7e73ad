package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;

/**
 * A parameter of {@code bind} or {@code server} lines.
 *
 * @param name its word
 * @param arguments words that follow it, always
 * @param parser what it does
 * @param state whether it has an effect here and, where not, why; which versions have it
 */
public record Parameter(String name, int arguments, Parser parser, State state) {
  /** Turns a parameter's arguments into settings. */
  @FunctionalInterface
  public interface Parser {
    /**
     * Called with the cursor behind the parameter's arguments when they are a fixed number.
     *
     * @param arguments the line; {@code get(0)} is the first word after the parameter's name
     * @param target the bind's or server's settings
     * @throws ConfigException if the line is refused
     */
    void parse(ParameterArguments arguments, SettingsDraft target) throws ConfigException;
  }

  /** Which lines have it. */
  public enum Kind {
    BIND,
    SERVER,
    /** Lines of a certificate list. */
    CRT_LIST
  }

  /** A parameter that works. */
  public static Parameter of(String name, int arguments, Parser parser) {
    return new Parameter(name, arguments, parser, State.WORKING);
  }

  /** A word without arguments that sets a flag. */
  public static Parameter flag(String name, SettingKey<Boolean> key, boolean value) {
    return of(name, 0, (arguments, target) -> target.set(key, value));
  }

  /** A parameter that is accepted without effect, for one of the reasons of {@code status}. */
  public static Parameter ignored(String name, int arguments, State.Status status) {
    return new Parameter(name, arguments, (a, target) -> {}, State.of(status));
  }

  /** This parameter, read and checked, with the reason why there is nothing to do for it here. */
  public Parameter noEffect(String reason) {
    return new Parameter(name, arguments, parser, state.noEffect(reason));
  }

  /** This parameter, read and checked, but not implemented. */
  public Parameter notYet() {
    return new Parameter(name, arguments, parser, state.notYet());
  }

  /** With its first version where the change log tells it. */
  Parameter completed() {
    return new Parameter(name, arguments, parser, KeywordVersions.complete(name, state));
  }

  /** The first version that has it. */
  public Parameter since(String version) {
    return new Parameter(name, arguments, parser, state.since(version));
  }
}
