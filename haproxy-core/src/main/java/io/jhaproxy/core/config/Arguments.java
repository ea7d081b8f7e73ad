package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.haproxy.Statement;
import io.jhaproxy.grammar.haproxy.Word;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The words after a keyword, with what parsers need to read them and to complain. */
public final class Arguments {
  private final String keyword;
  private final Statement statement;
  private final List<Word> words;
  private final Location location;
  private final Prefix prefix;
  private final Environment environment;
  private final Registry registry;
  private final Reports reports;

  /** What may stand before a keyword. */
  enum Prefix {
    NONE,
    NO,
    DEFAULT
  }

  Arguments(
      String keyword,
      Statement statement,
      int skip,
      Prefix prefix,
      Environment environment,
      Registry registry,
      Reports reports) {
    this.keyword = keyword;
    this.statement = statement;
    this.words = statement.words().subList(skip, statement.size());
    this.location = statement.location();
    this.prefix = prefix;
    this.environment = environment;
    this.registry = registry;
    this.reports = reports;
  }

  /**
   * The words of a line that stands in no file, such as a command's.
   *
   * @param keyword how the line would begin in a file
   * @param words what follows the keyword
   * @param environment variables in addresses
   * @param unfinished gets what is used and not implemented yet
   */
  public static Arguments ofCommand(
      String keyword,
      List<String> words,
      Environment environment,
      Registry registry,
      Consumer<Unfinished> unfinished) {
    List<Word> line =
        Stream.concat(Stream.of(keyword), words.stream())
            .map(text -> new Word(text, Location.NOWHERE, true))
            .toList();
    return new Arguments(
        keyword,
        new Statement(line, Location.NOWHERE),
        1,
        Prefix.NONE,
        environment,
        registry,
        new Reports(ignored -> {}, unfinished, ignored -> {}, new SettingsDraft()));
  }

  /** The keyword's name as registered. */
  public String keyword() {
    return keyword;
  }

  /** Number of words after the keyword. */
  public int size() {
    return words.size();
  }

  /** A word's text, or the empty string where there are fewer. */
  public String get(int index) {
    return index < words.size() ? words.get(index).text() : "";
  }

  /** A word that is an address: variables are replaced outside of quotes too. */
  public String address(int index) {
    return environment.expand(get(index));
  }

  /** The words from an index on. */
  public List<Word> from(int index) {
    return index >= words.size() ? List.of() : List.copyOf(words.subList(index, words.size()));
  }

  /** The texts from an index on. */
  public List<String> texts(int index) {
    return from(index).stream().map(Word::text).toList();
  }

  /** The statement as another room will compile it: the words from an index on. */
  public RuleStatement rule(String kind, int index) {
    return new RuleStatement(kind, from(index), location);
  }

  /** The line, with the keyword's column. */
  public Location location() {
    return location;
  }

  /** Whether {@code no} stands before the keyword. */
  public boolean negated() {
    return prefix == Prefix.NO;
  }

  /** Whether {@code default} stands before the keyword. */
  public boolean toDefault() {
    return prefix == Prefix.DEFAULT;
  }

  /** Environment variables, which {@code setenv} changes. */
  public Environment environment() {
    return environment;
  }

  /** Reads {@code bind} or {@code server} parameters. */
  Registry registry() {
    return registry;
  }

  /** What the global sections said so far. */
  SettingsDraft global() {
    return reports.global();
  }

  /** What the global sections said so far under a key. */
  public <T> T globalValue(SettingKey<T> key) {
    return reports.global().get(key);
  }

  /** A list of the global sections, as far as they are read. */
  public <T> List<T> globalList(ListKey<T> key) {
    return reports.global().list(key);
  }

  /** What the global sections have under a key; it is made if they have nothing. */
  public <T> T globalOnce(SettingKey<T> key, Supplier<T> make) {
    SettingsDraft global = reports.global();
    if (!global.has(key)) {
      global.set(key, make.get());
    }
    return global.get(key);
  }

  /** An error at the keyword: {@code parsing [FILE:LINE] : text}. */
  public ConfigException error(String text) {
    return new ConfigException(Diagnostic.parsing(Severity.ALERT, location, text));
  }

  /** An error at an argument. */
  public ConfigException errorAt(int index, String text) {
    Location at = index < words.size() ? words.get(index).location() : location;
    return new ConfigException(Diagnostic.parsing(Severity.ALERT, at, text));
  }

  /** An ALERT for a line that is left out, which is no reason not to start. */
  public void tolerate(String text) {
    reports.diagnostics().accept(Diagnostic.parsing(Severity.ALERT, location, text).tolerated());
  }

  /** A WARNING. */
  public void warn(String text) {
    reports.diagnostics().accept(Diagnostic.parsing(Severity.WARNING, location, text));
  }

  /** A WARNING in the form {@code parsing [FILE:LINE]: text}. */
  public Diagnostic closeWarning(String text) {
    return new Diagnostic(
        Severity.WARNING, location, "config : parsing [" + location + "]: " + text);
  }

  /** Something only diagnostic mode shows. */
  public void diag(String text) {
    reports.diagnostics().accept(Diagnostic.parsing(Severity.DIAG, location, text));
  }

  /**
   * Notes that the statement, or a part of it, is not implemented yet; nothing if it is preceded by
   * {@code no} or {@code default}.
   *
   * @param what the keyword or the part
   * @param lenient whether {@code --lenient} may start without it
   */
  public void unfinished(String what, boolean lenient) {
    if (prefix == Prefix.NONE) {
      unfinished(
          Diagnostic.parsing(Severity.WARNING, location, "'" + what + "' is not implemented yet."),
          lenient);
    }
  }

  void unfinished(Diagnostic warning, boolean lenient) {
    reports.unfinished().accept(new Unfinished(warning, lenient));
  }

  /**
   * Reads other lines in the place of this one, which is an old form, and warns once with them.
   *
   * @param kept how many words of the line, the keyword included, are no part of it
   * @param modern the lines; {@link #word} makes words that are new
   */
  public void rewrite(int kept, List<List<Word>> modern) {
    List<List<Word>> lines = modern;
    if (prefix != Prefix.NONE) {
      Word no = statement.words().get(0);
      lines =
          modern.stream()
              .map(line -> Stream.concat(Stream.of(no), line.stream()).toList())
              .toList();
    }
    reports.rewrites().accept(new Rewrite(statement, kept, lines));
  }

  /** A word that is not in the file, at the place of the keyword. */
  public Word word(String text) {
    return new Word(text, location, true);
  }

  /** Any other message, already worded. */
  public void report(Diagnostic diagnostic) {
    reports.diagnostics().accept(diagnostic);
  }

  /**
   * A time in milliseconds, rounded up (manual 2.5).
   *
   * @param defaultUnit unit of a bare number
   */
  public long time(int index, TimeUnits.Unit defaultUnit) throws ConfigException {
    String word = get(index);
    if (word.isEmpty()) {
      throw error("'" + keyword + "' expects an integer value (in milliseconds)");
    }
    try {
      return milliseconds(word, defaultUnit);
    } catch (TimeUnits.BadTimeException e) {
      throw errorAt(index, "unexpected character '" + e.character() + "' in '" + keyword + "'");
    }
  }

  /** A time in milliseconds; warns if it is longer than HAProxy takes, or has an odd end. */
  public long milliseconds(String word, TimeUnits.Unit defaultUnit)
      throws TimeUnits.BadTimeException {
    TimeUnits.Time time = TimeUnits.lenient(word, defaultUnit);
    if (!time.rest().isEmpty()) {
      reports
          .diagnostics()
          .accept(new Diagnostic(Severity.WARNING, location, "config : " + time.restWarning(word)));
    }
    if (time.beyondReference()) {
      warn(
          "timer value '"
              + word
              + "' of '"
              + keyword
              + "' is beyond the 2147483647 ms (~24.8 days) that HAProxy 2.6 accepts;"
              + " it is taken as written.");
    }
    return time.milliseconds();
  }

  /**
   * A non-negative number where HAProxy takes leading digits and ignores the rest: anything odd
   * gets a warning instead of being refused.
   */
  public int looseInteger(int index, String expected) throws ConfigException {
    String word = get(index);
    if (word.isEmpty()) {
      throw error(expected);
    }
    int end = 0;
    while (end < word.length() && end < 9 && word.charAt(end) >= '0' && word.charAt(end) <= '9') {
      end++;
    }
    int value = end == 0 ? 0 : Integer.parseInt(word.substring(0, end));
    if (end < word.length()) {
      warn(
          "'"
              + word
              + "' after '"
              + keyword
              + "' is not a plain number; it is read as "
              + value
              + ".");
    }
    return value;
  }

  /** An integer within bounds; {@code expected} words the complaint. */
  public int integer(int index, int min, int max, String expected) throws ConfigException {
    try {
      int value = Integer.parseInt(get(index));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // worded below
    }
    throw errorAt(index, expected);
  }
}
