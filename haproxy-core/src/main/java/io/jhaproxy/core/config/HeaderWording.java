package io.jhaproxy.core.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What HAProxy says about a bad header of a section that is no proxy, and whether it reads on. Each
 * kind has words of its own (observed, HAProxy 2.6.12).
 *
 * @param missingName the complaint where the name is missing
 * @param readsOnWithoutName whether the lines that follow are still read
 * @param badName the complaint about a character in the name, with {@code %c} and {@code %n}; empty
 *     = every character is good
 * @param readsOnWithBadName whether the lines that follow are still read
 * @param moreWords what it does about words after the name
 */
record HeaderWording(
    String missingName,
    boolean readsOnWithoutName,
    String badName,
    boolean readsOnWithBadName,
    MoreWords moreWords) {

  /** What becomes of words after the name. */
  enum MoreWords {
    /** They are left out without a word. */
    IGNORED,
    /** An ALERT, then the section is read. */
    REFUSED,
    /** An ALERT, then nothing more is read. */
    FATAL
  }

  private static final Map<SectionKind, HeaderWording> ALL = new EnumMap<>(SectionKind.class);

  static {
    put(SectionKind.PEERS, "missing name for peers section.", character(false), MoreWords.REFUSED);
    put(
        SectionKind.RESOLVERS,
        "missing name for resolvers section.",
        character(false),
        MoreWords.IGNORED);
    put(
        SectionKind.MAILERS,
        "missing name for mailers section.",
        character(false),
        MoreWords.IGNORED);
    put(
        SectionKind.LOG_FORWARD,
        "missing name for ip-forward section.",
        character(false),
        MoreWords.REFUSED);
    put(
        SectionKind.HTTP_ERRORS,
        "missing name for http-errors section.",
        character(true),
        MoreWords.IGNORED);
    put(SectionKind.PROGRAM, "'program' expects an <id> argument", any(), MoreWords.FATAL);
    put(SectionKind.CACHE, "'cache' expects a <name> argument", any(), MoreWords.FATAL);
    ALL.put(
        SectionKind.USERLIST,
        new HeaderWording(
            ": 'userlist' expects <name> as arguments.",
            true,
            ": character '%c' is not permitted in 'userlist' name '%n'.",
            true,
            MoreWords.REFUSED));
    ALL.put(
        SectionKind.FCGI_APP,
        new HeaderWording(
            ": 'fcgi-app' expects <name> as argument.",
            true,
            ": character '%c' is not permitted in 'fcgi-app' name '%n'.",
            true,
            MoreWords.REFUSED));
    ALL.put(
        SectionKind.RING,
        new HeaderWording(
            "missing ring name.",
            true,
            "invalid ring name '%n' (character '%c' is not permitted).",
            true,
            MoreWords.IGNORED));
  }

  /** The words about a bad name and whether the section is read all the same. */
  private record BadName(String text, boolean readsOn) {}

  private static BadName character(boolean readsOn) {
    return new BadName("character '%c' is not permitted in '%k' name '%n'.", readsOn);
  }

  private static BadName any() {
    return new BadName("", true);
  }

  private static void put(SectionKind kind, String missing, BadName bad, MoreWords more) {
    String text = bad.text.replace("%k", kind.keyword());
    ALL.put(kind, new HeaderWording(missing, false, text, bad.readsOn, more));
  }

  /** The words of a kind of section that is no proxy. */
  static HeaderWording of(SectionKind kind) {
    return Objects.requireNonNull(ALL.get(kind));
  }

  /** The complaint about a character of a name. */
  String badName(char character, String name) {
    return badName.replace("%c", String.valueOf(character)).replace("%n", name);
  }
}
