package io.jhaproxy.core.peers;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.Arguments;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.KeywordSet;
import io.jhaproxy.core.config.ListKey;
import io.jhaproxy.core.config.Parameter;
import io.jhaproxy.core.config.Registry;
import io.jhaproxy.core.config.SectionDraft;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.SettingsDraft;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code peers} sections (manual 3.5). */
public final class PeersKeywords implements KeywordSet {
  /** The peers. */
  public static final ListKey<PeerModel> PEERS = ListKey.own("peer");

  /** Where this process listens for peers; empty: where its own line says. */
  public static final SettingKey<Optional<Address>> BIND = SettingKey.own("bind", Optional.empty());

  private static final SettingKey<Optional<Location>> BIND_PLACE =
      SettingKey.own("bind line", Optional.empty());

  /** This process's name as the command line gives it; empty: as the configuration says. */
  private static final SettingKey<String> GIVEN_NAME = SettingKey.own("local name", "");

  private static final SettingKey<Boolean> DISABLED = SettingKey.own("disabled", false);
  private static final AddressParser ADDRESS = new AddressParser(AddressParser.Port.MANDATORY);

  @Override
  public void register(Registry registry) {
    registry.add(in("peer", PeersKeywords::peer));
    registry.add(in("server", PeersKeywords::peer));
    registry.add(
        in(
            "default-server",
            (a, d) -> parameters(a, 0, Parameter.Kind.SERVER, "default-server " + d.name())));
    registry.add(in("bind", PeersKeywords::bind));
    registry.add(
        in(
            "default-bind",
            (a, d) -> parameters(a, 0, Parameter.Kind.BIND, "default-bind " + d.name())));
    registry.add(in("log", (a, d) -> {}).canNegate());
    registry.add(in("disabled", (a, d) -> d.set(DISABLED, true)));
    registry.add(in("enabled", (a, d) -> d.set(DISABLED, false)));
    registry.add(
        in(
                "shards",
                (a, d) -> a.warn("'shards' is a newer word and has no effect yet; 2.6 refuses it."))
            .since("2.7"));
    registry.add(PeersKeywords::check);
  }

  private static Keyword in(String name, Keyword.Parser parser) {
    return Keyword.of(name).in(SectionKind.PEERS).args(0, -1).parses(parser);
  }

  private static void parameters(Arguments a, int first, Parameter.Kind kind, String subject)
      throws ConfigException {
    Registry.readParameters(a, first, kind, subject, SectionKind.PEERS, new SettingsDraft());
  }

  private static void bind(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() == 0) {
      return;
    }
    Optional<Location> other = d.get(BIND_PLACE);
    if (other.isPresent()) {
      throw a.error(
          "One listener per \"peers\" section is authorized but another is already configured at ["
              + other.get()
              + "].");
    }
    parameters(a, 1, Parameter.Kind.BIND, "bind " + a.get(0));
    d.set(BIND_PLACE, Optional.of(a.location()));
    try {
      d.set(BIND, Optional.of(ADDRESS.parse(a.address(0))));
    } catch (AddressParser.BadAddressException e) {
      throw a.errorAt(0, "'bind' : " + e.getMessage());
    }
  }

  /** This process is one of the peers, not two. */
  private static void refuseTwice(Arguments a, SectionDraft d) throws ConfigException {
    String local = nameOf(d.get(GIVEN_NAME), a.globalValue(GlobalKeys.LOCAL_PEER));
    for (PeerModel other : d.list(PEERS)) {
      if (other.name().equals(a.get(0)) && a.get(0).equals(local)) {
        throw a.error(
            "'"
                + a.keyword()
                + " "
                + a.get(0)
                + "' : local peer name already referenced at "
                + other.location()
                + ". "
                + a.get(0));
      }
    }
  }

  private static void peer(Arguments a, SectionDraft d) throws ConfigException {
    if (a.size() == 0) {
      return;
    }
    if (a.keyword().equals("peer") && d.get(BIND_PLACE).isPresent()) {
      throw a.error("mixing \"peer\" and \"bind\" line is forbidden");
    }
    String given = a.environment().get("HAPROXY_LOCALPEER");
    d.set(GIVEN_NAME, given == null ? "" : given);
    refuseTwice(a, d);
    Address address = null;
    if (a.size() > 1) {
      try {
        address = ADDRESS.parse(a.address(1));
      } catch (AddressParser.BadAddressException e) {
        throw a.errorAt(1, "'peer " + a.get(0) + "' : " + e.getMessage());
      }
      parameters(a, 2, Parameter.Kind.SERVER, "server (null)/" + a.get(0));
    }
    d.add(PEERS, new PeerModel(a.get(0), address, a.location()));
  }

  /** A section without this process is useless. */
  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (section.kind() != SectionKind.PEERS || section.settings().get(DISABLED)) {
      return;
    }
    String local = localName(section, model);
    if (!isComplete(section, local)) {
      diagnostics.accept(
          new Diagnostic(
              Severity.WARNING,
              section.source().location().wholeLine(),
              "config : Removing incomplete section 'peers "
                  + section.name()
                  + "' (no peer named '"
                  + local
                  + "')."));
    }
  }

  /** Whether the section has peers that this process can be one of. */
  public static boolean isAtWork(ExtraSection section, ConfigModel model) {
    return section.kind() == SectionKind.PEERS
        && !section.settings().get(DISABLED)
        && isComplete(section, localName(section, model));
  }

  private static boolean isComplete(ExtraSection section, String local) {
    return section.settings().list(PEERS).stream().anyMatch(peer -> peer.name().equals(local));
  }

  /** This process's name among the peers of a section. */
  public static String localName(ExtraSection section, ConfigModel model) {
    return nameOf(section.settings().get(GIVEN_NAME), model.global().get(GlobalKeys.LOCAL_PEER));
  }

  private static String nameOf(String given, String configured) {
    if (!given.isEmpty() || !configured.isEmpty()) {
      return given.isEmpty() ? configured : given;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
