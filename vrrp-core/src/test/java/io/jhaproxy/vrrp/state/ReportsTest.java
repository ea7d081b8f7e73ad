package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.report.JsonDump;
import io.jhaproxy.vrrp.report.StatisticsText;
import io.jhaproxy.vrrp.report.WallClock;
import io.jhaproxy.vrrp.report.WhyText;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Statistics file, JSON dump and the answer of --why, from a machine with a history. */
class ReportsTest {
  private static final String PEER = "192.168.100.102";

  /** 2026-11-21 02:14:09.299762 is the moment 3.219 s after the start. */
  private static WallClock clock(Bench bench, double start) {
    long begin = bench.now() - Math.round(start * 1e9);
    return new WallClock(
        bench.now(), 1795227246_081_012L + (bench.now() - begin) / 1000, ZoneOffset.UTC);
  }

  private static Bench master() {
    return new Bench(Models.of(Models.instance("VI_1").priority(200))).start().until(4.5);
  }

  @Test
  void statisticsAsKeepalivedWritesThem() {
    assertThat(StatisticsText.of(master().machine))
        .isEqualTo(
            """
            VRRP Instance: VI_1
              Advertisements:
                Received: 0
                Sent: 2
              Became master: 1
              Released master: 0
              Packet Errors:
                Length: 0
                TTL: 0
                Invalid Type: 0
                Advertisement Interval: 0
                Address List: 0
              Authentication Errors:
                Invalid Type: 0
                Type Mismatch: 0
                Failure: 0
              Priority Zero:
                Received: 0
                Sent: 0
            """);
  }

  /** keepalived's own dump of the same situation, byte for byte, up to our additions. */
  @Test
  void jsonAsKeepalivedWritesIt() {
    Bench bench = master();
    String json = JsonDump.of(bench.machine, clock(bench, 4.5));
    assertThat(json)
        .startsWith(
            "[{\"data\":{\"iname\":\"VI_1\",\"dont_track_primary\":0,\"skip_check_adv_addr\":0,"
                + "\"strict_mode\":0,\"vmac_ifname\":\"\",\"ifp_ifname\":\"eth1\","
                + "\"master_priority\":0,\"last_transition\":1795227249.299762,\"garp_delay\":5,"
                + "\"garp_refresh\":0,\"garp_rep\":5,\"garp_refresh_rep\":1,"
                + "\"garp_lower_prio_delay\":5,\"garp_lower_prio_rep\":5,"
                + "\"lower_prio_no_advert\":0,\"higher_prio_send_advert\":0,\"vrid\":51,"
                + "\"base_priority\":200,\"effective_priority\":200,\"vipset\":true,"
                + "\"promote_secondaries\":false,\"adver_int\":1,\"master_adver_int\":1,"
                + "\"accept\":1,\"nopreempt\":false,\"preempt_delay\":0,\"state\":2,"
                + "\"wantstate\":2,\"version\":2,\"smtp_alert\":false,\"notify_deleted\":false,"
                + "\"vips\":[\"192.168.100.250 dev eth1 scope global set\"],\"auth_type\":1,"
                + "\"auth_data\":\"1010\"},\"stats\":{\"advert_rcvd\":0,\"advert_sent\":2,"
                + "\"become_master\":1,\"release_master\":0,\"packet_len_err\":0,"
                + "\"advert_interval_err\":0,\"ip_ttl_err\":0,\"invalid_type_rcvd\":0,"
                + "\"addr_list_err\":0,\"invalid_authtype\":0,\"authtype_mismatch\":0,"
                + "\"auth_failure\":0,\"pri_zero_rcvd\":0,\"pri_zero_sent\":0},\"rejected\":{");
    assertThat(json).endsWith("]}}]").doesNotContain("\n");
  }

  @Test
  void everythingRejectedIsCounted() {
    Bench bench = master();
    var own = bench.instance("VI_1").model();
    bench.advert(Models.instance("VI_1").password("9999").build(), own, PEER, 254);
    bench.advert(Models.instance("VI_1").interval(2000).build(), own, PEER, 254);
    bench.advert(Models.instance("VI_1").version3(1000).build(), own, PEER, 254);
    bench.advert(Models.instance("VI_1").vrid(9).build(), own, PEER, 254);
    bench.advert(own, own, "192.168.100.101", 254);
    assertThat(StatisticsText.of(bench.machine))
        .contains("Advertisement Interval: 1", "Failure: 1", "Version: 1", "Own Source: 1")
        .endsWith("Unknown VRID: 1\n");
    assertThat(JsonDump.of(bench.machine, clock(bench, 4.5)))
        .contains("\"version\":1", "\"password\":1", "\"interval\":1", "\"unknown_vrid\":1");
    bench.machine.clearCounters();
    assertThat(StatisticsText.of(bench.machine)).contains("Failure: 0").doesNotContain("Other");
  }

  @Test
  void why() {
    Models models =
        Models.of(
                Models.instance("VI_1").priority(200).trackScripts(new Tracked("chk", -150, false)))
            .script("chk", -150, 1, 1, false);
    Bench bench = new Bench(models).start().until(5).script("chk", 1).until(6);
    bench.advert("VI_1", PEER, 100).until(7.25);
    assertThat(WhyText.of(bench.machine, null, clock(bench, 7.25)))
        .isEqualTo(
            """
            VI_1: BACKUP for 1.250 s, priority 50 (configured 200)
              because: 192.168.100.102 advertises priority 100, ours is 50; priority 50 = 200 - 150 (script chk)
              last accepted advert: 1.250 s ago from 192.168.100.102, priority 100
              takes over in 2.555 s if nothing is heard
              last transitions:
                Sat Nov 21 02:14:06.081 2026  INIT -> BACKUP  priority 200  start
                Sat Nov 21 02:14:09.299 2026  BACKUP -> MASTER  priority 200  no master was heard since the start
                Sat Nov 21 02:14:12.081 2026  MASTER -> BACKUP  priority 50  192.168.100.102 advertises priority 100, ours is 50; priority 50 = 200 - 150 (script chk)
            """);
    assertThat(WhyText.of(bench.machine, "VI_9", clock(bench, 7.25)))
        .isEqualTo("There is no VRRP instance VI_9\n");
    assertThat(JsonDump.of(bench.machine, clock(bench, 7.25)))
        .contains("\"cause\":\"HIGHER_PRIORITY\"", "\"from\":\"MASTER\",\"to\":\"BACKUP\"");
  }

  @Test
  void theRecorderKeepsTheLastTransitions() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1"))).start();
    for (int n = 0; n < 40; n++) {
      bench.up("eth1", false).up("eth1", true);
    }
    assertThat(bench.instance("VI_1").transitions()).hasSize(FlightRecorder.CAPACITY);
    assertThat(bench.instance("VI_1").transitions().get(31).cause())
        .isEqualTo(new Cause(Cause.Kind.RECOVERED, "interface eth1 up"));
  }
}
