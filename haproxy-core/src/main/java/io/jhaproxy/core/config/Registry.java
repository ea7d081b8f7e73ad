package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * All keywords: which section they belong to, what arguments they take, who parses them; the
 * parameters of bind and server lines; and the checks of the finished model. Rooms fill it through
 * {@link KeywordSet}; afterwards it is only read.
 */
public final class Registry {
  /** The subject of {@code stats socket} lines in {@link #readParameters}. */
  static final String STATS_SOCKET = "stats socket";

  private static final int LONGEST_NAME = 4;

  private final Map<SectionKind, Map<String, Keyword>> keywords = new EnumMap<>(SectionKind.class);
  private final Map<Parameter.Kind, Map<String, Parameter>> parameters =
      new EnumMap<>(Parameter.Kind.class);
  private final Map<String, BiFunction<String, String, String>> families = new HashMap<>();
  private final Map<CheckPhase, List<ModelCheck>> checks = new EnumMap<>(CheckPhase.class);

  /** First words of keywords that are more than one word. */
  private final Set<String> severalWords = new HashSet<>();

  private final List<SectionCheck> sectionChecks = new ArrayList<>();

  /** The first words that HAProxy takes behind {@code no} and {@code default}. */
  private static final Set<String> NEGATABLE =
      Set.of(
          "option",
          "log",
          "busy-polling",
          "set-dumpable",
          "strict-limits",
          "insecure-fork-wanted",
          "numa-cpu-mapping");

  private Keyword.Parser headerAddress = (arguments, section) -> {};

  /** A registry with the keywords of these sets. */
  public static Registry of(List<KeywordSet> sets) {
    Registry registry = new Registry();
    sets.forEach(set -> set.register(registry));
    return registry;
  }

  private Registry() {}

  /** Adds a keyword to each of its sections. */
  public void add(Keyword given) {
    Keyword keyword = given.completed();
    int blank = keyword.name().indexOf(' ');
    if (blank > 0) {
      severalWords.add(keyword.name().substring(0, blank));
    }
    for (SectionKind section : keyword.sections()) {
      Keyword old =
          keywords
              .computeIfAbsent(section, s -> new LinkedHashMap<>())
              .put(keyword.name(), keyword);
      if (old != null) {
        throw new IllegalStateException(keyword.name() + " is registered twice in " + section);
      }
    }
  }

  /** Adds a parameter of bind or server lines. */
  public void add(Parameter.Kind kind, Parameter parameter) {
    parameters
        .computeIfAbsent(kind, k -> new LinkedHashMap<>())
        .put(parameter.name(), parameter.completed());
  }

  /**
   * Words the complaint about an unknown second word.
   *
   * @param firstWord such as {@code timeout}
   * @param message gets the unknown word and the spelling hint ({@code "; did you mean ..."})
   */
  public void family(String firstWord, BiFunction<String, String, String> message) {
    families.put(firstWord, message);
  }

  /** Adds a check of the whole model. */
  public void add(CheckPhase phase, ModelCheck check) {
    checks.computeIfAbsent(phase, p -> new ArrayList<>()).add(check);
  }

  /** Adds a check of the sections that are no proxies. */
  public void add(SectionCheck check) {
    sectionChecks.add(check);
  }

  /** The checks of the sections that are no proxies. */
  List<SectionCheck> sectionChecks() {
    return List.copyOf(sectionChecks);
  }

  /** Says who takes the address of an old {@code listen NAME ADDRESS} line. */
  public void headerAddress(Keyword.Parser parser) {
    headerAddress = parser;
  }

  Keyword.Parser headerAddress() {
    return headerAddress;
  }

  /** The checks of a range of phases, in order. */
  List<ModelCheck> checks(CheckPhase first, CheckPhase last) {
    return checks.entrySet().stream()
        .filter(entry -> entry.getKey().compareTo(first) >= 0)
        .filter(entry -> entry.getKey().compareTo(last) <= 0)
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }

  /** Whether {@code no} may stand before a first word, in whatever section. */
  boolean negatable(String first) {
    return NEGATABLE.contains(first);
  }

  /** Every keyword of a section by name, in order of registration. */
  public Map<String, Keyword> keywords(SectionKind section) {
    return keywords.getOrDefault(section, Map.of());
  }

  /** Every parameter by name. */
  public Map<String, Parameter> parameters(Parameter.Kind kind) {
    return parameters.getOrDefault(kind, Map.of());
  }

  /** The keyword with the longest name that the words begin with, or null. */
  @Nullable Keyword find(SectionKind section, List<String> words) {
    Map<String, Keyword> known = keywords(section);
    int longest = severalWords.contains(words.get(0)) ? LONGEST_NAME : 1;
    for (int length = Math.min(longest, words.size()); length > 0; length--) {
      Keyword keyword =
          known.get(length == 1 ? words.get(0) : String.join(" ", words.subList(0, length)));
      if (keyword != null && noneHasBlanks(words, length)) {
        return keyword;
      }
    }
    return null;
  }

  private static boolean noneHasBlanks(List<String> words, int count) {
    for (int i = 0; i < count; i++) {
      if (words.get(i).indexOf(' ') >= 0) {
        return false;
      }
    }
    return true;
  }

  /** What to say about a keyword that is not known. */
  String unknown(SectionKind section, List<String> words) {
    Map<String, Keyword> known = keywords(section);
    String first = words.get(0);
    List<String> second = new ArrayList<>();
    List<String> firsts = new ArrayList<>();
    for (String name : known.keySet()) {
      int blank = name.indexOf(' ');
      firsts.add(blank < 0 ? name : name.substring(0, blank));
      if (blank > 0 && name.substring(0, blank).equals(first)) {
        second.add(name.substring(blank + 1));
      }
    }
    BiFunction<String, String, String> family = families.get(first);
    if (family != null && !second.isEmpty()) {
      String word = words.size() > 1 ? words.get(1) : "";
      return family.apply(word, Spelling.hint(word, second));
    }
    if (!second.isEmpty()) {
      String wanted = "'" + String.join("', '", second) + "'";
      return "'" + first + "' expects " + wanted + ".";
    }
    boolean close = section == SectionKind.USERLIST || section == SectionKind.FCGI_APP;
    return (close ? ": unknown keyword '" : "unknown keyword '")
        + first
        + "' in '"
        + (section == SectionKind.USERLIST ? "users" : section.keyword())
        + "' section"
        + Spelling.hint(first, firsts);
  }

  /**
   * Reads the parameters of a bind or server line.
   *
   * @param line the line's words
   * @param first index of the first parameter
   * @param subject how messages name the line, such as {@code server web/a}
   * @param section the section the line stands in
   * @param target where they are stored
   */
  public static void readParameters(
      Arguments line,
      int first,
      Parameter.Kind kind,
      String subject,
      SectionKind section,
      SettingsDraft target)
      throws ConfigException {
    readParameters(line, first, kind, subject, section, target, Set.of());
  }

  /**
   * The same for lines that do not have all parameters.
   *
   * @param refused parameters that only lines of a file have
   */
  public static void readParameters(
      Arguments line,
      int first,
      Parameter.Kind kind,
      String subject,
      SectionKind section,
      SettingsDraft target,
      Set<String> refused)
      throws ConfigException {
    Map<String, Parameter> known = line.registry().parameters(kind);
    ParameterArguments cursor = new ParameterArguments(line, kind, subject, section);
    int index = first;
    while (index < line.size()) {
      String word = line.get(index);
      Parameter parameter = known.get(word);
      cursor.moveTo(index, parameter == null ? 0 : parameter.arguments());
      if (parameter == null) {
        throw cursor.unknown(word, Spelling.hint(word, known.keySet()));
      }
      if (refused.contains(word)) {
        throw cursor.error("'" + word + "' option is not accepted for dynamic server");
      }
      apply(parameter, cursor, target);
      index += 1 + cursor.consumed();
    }
  }

  private static void apply(Parameter parameter, ParameterArguments cursor, SettingsDraft target)
      throws ConfigException {
    switch (parameter.state().status()) {
      case WORKS -> {}
      case NO_EFFECT, DORMANT -> {
        String note = parameter.state().note();
        String reason = note.isEmpty() ? "" : ": " + note;
        cursor.diag("'" + parameter.name() + "' has no effect" + reason + ".");
      }
      case NOT_YET -> cursor.unfinished(parameter.name(), true);
      case REFUSED -> cursor.unfinished(parameter.name(), false);
    }
    if (parameter.arguments() > 0 && cursor.get(parameter.arguments() - 1).isEmpty()) {
      cursor.missing();
    }
    parameter.parser().parse(cursor, target);
  }
}
