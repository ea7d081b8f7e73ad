package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.log.LogTarget;
import io.jhaproxy.core.log.Ring;
import io.jhaproxy.core.log.RingFeed;
import io.jhaproxy.core.log.RingKeys;
import io.jhaproxy.core.log.Rings;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Compiles rings and the servers that get what they hold. */
final class RingParts {
  private RingParts() {}

  static Rings compile(ConfigModel model) {
    Rings rings = new Rings();
    for (ExtraSection section : model.extras()) {
      if (section.kind() == SectionKind.RING) {
        rings.add(ring(section));
      }
    }
    return rings;
  }

  private static Ring ring(ExtraSection section) {
    Settings from = section.settings();
    long size = from.get(RingKeys.SIZE);
    long longest = from.get(RingKeys.MAXLEN);
    String description = from.get(RingKeys.DESCRIPTION);
    return new Ring(
        section.name(),
        description.isEmpty() ? section.name() : description,
        size,
        (int) Math.min(Integer.MAX_VALUE, longest == 0 ? size : Math.min(longest, size)),
        LogTarget.Format.valueOf(from.get(RingKeys.FORMAT).toUpperCase(Locale.ROOT)));
  }

  /** Rings whose servers have no timeouts, and servers of the same name. */
  static void check(ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    List<ServerModel> servers = section.settings().list(BackendKeys.SERVERS);
    if (section.kind() != SectionKind.RING || servers.isEmpty()) {
      return;
    }
    boolean limited =
        section.settings().get(RingKeys.TIMEOUT_CONNECT) > 0
            && section.settings().get(RingKeys.TIMEOUT_SERVER) > 0;
    if (!limited) {
      diagnostics.accept(
          Diagnostic.config(
              Severity.WARNING,
              "missing timeouts for backend '"
                  + section.name()
                  + "'.\n   | While not properly invalid, you will certainly encounter various"
                  + " problems\n   | with such a configuration. To fix this, please ensure that"
                  + " all following\n   | timeouts are set to a non-zero value: 'client',"
                  + " 'connect', 'server'."));
    }
    Map<String, ServerModel> seen = new HashMap<>();
    for (ServerModel server : servers) {
      ServerModel first = seen.putIfAbsent(server.name(), server);
      if (first != null) {
        diagnostics.accept(
            Diagnostic.parsing(
                Severity.ALERT,
                server.location().wholeLine(),
                "backend '"
                    + section.name()
                    + "', another server named '"
                    + server.name()
                    + "' was already defined at line "
                    + first.location().line()
                    + ", please use distinct names."));
      }
    }
  }

  /** The servers of all rings, which are not connected yet. */
  static List<RingFeed> feeds(ConfigModel model, Rings rings, Worker worker, List<String> errors) {
    List<RingFeed> feeds = new ArrayList<>();
    for (ExtraSection section : model.extras()) {
      Ring ring = section.kind() == SectionKind.RING ? rings.get(section.name()) : null;
      if (ring == null) {
        continue;
      }
      for (ServerModel line : section.settings().list(BackendKeys.SERVERS)) {
        SocketAddress address = Addresses.target(line.address(), 0);
        if (address == null) {
          errors.add("ring '" + section.name() + "' : could not resolve '" + line.name() + "'.");
        } else {
          feeds.add(
              new RingFeed(
                  ring,
                  worker,
                  address,
                  line.settings().get(ServerKeys.OCTET_COUNT),
                  section.settings().get(RingKeys.TIMEOUT_CONNECT),
                  section.settings().get(RingKeys.TIMEOUT_SERVER)));
        }
      }
    }
    return feeds;
  }
}
