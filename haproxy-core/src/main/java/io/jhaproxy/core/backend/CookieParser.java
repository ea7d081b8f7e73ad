package io.jhaproxy.core.backend;

import io.jhaproxy.core.backend.CookieModel.Mode;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code cookie NAME ...}. */
final class CookieParser {
  private static final Set<String> FLAGS =
      Set.of("indirect", "nocache", "postonly", "preserve", "httponly", "secure", "dynamic");

  private final Arguments a;
  private final Set<String> flags = new HashSet<>();
  private final List<String> domains = new ArrayList<>();
  private final List<String> attributes = new ArrayList<>();
  private Mode mode = Mode.PASSIVE;
  private long maxIdle;
  private long maxLife;

  private CookieParser(Arguments a) {
    this.a = a;
  }

  static CookieModel parse(Arguments a) throws ConfigException {
    return new CookieParser(a).parse();
  }

  private CookieModel parse() throws ConfigException {
    String name = a.get(0);
    if (name.isEmpty()) {
      throw a.error("'cookie' expects <cookie_name> as argument.");
    }
    int index = 1;
    while (index < a.size()) {
      index += option(index);
    }
    return new CookieModel(
        name,
        mode,
        flags.contains("indirect"),
        flags.contains("nocache"),
        flags.contains("postonly"),
        flags.contains("preserve"),
        flags.contains("httponly"),
        flags.contains("secure"),
        domains,
        maxIdle,
        maxLife,
        flags.contains("dynamic"),
        attributes);
  }

  /** Reads one option and says how many words it has. */
  private int option(int index) throws ConfigException {
    String word = a.get(index);
    if (FLAGS.contains(word)) {
      flags.add(word);
      return 1;
    }
    switch (word) {
      case "rewrite", "insert", "prefix" -> {
        setMode(index);
        return 1;
      }
      case "domain" -> domains.add(domain(index + 1));
      case "attr" -> attributes.add(a.get(index + 1));
      case "maxidle" -> maxIdle = seconds(index + 1, "maxidle", "idletime");
      case "maxlife" -> maxLife = seconds(index + 1, "maxlife", "lifetime");
      default ->
          throw a.errorAt(
              index,
              "'cookie' supports 'rewrite', 'insert', 'prefix', 'indirect', 'nocache', 'postonly',"
                  + " 'domain', 'maxidle', 'dynamic', 'maxlife' and 'attr' options.");
    }
    return 2;
  }

  private void setMode(int index) throws ConfigException {
    if (mode != Mode.PASSIVE) {
      throw a.errorAt(index, "cookie 'rewrite', 'insert' and 'prefix' modes are incompatible.");
    }
    mode =
        switch (a.get(index)) {
          case "rewrite" -> Mode.REWRITE;
          case "insert" -> Mode.INSERT;
          default -> Mode.PREFIX;
        };
  }

  private String domain(int index) throws ConfigException {
    String domain = a.get(index);
    if (domain.isEmpty()) {
      throw a.error(": 'domain' expects <domain> as argument.");
    }
    if (domain.indexOf('.', 1) < 0) {
      a.warn(
          ": domain '"
              + domain
              + "' contains no embedded dot, this configuration may not work properly (see"
              + " RFC6265#5.2.3).");
    }
    return domain;
  }

  private long seconds(int index, String name, String what) throws ConfigException {
    if (a.get(index).isEmpty()) {
      throw a.error(": '" + name + "' expects <" + what + "> in seconds as argument.");
    }
    try {
      return a.milliseconds(a.get(index), TimeUnits.Unit.SECONDS) / 1000;
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(
          index, ": unexpected character '" + e.character() + "' in argument to <" + name + ">.");
    }
  }
}
