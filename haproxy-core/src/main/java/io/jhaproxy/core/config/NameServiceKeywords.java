package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/** {@code resolvers} sections (manual 5.3.2). */
public final class NameServiceKeywords implements KeywordSet {
  private static final ListKey<Server> SERVERS = ListKey.own("nameserver");
  private static final SettingKey<Boolean> USED = SettingKey.own("used", false);
  private static final List<String> EVENTS =
      List.of("nx", "timeout", "valid", "obsolete", "other", "refused");
  private static final AddressParser ADDRESS = new AddressParser(AddressParser.Port.MANDATORY);

  /** A name server. */
  private record Server(String name, Address address, Location location) {}

  @Override
  public void register(Registry registry) {
    registry.add(
        Keyword.of("nameserver")
            .in(SectionKind.RESOLVERS)
            .args(0, -1)
            .parses((a, d) -> server(a, d, "nameserver")));
    registry.add(
        Keyword.of("parse-resolv-conf")
            .in(SectionKind.RESOLVERS)
            .args(0, -1)
            .parses((a, d) -> d.set(USED, true)));
    registry.add(
        Keyword.of("hold").in(SectionKind.RESOLVERS).args(0, -1).parses(NameServiceKeywords::hold));
    registry.add(
        Keyword.of("resolve_retries")
            .in(SectionKind.RESOLVERS)
            .args(0, -1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(a, "'resolve_retries' expects <nb> as argument.");
                  ArgumentForms.count(TuningKeywords.number("resolve_retries")).parse(a, d);
                }));
    registry.add(
        Keyword.of("accepted_payload_size")
            .in(SectionKind.RESOLVERS)
            .args(0, -1)
            .parses(
                (a, d) -> {
                  ArgumentForms.require(a, "'accepted_payload_size' expects <nb> as argument.");
                  long size = ArgumentForms.number(a);
                  if (size < 12 || size > 65535) {
                    throw a.errorAt(
                        0,
                        "'accepted_payload_size' must be between 12 and 65535 inclusive (was "
                            + a.get(0)
                            + ").");
                  }
                  d.set(TuningKeywords.number("accepted_payload_size"), size);
                }));
    registry.add(
        Keyword.of("timeout")
            .in(SectionKind.RESOLVERS)
            .args(0, -1)
            .parses((a, d) -> timeout(a, d, List.of("resolve", "retry"), "'retry' or 'resolve'")));
    registry.add(NameServiceKeywords::check);
  }

  private static void server(Arguments a, SectionDraft d, String what) throws ConfigException {
    if (a.size() < 2) {
      throw a.error("'" + what + "' expects <name> and <addr>[:<port>] as arguments.");
    }
    for (Server other : d.list(SERVERS)) {
      if (what.equals("nameserver") && other.name().equals(a.get(0))) {
        throw new ConfigException(
            new Diagnostic(
                Severity.ALERT,
                a.location(),
                "config : Parsing ["
                    + a.location()
                    + "]: nameserver '"
                    + a.get(0)
                    + "' has same name as another nameserver (declared at "
                    + other.location()
                    + ")."));
      }
    }
    try {
      d.add(SERVERS, new Server(a.get(0), ADDRESS.parse(a.address(1)), a.location()));
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(1, "'" + what + " " + a.get(0) + "' : " + e.getMessage());
    }
  }

  private static void hold(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() < 2) {
      a.report(a.error("'hold' expects an <event> and a <time> as arguments.").diagnostic());
      throw new ConfigException(
          new Diagnostic(
              Severity.ALERT,
              a.location(),
              "config : <event> can be either 'valid', 'nx', 'refused', 'timeout', or 'other'"));
    }
    long time = time(a, 1, "hold");
    if (!EVENTS.contains(a.get(0))) {
      throw a.errorAt(
          0,
          "'hold' unknown <event>: '"
              + a.get(0)
              + "', expects either 'nx', 'timeout', 'valid', 'obsolete' or 'other'.");
    }
    d.set(TuningKeywords.number("hold " + a.get(0)), time);
  }

  private static void timeout(Arguments a, SectionDraft d, List<String> known, String names)
      throws ConfigException {
    String usage = "'timeout' expects " + names + " and <time> as arguments";
    if (a.get(0).isEmpty()) {
      throw a.error(usage + ".");
    }
    if (!known.contains(a.get(0))) {
      throw a.errorAt(0, usage + " got '" + a.get(0) + "'.");
    }
    if (a.get(1).isEmpty()) {
      throw a.error("'timeout " + a.get(0) + "' expects <time> as argument.");
    }
    d.set(TuningKeywords.number("timeout " + a.get(0)), time(a, 1, "timeout " + a.get(0)));
  }

  private static long time(Arguments a, int index, String what) throws ConfigException {
    try {
      long time = a.milliseconds(a.get(index), TimeUnits.Unit.MILLISECONDS);
      return time;
    } catch (TimeUnits.BadTimeException e) {
      throw ArgumentForms.closeError(
          a, "unexpected character '" + e.character() + "' in argument to <" + what + ">.");
    }
  }

  /** Sections without servers. */
  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    boolean servers = !section.settings().list(SERVERS).isEmpty();
    if (section.kind() == SectionKind.RESOLVERS && !servers && !section.settings().get(USED)) {
      diagnostics.accept(
          warning(
              section,
              "resolvers '"
                  + section.name()
                  + "' ["
                  + section.source().location()
                  + "] has no nameservers configured!"));
    }
  }

  private static Diagnostic warning(ExtraSection section, String text) {
    return new Diagnostic(
        Severity.WARNING, section.source().location().wholeLine(), "config : " + text);
  }
}
