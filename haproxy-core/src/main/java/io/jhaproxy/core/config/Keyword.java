package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import java.util.EnumSet;
import java.util.Set;

/**
 * A keyword of the configuration language. Build one with {@link #of} and add it to the registry.
 *
 * @param name one or more words, such as {@code timeout connect} or {@code option httplog}
 * @param sections where it may stand
 * @param minArguments fewest words after the name
 * @param maxArguments most words after the name; -1 = any number
 * @param parser what it does to the section
 * @param state whether it has an effect here and, where not, why; which versions have it
 * @param negatable whether {@code no} may stand before it
 * @param capability which proxies it is for; the others ignore it with a warning
 */
public record Keyword(
    String name,
    Set<SectionKind> sections,
    int minArguments,
    int maxArguments,
    Parser parser,
    State state,
    boolean negatable,
    Capability capability) {

  /** What a proxy must be for the keyword to mean something in it. */
  public enum Capability {
    /** Anything. */
    ANY,
    /** A frontend or listen section; elsewhere a warning. */
    FRONTEND,
    /** A backend or listen section; elsewhere a warning. */
    BACKEND
  }

  /** Turns a statement's arguments into settings. */
  @FunctionalInterface
  public interface Parser {
    /**
     * Called with the number of arguments already checked.
     *
     * @throws ConfigException if the statement is refused; the reader goes on with the next one
     */
    void parse(Arguments arguments, SectionDraft section) throws ConfigException;
  }

  /** A keyword that takes no arguments, stands nowhere and does nothing, to be refined. */
  public static Keyword of(String name) {
    return new Keyword(
        name, Set.of(), 0, 0, (arguments, section) -> {}, State.WORKING, false, Capability.ANY);
  }

  /** Where it may stand. */
  public Keyword in(SectionKind first, SectionKind... rest) {
    return with(EnumSet.of(first, rest), minArguments, maxArguments, parser, state);
  }

  /** Stands in all four kinds of proxy sections. */
  public Keyword inProxies() {
    return in(SectionKind.DEFAULTS, SectionKind.FRONTEND, SectionKind.BACKEND, SectionKind.LISTEN);
  }

  /** Stands in all proxies and is ignored with a warning in pure backends. */
  public Keyword inFrontends() {
    return inProxies().capability(Capability.FRONTEND);
  }

  /** Stands in all proxies and is ignored with a warning in pure frontends. */
  public Keyword inBackends() {
    return inProxies().capability(Capability.BACKEND);
  }

  /** An {@code option} that is on or off; add where it may stand. */
  public static Keyword option(String word, SettingKey<Boolean> key) {
    return of("option " + word)
        .canNegate()
        .parses(
            (arguments, section) -> {
              if (arguments.toDefault()) {
                section.reset(key);
              } else {
                section.set(key, !arguments.negated());
              }
            });
  }

  /** A {@code timeout} in milliseconds; add where it may stand. */
  public static Keyword timeout(String word, SettingKey<Long> key) {
    return of("timeout " + word)
        .args(0, -1)
        .parses(
            (arguments, section) -> {
              long time = arguments.time(0, TimeUnits.Unit.MILLISECONDS);
              if (arguments.size() > 1) {
                throw arguments.errorAt(
                    1,
                    "'timeout "
                        + word
                        + "' : unexpected extra argument '"
                        + arguments.get(1)
                        + "' after value '"
                        + arguments.get(0)
                        + "'.");
              }
              if (section.overrides(key)) {
                arguments.warn("overwriting 'timeout " + word + "' which was already specified");
              }
              section.set(key, time);
            });
  }

  /** A keyword with one non-negative number. */
  public static Keyword number(String name, SettingKey<Integer> key) {
    return of(name)
        .args(0, 1)
        .parses(
            (arguments, section) ->
                section.set(
                    key, arguments.looseInteger(0, "'" + name + "' expects an integer argument.")));
  }

  /** A keyword with one word; {@code complaint} is what is said when it is missing. */
  public static Keyword text(String name, SettingKey<String> key, String complaint) {
    return of(name)
        .args(0, 1)
        .parses(
            (arguments, section) -> {
              if (arguments.get(0).isEmpty()) {
                throw arguments.error(complaint);
              }
              section.set(key, arguments.get(0));
            });
  }

  private Keyword capability(Capability needed) {
    return new Keyword(
        name, sections, minArguments, maxArguments, parser, state, negatable, needed);
  }

  /** Whether a section of this kind can use it. */
  boolean fits(SectionKind section) {
    return section == SectionKind.DEFAULTS
        || switch (capability) {
          case ANY -> true;
          case FRONTEND -> section.isFrontend();
          case BACKEND -> section.isBackend();
        };
  }

  /** How many arguments it takes; {@code max} -1 = any number. */
  public Keyword args(int min, int max) {
    return with(sections, min, max, parser, state);
  }

  /** What it does. */
  public Keyword parses(Parser newParser) {
    return with(sections, minArguments, maxArguments, newParser, state);
  }

  /** Accepted; {@code reason} says why nothing is done. */
  public Keyword noEffect(String reason) {
    return status(state.noEffect(reason));
  }

  /** Read and checked, but not implemented. */
  public Keyword notYet() {
    return status(state.notYet());
  }

  /**
   * Not implemented and of no consequence, because it only tunes something that is not implemented
   * either and has a keyword of its own.
   */
  public Keyword partOf(String feature) {
    return status(state.partOf(feature));
  }

  /** The first version that has it, such as {@code 2.4}. */
  public Keyword since(String version) {
    return status(state.since(version));
  }

  /** The last version that has it, for old forms that are still taken here. */
  public Keyword until(String version) {
    return status(state.until(version));
  }

  /** With its first version where the change log tells it. */
  Keyword completed() {
    return status(KeywordVersions.complete(name, state));
  }

  private Keyword status(State newState) {
    return with(sections, minArguments, maxArguments, parser, newState);
  }

  /** May be preceded by {@code no}; the parser asks {@link Arguments#negated}. */
  public Keyword canNegate() {
    return new Keyword(name, sections, minArguments, maxArguments, parser, state, true, capability);
  }

  private Keyword with(Set<SectionKind> where, int min, int max, Parser how, State newState) {
    return new Keyword(name, where, min, max, how, newState, negatable, capability);
  }
}
