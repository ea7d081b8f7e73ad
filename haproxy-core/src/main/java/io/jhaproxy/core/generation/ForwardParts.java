package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.log.ForwardReceiver;
import io.jhaproxy.core.log.LogForwardKeywords;
import io.jhaproxy.core.log.LogForwarder;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.core.log.Rings;
import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The {@code log-forward} sections of a configuration: bound first, started later. */
final class ForwardParts {
  private final ConfigModel model;
  private final long pid;
  private final Clock clock;
  private final Rings rings;
  private final Consumer<String> failures;
  private final List<ForwardReceiver> receivers = new ArrayList<>();

  ForwardParts(ConfigModel model, long pid, Clock clock, Rings rings, Consumer<String> failures) {
    this.model = model;
    this.pid = pid;
    this.clock = clock;
    this.rings = rings;
    this.failures = failures;
  }

  /**
   * Binds everything.
   *
   * @param errors gets what cannot be bound
   */
  void bind(List<String> errors) {
    for (ExtraSection section : model.extras()) {
      if (section.kind() == SectionKind.LOG_FORWARD) {
        try {
          bind(section, errors);
        } catch (IOException bad) {
          errors.add("log-forward '" + section.name() + "': " + bad.getMessage());
        }
      }
    }
  }

  private void bind(ExtraSection section, List<String> errors) throws IOException {
    Settings from = section.settings();
    LogForwarder forwarder =
        new LogForwarder(
            LogKeys.targets(from, model.global()), pid, ZoneId.systemDefault(), rings, failures);
    ForwardReceiver receiver =
        new ForwardReceiver(
            section.name(),
            forwarder,
            clock,
            (int) Math.min(Integer.MAX_VALUE, from.get(LogForwardKeywords.MAXCONN)),
            from.get(LogForwardKeywords.TIMEOUT_CLIENT),
            model.global().get(GlobalKeys.BUFSIZE));
    receivers.add(receiver);
    for (String written : from.list(LogForwardKeywords.DATAGRAMS)) {
      for (InetSocketAddress address : addresses(section, written, errors)) {
        try {
          receiver.bindDatagrams(address);
        } catch (IOException refused) {
          errors.add(problem(section, address, refused));
        }
      }
    }
    int backlog = (int) Math.min(Integer.MAX_VALUE, from.get(LogForwardKeywords.BACKLOG));
    for (String written : from.list(LogForwardKeywords.BINDS)) {
      for (InetSocketAddress address : addresses(section, written, errors)) {
        try {
          receiver.bindStream(address, backlog);
        } catch (IOException refused) {
          errors.add(problem(section, address, refused));
        }
      }
    }
  }

  private static String problem(
      ExtraSection section, InetSocketAddress address, IOException refused) {
    return "Starting log-forward "
        + section.name()
        + ": cannot bind socket ("
        + refused.getMessage()
        + ") ["
        + address.getHostString()
        + ":"
        + address.getPort()
        + "]";
  }

  private static List<InetSocketAddress> addresses(
      ExtraSection section, String written, List<String> errors) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (String part : written.split(",", -1)) {
      try {
        Address address = new AddressParser(AddressParser.Port.RANGE).parse(part);
        if (address instanceof Address.Inet inet) {
          for (int port = inet.port(); port <= Math.max(inet.port(), inet.lastPort()); port++) {
            InetSocketAddress bound = Addresses.inet(inet, port);
            if (bound != null) {
              found.add(bound);
            }
          }
        } else {
          errors.add("log-forward '" + section.name() + "': '" + part + "' is no address of IP.");
        }
      } catch (AddressParser.BadAddressException bad) {
        errors.add("log-forward '" + section.name() + "': " + bad.getMessage());
      }
    }
    return found;
  }

  void start() {
    receivers.forEach(ForwardReceiver::start);
  }

  void close() {
    receivers.forEach(ForwardReceiver::close);
  }
}
