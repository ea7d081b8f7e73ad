package io.jhaproxy.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jhaproxy.core.backend.BackendKeys;
import io.jhaproxy.core.backend.BackendSettings.ConnectionMode;
import io.jhaproxy.core.backend.BalanceModel;
import io.jhaproxy.core.backend.ServerModel;
import io.jhaproxy.core.check.CheckKeys;
import io.jhaproxy.core.check.CheckMethod;
import io.jhaproxy.core.check.CheckStep;
import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.core.http.HttpKeys;
import io.jhaproxy.core.log.LogKeys;
import io.jhaproxy.core.log.LogTarget;
import io.jhaproxy.core.stats.StatsKeys;
import io.jhaproxy.core.stats.StatsModel;
import io.jhaproxy.core.stream.BindKeys;
import io.jhaproxy.core.stream.StreamKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The three documents' configurations, in equivalents with loopback addresses. */
class DocumentsTest {
  private static final String ACTIVE_STANDBY =
      """
      global
        log 127.0.0.1 local0
        maxconn 4096
        daemon
        uid 99
        gid 99
      defaults
        log     global
        mode    http
        option  httplog
        option  dontlognull
        timeout server 5s
        timeout connect 5s
        timeout client 5s
      listen tcp_service_a :14900
        mode tcp
        option tcplog
        option tcp-check
        # tcp-check send PING
        balance roundrobin
        server tcp_service_a_01 127.0.0.1:4900 check
        server tcp_service_a_02 127.0.0.2:4900 check
      listen stats :80
        mode http
        log global
        maxconn 10
        stats enable
        stats refresh 30s
        stats uri /haproxy.stats
      """;

  private static final String INTERNAL_BALANCER =
      """
      # Listen for incoming traffic
      listen apache-lb *:80
          mode http
          balance roundrobin
          option httpclose
          option forwardfor
          server apache1 127.0.0.1:80 check
          server apache2 127.0.0.2:80 check
          server apache3 127.0.0.3:80 check
      """;

  private static final String REDIS =
      """
      ####################
      global
              daemon
              maxconn 1000000
      defaults REDIS
              mode tcp
              timeout connect  4s
              timeout server  15s
              timeout client  15s
              timeout tunnel 365d
      frontend ft_redis_master
              bind *:5000 name redis
              default_backend bk_redis_master
      backend bk_redis_master
              #tcp-check\ub97c \ud1b5\ud574
              option tcp-check
              tcp-check send AUTH\\ mypassword\\r\\n
              tcp-check expect string +OK
              tcp-check send PING\\r\\n
              tcp-check expect string +PONG
              tcp-check send info\\ replication\\r\\n
              tcp-check expect string role:master
              server R1 127.0.0.1:6379 check inter 1s
              server R2 127.0.0.2:6379 check inter 1s
      listen stats
              bind 127.0.0.1:9000
              mode http
              balance
              timeout client 5000
              timeout connect 4000
              timeout server 30000
              stats uri /stats
              stats realm HAProxy\\ Statistics
              stats auth haproxy:password
              stats admin if TRUE
      """;

  @Test
  void activeStandby() {
    ConfigModel model = accepted(ACTIVE_STANDBY);
    assertThat(model.global().get(GlobalKeys.MAXCONN)).isEqualTo(4096);
    assertThat(model.global().get(GlobalKeys.DAEMON)).isTrue();
    assertThat(model.global().get(GlobalKeys.USER)).isEqualTo("99");
    LogTarget target = LogKeys.targets(model.proxies().get(0).settings(), model.global()).get(0);
    assertThat(target.facility()).isEqualTo(16);
    assertThat(target.level()).isEqualTo(7);

    ProxyModel service = model.frontend("tcp_service_a");
    assertThat(service.mode()).isEqualTo(ProxyMode.TCP);
    assertThat(service.settings().get(LogKeys.FORMAT)).isEqualTo(LogKeys.TCPLOG);
    assertThat(service.settings().get(LogKeys.DONTLOGNULL)).isTrue();
    assertThat(service.settings().get(StreamKeys.TIMEOUT_CLIENT)).isEqualTo(5000);
    assertThat(service.settings().list(BackendKeys.SERVERS))
        .extracting(ServerModel::name)
        .containsExactly("tcp_service_a_01", "tcp_service_a_02");

    ProxyModel stats = model.backend("stats");
    assertThat(stats.settings().get(StreamKeys.MAXCONN)).isEqualTo(10);
    StatsModel page = stats.settings().get(StatsKeys.STATS);
    assertThat(page.enabled()).isTrue();
    assertThat(page.uri()).isEqualTo("/haproxy.stats");
    assertThat(page.refreshSeconds()).isEqualTo(30);
  }

  @Test
  void internalBalancer() {
    ConfigModel model = accepted(INTERNAL_BALANCER);
    Settings settings = model.proxies().get(0).settings();
    assertThat(settings.get(BackendKeys.BALANCE).algorithm())
        .isEqualTo(BalanceModel.Algorithm.ROUNDROBIN);
    assertThat(settings.get(HttpKeys.CONNECTION_MODE)).isEqualTo(ConnectionMode.CLOSE);
    assertThat(settings.get(HttpKeys.FORWARDFOR).get().header()).isEqualTo("X-Forwarded-For");
    Address address = settings.list(StreamKeys.BINDS).get(0).addresses().get(0);
    assertThat(address)
        .isInstanceOfSatisfying(
            Address.Inet.class,
            inet -> {
              assertThat(inet.isWildcard()).isTrue();
              assertThat(inet.port()).isEqualTo(80);
            });
  }

  @Test
  void redisSentinel() {
    ConfigModel model = accepted(REDIS);
    ProxyModel frontend = model.frontend("ft_redis_master");
    assertThat(frontend.settings().get(ProxyKeys.DEFAULT_BACKEND)).isEqualTo("bk_redis_master");
    assertThat(frontend.settings().list(StreamKeys.BINDS).get(0).settings().get(BindKeys.NAME))
        .isEqualTo("redis");
    assertThat(frontend.settings().get(StreamKeys.TIMEOUT_TUNNEL)).isEqualTo(31_536_000_000L);
    assertThat(frontend.defaultsName()).isEqualTo("REDIS");

    Settings backend = model.backend("bk_redis_master").settings();
    assertThat(backend.get(CheckKeys.METHOD)).isEqualTo(CheckMethod.TCP_CHECK);
    List<CheckStep> steps = backend.list(CheckKeys.TCP_CHECK);
    assertThat(steps).hasSize(6);
    assertThat(((CheckStep.Send) steps.get(0)).data()).isEqualTo("AUTH mypassword\r\n");
    assertThat(((CheckStep.Expect) steps.get(1)).pattern()).isEqualTo("+OK");
    ServerModel server = backend.list(BackendKeys.SERVERS).get(0);
    assertThat(server.settings().get(CheckKeys.CHECK)).isTrue();
    assertThat(server.settings().get(CheckKeys.INTER)).isEqualTo(1000);

    StatsModel page = model.backend("stats").settings().get(StatsKeys.STATS);
    assertThat(page.users()).containsExactly(new StatsModel.User("haproxy", "password"));
    assertThat(page.realm()).isEqualTo("HAProxy Statistics");
    assertThat(page.admin()).hasSize(1);
  }

  @Test
  void theDocumentsThemselves() throws IOException {
    String shared = System.getProperty("shared", "");
    assumeFalse(shared.isEmpty(), "-Dshared is not set");
    try (Stream<Path> files = Files.list(Path.of(shared, "seeds", "configs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".haproxy.cfg")).toList()) {
        String text = Files.readString(file);
        accepted(text.replace("xxx.xxx.xxx.00", "127.0.0.").replace("internal-ip", "127.0.0.1"));
      }
    }
  }

  private static ConfigModel accepted(String text) {
    ConfigModel model = ConfigCheck.model(text);
    assertThat(Verdict.of(model).status()).as(model.diagnostics().toString()).isZero();
    return model;
  }
}
