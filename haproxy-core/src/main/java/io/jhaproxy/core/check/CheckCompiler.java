package io.jhaproxy.core.check;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.AddressParser;
import io.jhaproxy.core.config.ProxyModel;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.Clock;
import io.jhaproxy.core.net.SocketOptions;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a server's checks from the settings of proxy and server. */
public final class CheckCompiler {
  private final BiFunction<Address, Integer, @Nullable SocketAddress> resolver;
  private final List<String> errors;
  private final Function<ProxyModel, @Nullable Address> listener;
  private final List<String> unfinished;
  private final Clock clock;
  private final int bufferSize;

  /**
   * Makes a compiler.
   *
   * @param resolver configured address and default port to a socket address
   * @param errors gets what cannot be started
   * @param unfinished gets what is not implemented
   * @param listener the first address that a proxy listens on, or null
   * @param clock for protocols that greet with the time
   * @param bufferSize bytes of a buffer (tune.bufsize)
   */
  public CheckCompiler(
      BiFunction<Address, Integer, @Nullable SocketAddress> resolver,
      List<String> errors,
      List<String> unfinished,
      Function<ProxyModel, @Nullable Address> listener,
      Clock clock,
      int bufferSize) {
    this.clock = clock;
    this.bufferSize = bufferSize;
    this.listener = listener;
    this.resolver = resolver;
    this.unfinished = unfinished;
    this.errors = errors;
  }

  /** The plan, or null if the server is not checked or cannot be. */
  public @Nullable CheckPlan compile(ProxyModel proxy, Settings serverSettings, Server server) {
    if (!serverSettings.get(CheckKeys.CHECK)) {
      return null;
    }
    Settings from = proxy.settings();
    CheckMethod method = from.get(CheckKeys.METHOD);
    SocketAddress target = target(serverSettings, server.address());
    List<CheckPlan.Step> steps;
    try {
      steps = steps(method, from, target);
    } catch (UnsupportedOperationException missing) {
      String text = "proxy '" + proxy.name() + "': " + missing.getMessage();
      if (!unfinished.contains(text)) {
        unfinished.add(text);
      }
      return null;
    } catch (PatternSyntaxException bad) {
      errors.add("proxy '" + proxy.name() + "': " + bad.getMessage());
      return null;
    }
    long inter = serverSettings.get(CheckKeys.INTER);
    long fast = serverSettings.get(CheckKeys.FASTINTER);
    long down = serverSettings.get(CheckKeys.DOWNINTER);
    long connect = from.get(BackendKeys.TIMEOUT_CONNECT);
    long read = from.get(CheckKeys.TIMEOUT_CHECK);
    return new CheckPlan(
        method,
        target,
        server.settings().source(),
        via(serverSettings, server),
        steps,
        read != 0 && connect != 0 ? Math.min(connect, inter) : inter,
        read,
        inter,
        fast != 0 ? fast : inter,
        down != 0 ? down : inter,
        serverSettings.get(CheckKeys.RISE),
        serverSettings.get(CheckKeys.FALL),
        from.get(CheckKeys.DISABLE_ON_404),
        method == CheckMethod.EXTERNAL ? external(proxy, server) : null);
  }

  /** Checks that go to another place than traffic get no PROXY header, unless the line wants it. */
  private static CheckPlan.Via via(Settings line, Server server) {
    int version = server.sendProxy().version();
    boolean elsewhere = line.get(CheckKeys.PORT) != 0 || line.get(CheckKeys.ADDR).isPresent();
    boolean announces = line.get(CheckKeys.SEND_PROXY) || (version != 0 && !elsewhere);
    return new CheckPlan.Via(
        line.get(CheckKeys.VIA_SOCKS4) ? server.socks4() : null,
        announces ? Math.max(1, version) : 0,
        SocketOptions.plain(server.socketOptions().namespace()));
  }

  /** How the server's agent is asked, or null if it has none. */
  public @Nullable AgentPlan agent(ProxyModel proxy, Settings serverSettings, Server server) {
    int port = serverSettings.get(CheckKeys.AGENT_PORT);
    if (!serverSettings.get(CheckKeys.AGENT) || port == 0) {
      return null;
    }
    Settings from = proxy.settings();
    String written = serverSettings.get(CheckKeys.AGENT_ADDRESS);
    long inter = serverSettings.get(AgentParameters.INTERVAL);
    long connect = from.get(BackendKeys.TIMEOUT_CONNECT);
    long read = from.get(CheckKeys.TIMEOUT_CHECK);
    CheckPlan check =
        new CheckPlan(
            CheckMethod.CONNECT,
            agentTarget(written, port, server.address()),
            server.settings().source(),
            CheckPlan.Via.NOTHING,
            AgentSteps.of(serverSettings.get(AgentParameters.SEND)),
            read != 0 && connect != 0 ? Math.min(connect, inter) : inter,
            read,
            inter,
            inter,
            inter,
            1,
            1,
            false,
            null);
    return new AgentPlan(check, hasDynamicWeight(from));
  }

  /** Whether the weights of a proxy's servers may be other than 0 and 100 %. */
  private static boolean hasDynamicWeight(Settings proxy) {
    return proxy.get(BackendKeys.BALANCE).isDynamic(proxy.get(BackendKeys.HASH));
  }

  private SocketAddress agentTarget(String written, int port, SocketAddress own) {
    if (!written.isEmpty()) {
      try {
        Address address = new AddressParser(AddressParser.Port.OPTIONAL).parse(written);
        SocketAddress other = resolver.apply(address, port);
        if (other != null) {
          return other;
        }
      } catch (AddressParser.BadAddressException e) {
        errors.add("agent address '" + written + "': " + e.getMessage());
      }
    }
    return own instanceof InetSocketAddress inet && inet.getAddress() != null
        ? new InetSocketAddress(inet.getAddress(), port)
        : own;
  }

  private ExternalCommand external(ProxyModel proxy, Server server) {
    Settings from = proxy.settings();
    Address first = listener.apply(proxy);
    String address = ExternalCommand.NOT_USED;
    String port = ExternalCommand.NOT_USED;
    if (first instanceof Address.Inet inet) {
      boolean six = inet.family() == Address.Family.IPV6;
      address = inet.host().isEmpty() ? (six ? "::" : "0.0.0.0") : inet.host();
      port = Integer.toString(inet.port());
    } else if (first instanceof Address.Unix unix) {
      address = unix.path();
    }
    return new ExternalCommand(
        from.get(CheckKeys.EXTERNAL_COMMAND),
        from.get(CheckKeys.EXTERNAL_PATH),
        address,
        port,
        server);
  }

  private SocketAddress target(Settings server, SocketAddress own) {
    SocketAddress target = own;
    int port = server.get(CheckKeys.PORT);
    var configured = server.get(CheckKeys.ADDR);
    int ownPort = own instanceof InetSocketAddress inet ? inet.getPort() : 0;
    if (configured.isPresent()) {
      SocketAddress other = resolver.apply(configured.get(), port != 0 ? port : ownPort);
      if (other == null) {
        errors.add("could not resolve check address '" + configured.get() + "'");
      } else {
        target = other;
      }
    }
    return port != 0 && target instanceof InetSocketAddress inet
        ? new InetSocketAddress(inet.getAddress(), port)
        : target;
  }

  private List<CheckPlan.Step> steps(CheckMethod method, Settings from, SocketAddress target) {
    return switch (method) {
      case CONNECT, EXTERNAL -> List.of();
      case TCP_CHECK -> tcpSteps(from.list(CheckKeys.TCP_CHECK), target);
      case HTTPCHK -> new HttpCheckSteps(from, this::expectation).compile();
      default ->
          ProtocolSteps.of(
              method,
              from.get(CheckKeys.METHOD_ARGUMENTS),
              clock.wallMillis() / 1000,
              bufferSize - 4);
    };
  }

  private List<CheckPlan.Step> tcpSteps(List<CheckStep> written, SocketAddress target) {
    List<CheckPlan.Step> steps = new ArrayList<>();
    String comment = "";
    int number = 0;
    for (CheckStep step : written) {
      number++;
      String own = step.comment().isEmpty() ? comment : step.comment();
      if (step instanceof CheckStep.Comment) {
        comment = step.comment();
      } else {
        steps.add(tcpStep(step, number, own, target));
        comment = "";
      }
    }
    return steps;
  }

  private CheckPlan.Step tcpStep(CheckStep step, int number, String comment, SocketAddress target) {
    if (step instanceof CheckStep.Connect connect) {
      if (connect.ssl() || connect.sendProxy() || connect.port() < 0) {
        throw new UnsupportedOperationException(
            "tcp-check connect with ssl, send-proxy or a port expression is not there yet");
      }
      return new CheckPlan.Step.Connect(number, connectTarget(connect, target), comment);
    }
    if (step instanceof CheckStep.Send send) {
      if (send.logFormat()) {
        throw new UnsupportedOperationException("tcp-check send-lf is not there yet");
      }
      return new CheckPlan.Step.Send(
          number, send.data().getBytes(StandardCharsets.ISO_8859_1), comment);
    }
    if (step instanceof CheckStep.Expect expect) {
      return new CheckPlan.Step.Expect(number, expectation(expect), comment);
    }
    throw new UnsupportedOperationException("variables in tcp-check are not there yet");
  }

  private @Nullable SocketAddress connectTarget(CheckStep.Connect connect, SocketAddress target) {
    int port =
        connect.port() != 0
            ? connect.port()
            : target instanceof InetSocketAddress inet ? inet.getPort() : 0;
    if (connect.address().isPresent()) {
      return resolver.apply(connect.address().get(), port);
    }
    return connect.port() != 0 && target instanceof InetSocketAddress inet
        ? new InetSocketAddress(inet.getAddress(), port)
        : null;
  }

  private Expectation expectation(CheckStep.Expect expect) {
    byte[] bytes = expect.pattern().getBytes(StandardCharsets.ISO_8859_1);
    boolean negated = expect.negated();
    int minRecv = expect.minRecv();
    return switch (expect.kind()) {
      case STRING -> new Expectation.Contains(bytes, false, negated, minRecv);
      case BINARY -> new Expectation.Contains(bytes, true, negated, minRecv);
      case RSTRING ->
          new Expectation.Regex(
              Pattern.compile(expect.pattern(), Pattern.DOTALL), false, negated, minRecv);
      case RBINARY ->
          new Expectation.Regex(
              Pattern.compile(expect.pattern(), Pattern.CASE_INSENSITIVE), true, negated, minRecv);
      case STATUS -> new Expectation.Status(ranges(expect.pattern()), null, negated);
      case RSTATUS -> new Expectation.Status(List.of(), Pattern.compile(expect.pattern()), negated);
      default ->
          throw new UnsupportedOperationException("expect " + expect.kind() + " is not there yet");
    };
  }

  private static List<Integer> ranges(String text) {
    List<Integer> ranges = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      String[] ends = range.split("-", 2);
      ranges.add(Integer.parseInt(ends[0].strip()));
      ranges.add(Integer.parseInt(ends[ends.length - 1].strip()));
    }
    return ranges;
  }
}
