package io.jhaproxy.core.generation;

import io.jhaproxy.core.backend.Admin;
import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.Server;
import io.jhaproxy.core.backend.ServerKeys;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.check.CheckResult;
import io.jhaproxy.core.check.CheckStatus;
import io.jhaproxy.core.check.ServerAgent;
import io.jhaproxy.core.check.ServerCheck;
import io.jhaproxy.core.check.ServerLife;
import io.jhaproxy.core.config.Address;
import io.jhaproxy.core.config.ProxyKeys;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.net.Worker;
import io.jhaproxy.core.runtime.RuntimeServer;
import io.jhaproxy.core.stats.ServerCounters;
import io.jhaproxy.core.stats.ServerView;
import io.jhaproxy.core.stats.StatsView.Admin.Operation;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server as the runtime API sees it. */
final class LiveServer implements RuntimeServer {
  /** What the reference takes for rise where there are no checks. */
  private static final int DEFAULT_RISE = 2;

  private final Engine engine;
  private final Proxy proxy;
  private final Server server;
  private final ServerView view;
  private final Runnable settled;
  private final @Nullable ServerModel model;
  private volatile @Nullable String checkAddress;
  private volatile int checkPort;
  private volatile @Nullable String agentAddress;
  private volatile int agentPort;

  /**
   * Makes the view of one server.
   *
   * @param settled waits until the workers have done what was posted to them
   */
  LiveServer(Engine engine, Proxy proxy, Server server, ServerView view, Runnable settled) {
    this.settled = settled;
    this.engine = engine;
    this.proxy = proxy;
    this.server = server;
    this.view = view;
    this.model = engine.generation().lives().line(server);
    Settings settings = model == null ? null : model.settings();
    if (settings != null) {
      checkPort = settings.get(CheckKeys.PORT);
      checkAddress = settings.get(CheckKeys.ADDR).map(LiveServer::host).orElse(null);
      int ownPort = settings.get(CheckKeys.AGENT_PORT);
      String ownAddress = settings.get(CheckKeys.AGENT_ADDRESS);
      agentPort = ownPort != 0 ? ownPort : checkPort;
      agentAddress = ownAddress.isEmpty() ? checkAddress : ownAddress;
    }
  }

  private static @Nullable String host(Address address) {
    return address instanceof Address.Inet inet ? inet.host() : null;
  }

  private @Nullable ServerCheck check() {
    return engine.generation().lives().check(server);
  }

  /** The run-time object. */
  Server server() {
    return server;
  }

  @Override
  public ServerView view() {
    return view;
  }

  @Override
  public String backend() {
    return proxy.model().name();
  }

  @Override
  public int backendId() {
    return proxy.id();
  }

  @Override
  public boolean hasForcedBackendId() {
    return proxy.model().settings().get(ProxyKeys.ID) != 0;
  }

  @Override
  public boolean hasForcedId() {
    return model != null && model.settings().get(ServerKeys.ID) != 0;
  }

  @Override
  public @Nullable String ip() {
    return server.address() instanceof InetSocketAddress inet && inet.getAddress() != null
        ? NetUtil.toAddressString(inet.getAddress())
        : null;
  }

  @Override
  public int port() {
    return server.address() instanceof InetSocketAddress inet ? inet.getPort() : 0;
  }

  @Override
  public @Nullable String hostName() {
    String written = model == null ? null : host(model.address());
    boolean isName =
        written != null
            && !written.isEmpty()
            && !NetUtil.isValidIpV4Address(written)
            && !NetUtil.isValidIpV6Address(written);
    return isName ? written : null;
  }

  @Override
  public int operationalState() {
    if (server.effectiveAdmin() == Admin.MAINT || !server.isResolved()) {
      return 0;
    }
    return server.state().ordinal();
  }

  @Override
  public int adminState() {
    int state = server.settings().disabled() ? 4 : 0;
    state |= server.isResolved() || server.isDynamic() ? 0 : 32;
    state |=
        switch (server.leaderAdmin()) {
          case MAINT -> 2;
          case DRAIN -> 16;
          case READY -> 0;
        };
    return switch (server.admin()) {
      case MAINT -> state | 1;
      case DRAIN -> state | 8;
      case READY -> state;
    };
  }

  @Override
  public int userWeight() {
    return server.effectiveWeight();
  }

  @Override
  public int initialWeight() {
    return server.initialWeight();
  }

  @Override
  public boolean hasDynamicWeight() {
    Settings settings = proxy.model().settings();
    return settings.get(BackendKeys.BALANCE).isDynamic(settings.get(BackendKeys.HASH));
  }

  private @Nullable CheckResult lastCheck() {
    ServerCheck check = check();
    return check == null ? null : check.last();
  }

  @Override
  public int checkStatus() {
    CheckResult last = lastCheck();
    return last == null ? 1 : number(last.status());
  }

  /** The numbers that state files have. */
  private static int number(CheckStatus status) {
    return switch (status.code()) {
      case "SOCKERR" -> 5;
      case "L4OK" -> 6;
      case "L4TOUT" -> 7;
      case "L4CON" -> 8;
      case "L6OK" -> 9;
      case "L6TOUT" -> 10;
      case "L6RSP" -> 11;
      case "L7TOUT" -> 12;
      case "L7RSP" -> 13;
      case "L7OK" -> 15;
      case "L7OKC" -> 16;
      case "L7STS" -> 17;
      case "PROCERR" -> 18;
      case "PROCTOUT" -> 19;
      case "PROCOK" -> 20;
      default -> 1;
    };
  }

  @Override
  public int checkResult() {
    CheckResult last = lastCheck();
    if (last == null) {
      return 0;
    }
    boolean conditional = last.status() == CheckStatus.L7OKC;
    return conditional ? 4 : last.status().isSuccess() ? 3 : 2;
  }

  @Override
  public int checkHealth() {
    ServerCheck check = check();
    if (operationalState() == 0 && (check == null || server.admin() == Admin.MAINT)) {
      return 0;
    }
    if (check == null) {
      return server.isDynamic() && server.initialAdmin() == Admin.MAINT ? 0 : DEFAULT_RISE;
    }
    return check.health().level();
  }

  @Override
  public int checkState() {
    ServerCheck check = check();
    if (check == null) {
      return server.settings().disabled() ? 8 : 0;
    }
    boolean paused =
        server.admin() == Admin.MAINT && (check.isEnabled() || server.settings().disabled());
    return 2 | (check.isEnabled() ? 4 : 0) | (paused ? 8 : 0);
  }

  @Override
  public int checkPort() {
    return checkPort;
  }

  @Override
  public @Nullable String checkAddress() {
    return checkAddress;
  }

  private @Nullable ServerAgent agent() {
    ServerLife life = engine.generation().life(server);
    return life == null ? null : life.agent();
  }

  @Override
  public boolean hasAgent() {
    ServerAgent agent = agent();
    return agent != null && agent.isEnabled();
  }

  @Override
  public int agentState() {
    ServerAgent agent = agent();
    return agent == null ? 0 : 16 | 2 | (agent.isEnabled() ? 4 : 0);
  }

  @Override
  public int agentPort() {
    return agentPort;
  }

  @Override
  public @Nullable String agentAddress() {
    return agentAddress;
  }

  @Override
  public void agentTarget(@Nullable String ip, int port) {
    agentAddress = ip == null ? agentAddress : ip;
    agentPort = port < 0 ? agentPort : port;
    ServerAgent agent = agent();
    String to = agentAddress == null ? ip() : agentAddress;
    if (agent != null && to != null) {
      agent.target(socketAddress(to, agentPort));
    }
  }

  @Override
  public void agentSend(String text) {
    ServerAgent agent = agent();
    if (agent != null) {
      agent.send(text);
    }
  }

  @Override
  public long purgeDelay() {
    return server.settings().poolPurgeDelay();
  }

  @Override
  public long usedMax() {
    ServerCounters sum = new ServerCounters();
    server.sumCounters(sum);
    return sum.smax;
  }

  @Override
  public int[] idlePerWorker() {
    List<Worker> workers = engine.workers();
    int[] idle = new int[server.settings().poolMax() == 0 ? 0 : workers.size()];
    for (int i = 0; i < idle.length; i++) {
      idle[i] = server.idle(workers.get(i)).size();
    }
    return idle;
  }

  @Override
  public boolean hasCheck() {
    return check() != null;
  }

  @Override
  public void weight(int value) {
    ServerLife life = engine.generation().life(server);
    if (life != null) {
      life.weight(value);
    }
  }

  @Override
  public void maxconn(int value) {
    server.maxconn(value);
  }

  @Override
  public void address(String ip, int port) {
    InetSocketAddress next = socketAddress(ip, port < 0 ? port() : port);
    if (next.equals(server.address())) {
      return;
    }
    server.address(next, engine.stats().nowMillis());
    for (Worker worker : engine.workers()) {
      worker.execute(() -> server.idle(worker).closeAll());
    }
    retarget();
  }

  @Override
  public void checkTarget(@Nullable String ip, int port) {
    checkAddress = ip == null ? checkAddress : ip;
    checkPort = port < 0 ? checkPort : port;
    retarget();
  }

  private void retarget() {
    ServerCheck check = check();
    String ip = checkAddress == null ? ip() : checkAddress;
    if (check != null && ip != null) {
      check.target(socketAddress(ip, checkPort == 0 ? port() : checkPort));
    }
  }

  private static InetSocketAddress socketAddress(String ip, int port) {
    try {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(ip);
      return new InetSocketAddress(
          bytes == null ? InetAddress.getByName(ip) : InetAddress.getByAddress(bytes), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(ip, e);
    }
  }

  @Override
  public boolean apply(Operation operation) {
    boolean done = new ServerOperations(engine, "changed from CLI").apply(view, operation);
    settled.run();
    return done;
  }
}
