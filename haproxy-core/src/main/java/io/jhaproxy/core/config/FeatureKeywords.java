package io.jhaproxy.core.config;

import static io.jhaproxy.core.config.ArgumentForms.onlyWord;
import static io.jhaproxy.core.config.ArgumentForms.require;
import static io.jhaproxy.core.config.ArgumentForms.word;
import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.grammar.source.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Global keywords of features that have no room yet: Lua, state files, letter case, paths. */
public final class FeatureKeywords implements KeywordSet {
  /** {@code h1-case-adjust}: names in lower case to names as they are sent. */
  public static final SettingKey<Map<String, String>> CASE_ADJUST =
      SettingKey.own("h1-case-adjust", Map.of());

  /** {@code unix-bind}: names and values in order. */
  public static final ListKey<List<String>> UNIX_BIND = ListKey.own("unix-bind");

  /** Lua files that are loaded. */
  public static final ListKey<String> LUA_FILES = ListKey.own("lua-load");

  /** Whether programs may check servers. */
  public static final SettingKey<Boolean> EXTERNAL_CHECK = SettingKey.own("external-check", false);

  private static final String LUA = "Lua, which is not implemented yet";

  @Override
  public void register(Registry registry) {
    letterCase(registry);
    files(registry);
    lua(registry);
    rates(registry);
    httpClient(registry);
    registry.add(Keyword.of("unix-bind").in(GLOBAL).args(0, -1).parses(FeatureKeywords::unixBind));
    registry.add(
        Keyword.of("external-check").in(GLOBAL).parses((a, d) -> d.set(EXTERNAL_CHECK, true)));
    registry.add(
        Keyword.of("h1-accept-payload-with-any-method")
            .in(GLOBAL)
            .noEffect("a payload is accepted with any method"));
    registry.add(
        Keyword.of("cluster-secret")
            .in(GLOBAL)
            .args(0, 1)
            .parses(
                onlyWord(
                    TuningKeywords.word("cluster-secret"), "expects an ASCII string argument."))
            .noEffect("it is for QUIC, which 2.6 as packaged does not have either"));
  }

  private static void letterCase(Registry registry) {
    registry.add(
        Keyword.of("h1-case-adjust")
            .in(GLOBAL)
            .args(0, 2)
            .parses((a, d) -> adjust(a, d, a.get(0), a.get(1))));
    registry.add(
        Keyword.of("h1-case-adjust-file")
            .in(GLOBAL)
            .args(0, 1)
            .parses(FeatureKeywords::adjustFile));
  }

  /** Two words a line; what follows a hash sign is a remark. */
  private static void adjustFile(Arguments a, SettingsDraft d) throws ConfigException {
    ArgumentForms.require(a, "'h1-case-adjust-file' expects <file> as argument.");
    String title = "h1-headers-case-adjust-file '" + a.get(0) + "'";
    List<String> lines;
    try {
      lines = Files.readAllLines(Path.of(a.get(0)), StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      throw a.error(title + ": failed to open file.");
    }
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).replaceFirst("#.*", "").strip().split("\\s+");
      String place = " at line " + (i + 1) + ".";
      if (words[0].isEmpty()) {
        continue;
      }
      if (words.length == 1) {
        throw a.error(title + " : expect <to>" + place);
      }
      String wrong = enter(d, words[0], words.length > 2 ? "" : words[1]);
      if (!wrong.isEmpty()) {
        throw a.error(title + " : " + wrong + place);
      }
    }
  }

  private static void adjust(Arguments a, SectionDraft d, String from, String to)
      throws ConfigException {
    if (from.isEmpty() || to.isEmpty()) {
      throw a.error("'h1-case-adjust' expects <from> and <to> as argument.");
    }
    String wrong = enter(d, from, to);
    if (!wrong.isEmpty()) {
      throw a.error(wrong);
    }
  }

  /** Adds a name; what is wrong with it, or the empty string. */
  private static String enter(SettingsDraft d, String from, String to) {
    if (!from.equalsIgnoreCase(to)) {
      return "<from> and <to> must not differ execpt the case";
    }
    Map<String, String> names = new TreeMap<>(d.get(CASE_ADJUST));
    if (names.put(from.toLowerCase(Locale.ROOT), to) != null) {
      return "duplicate entry '" + from + "'";
    }
    d.set(CASE_ADJUST, Map.copyOf(names));
    return "";
  }

  private static void files(Registry registry) {
    registry.add(
        Keyword.of("default-path")
            .in(GLOBAL)
            .args(0, -1)
            .parses(FeatureKeywords::defaultPath)
            .since("2.4"));
  }

  private static void defaultPath(Arguments a, SectionDraft d) throws ConfigException {
    String modes =
        " for 'default-path', supported modes include 'current', 'config', 'parent', and"
            + " 'origin'.";
    switch (a.get(0)) {
      case "" -> throw a.error("missing default-path mode ''" + modes);
      case "current" -> {}
      case "config", "parent" -> a.unfinished("default-path " + a.get(0), false);
      case "origin" -> {
        if (a.get(1).isEmpty()) {
          throw a.error("'default-path origin' expects a directory as an argument.");
        }
        a.unfinished("default-path origin", false);
      }
      default -> throw a.errorAt(0, "unsupported default-path mode '" + a.get(0) + "'" + modes);
    }
    d.set(TuningKeywords.word("default-path"), String.join(" ", a.texts(0)));
  }

  private static void lua(Registry registry) {
    registry.add(
        Keyword.of("lua-load")
            .in(GLOBAL)
            .args(0, -1)
            .parses((a, d) -> luaFile(a, d, "'lua-load' expects a file name as parameter."))
            .notYet());
    registry.add(
        Keyword.of("lua-load-per-thread")
            .in(GLOBAL)
            .args(0, -1)
            .parses((a, d) -> luaFile(a, d, "'lua-load-per-thread' expects a file as parameter."))
            .notYet());
    registry.add(
        Keyword.of("lua-prepend-path")
            .in(GLOBAL)
            .args(0, 2)
            .parses(
                (a, d) -> {
                  require(a, "'lua-prepend-path' expects to receive a <path> as argument");
                  if (!List.of("", "path", "cpath").contains(a.get(1))) {
                    throw a.errorAt(
                        1, "'lua-prepend-path' expects <type> to either be 'path' or 'cpath'");
                  }
                })
            .partOf(LUA));
  }

  private static void luaFile(Arguments a, SectionDraft d, String missing) throws ConfigException {
    require(a, missing);
    String file = a.get(0);
    if (!isReadable(file)) {
      throw a.errorAt(
          0,
          "error in Lua file '" + file + "': cannot open " + file + ": No such file or directory");
    }
    d.add(LUA_FILES, file);
  }

  private static boolean isReadable(String file) {
    try {
      return Files.isReadable(Path.of(file));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static void rates(Registry registry) {
    for (String name : List.of("maxconnrate", "maxsessrate")) {
      registry.add(
          Keyword.of(name)
              .in(GLOBAL)
              .args(0, 1)
              .parses(ArgumentForms.onlyCount(TuningKeywords.number(name))));
    }
    registry.add(
        Keyword.of("max-spread-checks").in(GLOBAL).args(0, 1).parses(FeatureKeywords::maxSpread));
  }

  private static void maxSpread(Arguments a, SectionDraft d) throws ConfigException {
    if (a.get(0).isEmpty()) {
      throw ArgumentForms.closeError(a, "'max-spread-checks' expects an integer argument (0..50).");
    }
    try {
      long time = a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS);
      d.set(TuningKeywords.number("max-spread-checks"), time);
    } catch (TimeUnits.BadTimeException e) {
      throw ArgumentForms.closeError(
          a,
          "unsupported character '"
              + e.character()
              + "' in 'max-spread-checks' (wants an integer delay).");
    }
  }

  private static void httpClient(Registry registry) {
    registry.add(
        Keyword.of("httpclient.resolvers.id")
            .in(GLOBAL)
            .args(0, 1)
            .parses(word(TuningKeywords.word("httpclient.resolvers.id"), "missing name"))
            .partOf(LUA));
    String prefer = "'httpclient.resolvers.prefer' expects 'ipv4' or 'ipv6' as argument.";
    registry.add(
        Keyword.of("httpclient.resolvers.prefer")
            .in(GLOBAL)
            .args(0, 1)
            .parses(
                ArgumentForms.choice(
                    TuningKeywords.word("httpclient.resolvers.prefer"),
                    List.of("ipv4", "ipv6"),
                    prefer))
            .partOf(LUA));
  }

  private static void unixBind(Arguments a, SectionDraft d) throws ConfigException {
    for (int i = 0; i < a.size(); i += 2) {
      String value = a.get(i + 1);
      switch (a.get(i)) {
        case "prefix" -> {
          if (value.isEmpty()) {
            throw a.errorAt(i, "unix_bind 'prefix' expects a path as an argument.");
          }
        }
        case "user" -> {
          if (!Accounts.hasUser(value)) {
            throw a.errorAt(i + 1, "'unix-bind' : '" + value + "' unknown user.");
          }
        }
        case "group" -> {
          if (!Accounts.hasGroup(value)) {
            throw a.errorAt(i + 1, "'unix-bind' : '" + value + "' unknown group.");
          }
        }
        case "mode", "uid", "gid" -> {}
        default ->
            throw a.errorAt(
                i,
                "'unix-bind' only supports the 'prefix', 'mode', 'uid', 'gid', 'user' and 'group'"
                    + " options.");
      }
      d.add(UNIX_BIND, List.of(a.get(i), value));
    }
  }
}
