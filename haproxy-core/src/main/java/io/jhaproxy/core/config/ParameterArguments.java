package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.Set;

/** A position within a {@code bind} or {@code server} line. */
public final class ParameterArguments {
  /** The parameter's own parser complains. */
  private static final String ITSELF = "?";

  /** Of these HAProxy speaks under the name of another. */
  private static final Set<String> INTERVALS = Set.of("inter", "fastinter", "downinter");

  private final Arguments line;
  private final String subject;
  private final Parameter.Kind kind;
  private final SectionKind section;
  private int start;
  private int consumed;

  ParameterArguments(Arguments line, Parameter.Kind kind, String subject, SectionKind section) {
    this.line = line;
    this.kind = kind;
    this.subject = subject;
    this.section = section;
  }

  void moveTo(int index, int arguments) {
    start = index;
    consumed = arguments;
  }

  int consumed() {
    return consumed;
  }

  /** The parameter's own name. */
  public String name() {
    return line.get(start);
  }

  /** A word after the parameter's name, or the empty string at the end of the line. */
  public String get(int index) {
    return line.get(start + 1 + index);
  }

  /** For parameters with a varying number of arguments: how many were used. */
  public void consumed(int arguments) {
    consumed = arguments;
  }

  /** The server's name, for messages. */
  public String subjectName() {
    return subject.substring(subject.lastIndexOf('/') + 1);
  }

  /** What the global sections said so far. */
  public SettingsDraft global() {
    return line.global();
  }

  /** Where the line is. */
  public Location location() {
    return line.location();
  }

  /** An error worded as HAProxy does for this kind of line. */
  public ConfigException error(String text) {
    return new ConfigException(diagnostic(Severity.ALERT, text));
  }

  /** Complains about a missing argument, unless the parameter's parser does that better. */
  void missing() throws ConfigException {
    String wanted = kind == Parameter.Kind.SERVER ? expected(name()) : "";
    if (wanted.isEmpty()) {
      throw error("'" + name() + "' : missing argument.");
    }
    if (!wanted.equals(ITSELF)) {
      throw error("'" + name() + "' expects " + wanted + " argument..");
    }
  }

  private static String expected(String parameter) {
    return switch (parameter) {
      case "on-error", "on-marked-down", "on-marked-up", "proxy-v2-options", "slowstart" -> ITSELF;
      case "track" -> "[<proxy>/]<server> as";
      case "observe" -> "<mode> as";
      case "agent-inter" -> "a delay as";
      case "agent-addr" -> "an address as";
      case "agent-port", "port" -> "a port number as";
      case "agent-send" -> "a string as";
      case "addr" -> "<ipv4|ipv6> as";
      case "error-limit" -> "an integer";
      case "cookie", "pool-purge-delay", "redir" -> "<value> as";
      default -> "";
    };
  }

  /** An ALERT of the whole configuration, said before the line's own error. */
  public void alertWithoutLine(String text) {
    if (kind == Parameter.Kind.BIND) {
      line.report(Diagnostic.config(Severity.ALERT, text));
    } else {
      line.report(
          new Diagnostic(
              Severity.ALERT, line.location(), diagnostic(Severity.ALERT, text).message()));
    }
  }

  /** A warning worded as HAProxy does for this kind of line. */
  public void warn(String text) {
    line.report(diagnostic(Severity.WARNING, text));
  }

  /**
   * Notes that the parameter, or a form of it, is not implemented yet.
   *
   * @param what the parameter or the form
   * @param lenient whether {@code --lenient} may start without it
   */
  public void unfinished(String what, boolean lenient) {
    line.unfinished(
        diagnostic(Severity.WARNING, "'" + what + "' is not implemented yet."), lenient);
  }

  void diag(String text) {
    line.report(diagnostic(Severity.DIAG, text));
  }

  private Diagnostic diagnostic(Severity severity, String text) {
    Location at =
        start < line.size() ? line.from(start).get(0).location() : line.location().wholeLine();
    return diagnostic(severity, at, " : " + text);
  }

  /** A word that is no parameter of such lines. */
  ConfigException unknown(String word, String hint) {
    String text = "unknown keyword '" + word + "'" + (hint.isEmpty() ? "." : hint);
    if (isSocket()) {
      return line.error("'stats socket' : unknown keyword '" + word + "'.");
    }
    if (subject.startsWith("default-server ")) {
      text += " Hint: no address was expected for this server.";
    }
    String colon = kind == Parameter.Kind.BIND ? ": " : " : ";
    return new ConfigException(
        diagnostic(Severity.ALERT, line.from(start).get(0).location(), colon + text));
  }

  private boolean isSocket() {
    return subject.equals(Registry.STATS_SOCKET);
  }

  /** The subject and the text; a {@code default-server} line has no name. */
  private String named(String text) {
    return subject.startsWith("default-server ")
        ? text.replaceFirst("^ ?: ", "")
        : "'" + subject + "'" + text;
  }

  private Diagnostic diagnostic(Severity severity, Location at, String text) {
    if (isSocket()) {
      return Diagnostic.parsing(
          severity, at, "'stats socket' : '" + text.substring(" : ".length()) + "'");
    }
    return kind == Parameter.Kind.BIND
        ? Diagnostic.parsing(
            severity, at, "'" + subject + "' in section '" + section.keyword() + "'" + text)
        : new Diagnostic(severity, at, "config : [" + at + "] : " + named(text));
  }

  /** A time in milliseconds. */
  public long time(int index) throws ConfigException {
    String word = get(index);
    if (word.isEmpty() && name().equals("slowstart")) {
      throw error("unexpected character '.");
    }
    if (word.isEmpty()) {
      throw error("'" + name() + "' expects a delay as argument..");
    }
    try {
      TimeUnits.Time time = TimeUnits.lenient(word, TimeUnits.Unit.MILLISECONDS);
      if (!time.rest().isEmpty()) {
        warn(time.restWarning(word));
      }
      if (time.beyondReference()) {
        warn("'" + name() + "' : '" + word + "' is beyond what HAProxy 2.6 accepts.");
      }
      return time.milliseconds();
    } catch (TimeUnits.BadTimeException e) {
      throw error(
          "unexpected character '"
              + e.character()
              + "' in '"
              + (INTERVALS.contains(name()) ? "agent-inter" : name())
              + "' argument of server "
              + subjectName()
              + "..");
    }
  }

  /** The leading digits of a word, as C's atoi reads them; 0 where there are none. */
  public int leadingNumber(int index) {
    String word = get(index);
    int start = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    int end = start;
    while (end < word.length() && end < 18 && Character.isDigit(word.charAt(end))) {
      end++;
    }
    int value = end == start ? 0 : (int) Long.parseLong(word.substring(0, end));
    if (end < word.length()) {
      warn("'" + name() + "' : '" + word + "' is not a plain number; it is read as " + value + ".");
    }
    return value;
  }

  /** An integer within bounds. */
  public int integer(int index, int min, int max) throws ConfigException {
    String word = get(index);
    if (word.isEmpty()) {
      throw error("'" + name() + "' expects an integer as argument.");
    }
    int value = leadingNumber(index);
    if (value >= min && value <= max) {
      return value;
    }
    throw error(
        "'"
            + name()
            + "' expects an integer between "
            + min
            + " and "
            + max
            + " as argument, not '"
            + word
            + "'.");
  }

  /** The address parser with this line's wording of errors. */
  public Address address(int index, AddressParser parser) throws ConfigException {
    try {
      return parser.parse(line.address(start + 1 + index));
    } catch (AddressParser.BadAddressException e) {
      throw error("'" + name() + "' : " + e.getMessage());
    }
  }
}
