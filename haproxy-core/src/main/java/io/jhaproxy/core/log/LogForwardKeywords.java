package io.jhaproxy.core.log;

import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.core.config.TimeUnits;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.Set;
import java.util.function.Consumer;

/** {@code log-forward} sections (manual 3.10). */
public final class LogForwardKeywords implements KeywordSet {
  /** Addresses of {@code bind} lines, as written. */
  public static final ListKey<String> BINDS = ListKey.own("log-forward bind");

  /** Addresses of {@code dgram-bind} lines, as written. */
  public static final ListKey<String> DATAGRAMS = ListKey.own("log-forward dgram-bind");

  /** {@code maxconn}. */
  public static final SettingKey<Long> MAXCONN = SettingKey.own("log-forward maxconn", 10L);

  /** {@code backlog}; 0 = the system's. */
  public static final SettingKey<Long> BACKLOG = SettingKey.own("log-forward backlog", 0L);

  /** {@code timeout client}, milliseconds; 0 = none. */
  public static final SettingKey<Long> TIMEOUT_CLIENT =
      SettingKey.own("log-forward timeout client", 0L);

  private static final Set<String> DATAGRAM_PARAMETERS =
      Set.of("interface", "name", "namespace", "transparent");
  private static final AddressParser ADDRESS = new AddressParser(AddressParser.Port.RANGE);

  @Override
  public void register(Registry registry) {
    registry.add(in("bind", LogForwardKeywords::bind));
    registry.add(in("dgram-bind", LogForwardKeywords::datagramBind));
    registry.add(in("log", LogForwardKeywords::log).canNegate());
    registry.add(in("maxconn", ArgumentForms.count(MAXCONN)));
    registry.add(in("backlog", ArgumentForms.count(BACKLOG)));
    registry.add(in("timeout client", LogForwardKeywords::timeout));
    registry.add(
        in(
            "timeout",
            (a, d) -> {
              throw a.error("unknown keyword 'timeout " + a.get(0) + "' in log-forward section.");
            }));
    registry.add(LogForwardKeywords::check);
  }

  private static Keyword in(String name, Keyword.Parser parser) {
    return Keyword.of(name).in(SectionKind.LOG_FORWARD).args(0, -1).parses(parser);
  }

  private static void bind(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() == 0) {
      return;
    }
    address(a, "bind");
    Registry.readParameters(
        a,
        1,
        Parameter.Kind.BIND,
        "bind " + a.get(0),
        SectionKind.LOG_FORWARD,
        new SettingsDraft() {
          @Override
          public <T> void set(SettingKey<T> key, T value) {
            if (!key.name().equals("name")) {
              a.unfinished("log-forward bind " + key.name(), true);
            }
          }
        });
    d.add(BINDS, a.get(0));
  }

  private static void datagramBind(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() == 0) {
      return;
    }
    address(a, "dgram-bind");
    for (int i = 1; i < a.size(); i++) {
      if (!DATAGRAM_PARAMETERS.contains(a.get(i))) {
        throw a.errorAt(i, "unknown keyword '" + a.get(i) + "' in 'log-forward' section");
      }
      if (!a.get(i).equals("name")) {
        a.unfinished("dgram-bind " + a.get(i), true);
      }
      i += a.get(i).equals("transparent") ? 0 : 1;
    }
    d.add(DATAGRAMS, a.get(0));
  }

  private static void address(Arguments a, String word) throws ConfigException {
    for (String part : a.address(0).split(",")) {
      try {
        ADDRESS.parse(part);
      } catch (AddressParser.BadAddressException e) {
        throw a.errorAt(0, "'" + word + " " + a.get(0) + "' : " + e.getMessage());
      }
    }
  }

  private static void log(Arguments a, SectionDraft d) throws ConfigException {
    if (!a.negated()) {
      d.add(LogKeys.TARGETS, LogLineParser.parse(a, false));
    }
  }

  private static void timeout(Arguments a, SectionDraft d) throws ConfigException {
    ArgumentForms.require(a, "missing timeout client value.");
    try {
      d.set(TIMEOUT_CLIENT, a.milliseconds(a.get(0), TimeUnits.Unit.MILLISECONDS));
    } catch (TimeUnits.BadTimeException e) {
      throw a.errorAt(0, "unexpected character '" + e.character() + "' in 'timeout client'");
    }
  }

  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (section.kind() == SectionKind.LOG_FORWARD
        && section.settings().list(BINDS).isEmpty()
        && section.settings().list(DATAGRAMS).isEmpty()) {
      diagnostics.accept(
          new Diagnostic(
              Severity.WARNING,
              section.source().location().wholeLine(),
              "config : frontend '"
                  + section.name()
                  + "' has no 'bind' directive. Please declare it as a backend if this was"
                  + " intended."));
    }
  }
}
