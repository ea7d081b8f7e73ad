package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import io.jhaproxy.vrrp.simulate.Scenario.Action;
import io.jhaproxy.vrrp.simulate.Scenario.Attachment;
import io.jhaproxy.vrrp.simulate.Scenario.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a scenario: one statement per line, {@code #} begins a comment.
 *
 * <pre>
 * seed 7                        # default 1
 * duration 2min                 # default: 30 s after the last action
 * loss 1%                       # default 0
 * delay 0.2ms..2ms              # default 0.1ms..0.3ms
 * start-spread 1s               # default 0: all start together
 * copies 500                    # independent sites with these nodes, default 1
 * neighbour-timeout 5s          # how long a client keeps asking a dead address
 * interface node1 eth1 on lan 192.168.100.101 ...
 * at 10s kill node1
 * </pre>
 *
 * Nodes are called node1, node2, ... in the order of the configurations. Times have a unit: us, ms,
 * s, min, h; a bare number is seconds.
 */
public final class ScenarioReader {
  private static final Duration AFTER_LAST_ACTION = Duration.ofSeconds(30);
  private static final long NANOS = 1_000_000_000L;

  private final String file;
  private final int nodes;
  private final Map<String, Attachment> interfaces = new LinkedHashMap<>();
  private final List<Action> actions = new ArrayList<>();
  private int line;
  private long seed = 1;
  private Duration duration = Duration.ZERO;
  private double loss;
  private Duration minDelay = Duration.ofNanos(100_000);
  private Duration maxDelay = Duration.ofNanos(300_000);
  private Duration startSpread = Duration.ZERO;
  private int copies = 1;
  private Duration neighbourTimeout = Duration.ofSeconds(5);

  private ScenarioReader(String file, int nodes) {
    this.file = file;
    this.nodes = nodes;
  }

  /**
   * Reads a scenario.
   *
   * @param file its name, for messages
   * @param text the text
   * @param nodes how many configurations there are
   * @throws ConfigException at the first line that cannot be understood
   */
  public static Scenario read(String file, String text, int nodes) throws ConfigException {
    ScenarioReader reader = new ScenarioReader(file, nodes);
    for (String line : text.split("\\R")) {
      reader.line++;
      String statement = line.replaceFirst("#.*", "").trim();
      if (!statement.isEmpty()) {
        reader.statement(Arrays.asList(statement.split("\\s+")));
      }
    }
    return reader.scenario();
  }

  private Scenario scenario() {
    actions.sort(Comparator.comparing(Action::at));
    Duration end = duration;
    if (end.isZero()) {
      Duration last = actions.isEmpty() ? Duration.ZERO : actions.get(actions.size() - 1).at();
      end = last.plus(AFTER_LAST_ACTION);
    }
    return new Scenario(
        seed,
        end,
        loss,
        minDelay,
        maxDelay,
        startSpread,
        copies,
        neighbourTimeout,
        interfaces,
        actions);
  }

  private void statement(List<String> words) throws ConfigException {
    String keyword = words.get(0);
    if (keyword.equals("at")) {
      action(words);
      return;
    }
    if (keyword.equals("interface")) {
      attachment(words);
      return;
    }
    if (words.size() != 2) {
      throw error("'" + keyword + "' is no statement, or has not exactly one value");
    }
    String value = words.get(1);
    switch (keyword) {
      case "seed" -> seed = number(value, Long.MAX_VALUE);
      case "duration" -> duration = time(value);
      case "loss" -> loss = share(value);
      case "delay" -> {
        List<Duration> range = range(value);
        minDelay = range.get(0);
        maxDelay = range.get(1);
      }
      case "start-spread" -> startSpread = time(value);
      case "copies" -> copies = (int) number(value, 100_000);
      case "neighbour-timeout" -> neighbourTimeout = time(value);
      default -> throw error("unknown statement '" + keyword + "'");
    }
  }

  private void attachment(List<String> words) throws ConfigException {
    if (words.size() < 5 || !words.get(3).equals("on")) {
      throw error("expected: interface NODE INTERFACE on NETWORK [ADDRESS ...]");
    }
    node(words.get(1));
    interfaces.put(
        words.get(1) + " " + words.get(2),
        new Attachment(words.get(4), words.subList(5, words.size())));
  }

  private void action(List<String> words) throws ConfigException {
    if (words.size() < 3) {
      throw error("expected: at TIME ACTION ...");
    }
    Duration at = time(words.get(1));
    Verb verb = verb(words.get(2));
    List<String> rest = words.subList(3, words.size());
    if (rest.size() < verb.least || rest.size() > verb.most) {
      throw error("'" + words.get(2) + "' has a wrong number of arguments");
    }
    if (verb.ofNode()) {
      node(rest.get(0));
    }
    check(verb, rest);
    actions.add(new Action(at, verb, rest, line));
  }

  private Verb verb(String word) throws ConfigException {
    for (Verb verb : Verb.values()) {
      if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
        return verb;
      }
    }
    throw error("unknown action '" + word + "'");
  }

  /** Arguments are checked here, so that running a scenario cannot fail half way. */
  private void check(Verb verb, List<String> rest) throws ConfigException {
    switch (verb) {
      case STALL -> time(rest.get(1));
      case LINK -> oneOf(rest.get(2), "up", "down");
      case SCRIPT -> oneOf(rest.get(2), "ok", "fail", "timeout", "kill");
      case FILE -> signed(rest.get(2));
      case PROCESS -> number(rest.get(2), Integer.MAX_VALUE);
      case LOSS -> share(rest.get(0));
      case DELAY -> range(rest.get(0));
      case PARTITION -> {
        for (String word : rest) {
          if (!word.equals("|") && !word.equals(Network.CLIENT)) {
            node(word);
          }
        }
      }
      default -> {}
    }
  }

  private void oneOf(String word, String... allowed) throws ConfigException {
    if (!Arrays.asList(allowed).contains(word)) {
      throw error("'" + word + "' is not one of " + String.join(", ", allowed));
    }
  }

  private void node(String name) throws ConfigException {
    for (int n = 1; n <= nodes; n++) {
      if (name.equals("node" + n)) {
        return;
      }
    }
    String known = nodes == 1 ? "only node1" : "node1 to node" + nodes;
    throw error(
        "there is no "
            + name
            + ": "
            + (nodes == 0 ? "no configuration is given" : "the configurations make " + known));
  }

  private long number(String text, long most) throws ConfigException {
    long value = signed(text);
    if (value < 0 || value > most) {
      throw error("'" + text + "' is outside 0.." + most);
    }
    return value;
  }

  private long signed(String text) throws ConfigException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw error("'" + text + "' is not a number");
    }
  }

  private double share(String text) throws ConfigException {
    boolean percent = text.endsWith("%");
    try {
      double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      double share = percent ? value / 100 : value;
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw error("'" + text + "' is not a share from 0 to 1 or 0% to 100%");
  }

  private List<Duration> range(String text) throws ConfigException {
    int dots = text.indexOf("..");
    Duration from = time(dots < 0 ? text : text.substring(0, dots));
    Duration to = dots < 0 ? from : time(text.substring(dots + 2));
    if (from.compareTo(to) > 0) {
      throw error("'" + text + "' ends before it begins");
    }
    return List.of(from, to);
  }

  private Duration time(String text) throws ConfigException {
    int unit = text.length();
    while (unit > 0 && Character.isLetter(text.charAt(unit - 1))) {
      unit--;
    }
    double factor =
        switch (text.substring(unit)) {
          case "us" -> 1e-6;
          case "ms" -> 1e-3;
          case "", "s" -> 1;
          case "min" -> 60;
          case "h" -> 3600;
          default -> Double.NaN;
        };
    try {
      double seconds = Double.parseDouble(text.substring(0, unit)) * factor;
      if (seconds >= 0 && seconds < 1e9) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
      }
    } catch (NumberFormatException e) {
      // falls through to the message
    }
    throw error("'" + text + "' is not a time such as 10s, 200ms, 5min or 1h");
  }

  /** A time that was checked when the scenario was read. */
  static Duration checkedTime(String text) {
    try {
      return new ScenarioReader("", 0).time(text);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A share that was checked when the scenario was read. */
  static double checkedShare(String text) {
    try {
      return new ScenarioReader("", 0).share(text);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A range that was checked when the scenario was read. */
  static List<Duration> checkedRange(String text) {
    try {
      return new ScenarioReader("", 0).range(text);
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  private ConfigException error(String text) {
    Location location = new Location(file, line, 0);
    return new ConfigException(
        new Diagnostic(Severity.ALERT, location, "(" + file + ": Line " + line + ") " + text));
  }
}
