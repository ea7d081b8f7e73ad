package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Tracked;
import org.junit.jupiter.api.Test;

/** Sync groups: all together, in keepalived's order. */
class SyncGroupTest {
  private static Models.Instance vi1() {
    return Models.instance("VI_1").priority(100);
  }

  private static Models.Instance vi2() {
    return Models.instance("VI_2").priority(100).on("eth2").vrid(52).addresses("10.20.0.250");
  }

  private static Bench group() {
    return new Bench(Models.of(vi1(), vi2()).group("VG_1", "VI_1 VI_2"));
  }

  @Test
  void startAndMaster() {
    Bench bench = group().start();
    assertThat(bench.trace("notify"))
        .isEqualTo(
            """
            0.000 notify GROUP VG_1 BACKUP 0
            0.000 notify INSTANCE VI_1 BACKUP 100
            0.000 notify INSTANCE VI_2 BACKUP 100""");
    bench.until(4);
    assertThat(bench.trace(l -> !l.contains("ratuitous") && !l.contains("announce")))
        .isEqualTo(
            """
            3.609 log (VI_1) Receive advertisement timeout
            3.609 log (VI_2) Receive advertisement timeout
            3.609 advert VI_2 100
            3.609 log (VI_2) Entering MASTER STATE
            3.609 log (VI_2) setting VIPs.
            3.609 set VI_2
            3.609 notify INSTANCE VI_2 MASTER 100
            3.609 log VRRP_Group(VG_1) Syncing instances to MASTER state
            3.609 advert VI_1 100
            3.609 log (VI_1) Entering MASTER STATE
            3.609 log (VI_1) setting VIPs.
            3.609 set VI_1
            3.609 notify INSTANCE VI_1 MASTER 100
            3.609 notify GROUP VG_1 MASTER 0""");
  }

  @Test
  void faultOfOneIsFaultOfAll() {
    Bench bench = group().start().until(5).forget().up("eth2", false);
    assertThat(bench.trace())
        .isEqualTo(
            """
            5.000 log Netlink reports eth2 down
            5.000 log (VI_2) Entering FAULT STATE
            5.000 advert VI_2 0
            5.000 log (VI_2) sent 0 priority
            5.000 log (VI_2) removing VIPs.
            5.000 remove VI_2
            5.000 notify INSTANCE VI_2 FAULT 100
            5.000 log VRRP_Group(VG_1) Syncing instances to FAULT state
            5.000 log (VI_1) Entering FAULT STATE
            5.000 advert VI_1 0
            5.000 log (VI_1) removing VIPs.
            5.000 remove VI_1
            5.000 notify INSTANCE VI_1 FAULT 100
            5.000 notify GROUP VG_1 FAULT 0""");
    bench.up("eth2", true);
    assertThat(bench.trace())
        .isEqualTo(
            """
            5.000 log Netlink reports eth2 up
            5.000 log (VI_2) Entering BACKUP STATE
            5.000 notify INSTANCE VI_2 BACKUP 100
            5.000 log VRRP_Group(VG_1) Syncing instances to BACKUP state
            5.000 log (VI_1) Entering BACKUP STATE
            5.000 notify INSTANCE VI_1 BACKUP 100
            5.000 notify GROUP VG_1 BACKUP 0""");
  }

  @Test
  void theGroupWaitsForItsSlowestMember() {
    Bench bench = group().start();
    bench.until(1).advert("VI_1", "192.168.100.102", 200).advert("VI_2", "10.20.0.102", 200);
    bench.until(2).advert("VI_1", "192.168.100.102", 0).advert("VI_2", "10.20.0.102", 200);
    bench.forget().until(10);
    assertThat(bench.trace("set")).isEqualTo("5.609 set VI_2\n5.609 set VI_1");
  }

  /** The delay of one member must not begin anew while it waits for the other. */
  @Test
  void preemptDelayOfAGroupEnds() {
    Bench bench =
        new Bench(
                Models.of(vi1().preemptDelay(2), vi2().preemptDelay(2)).group("VG_1", "VI_1 VI_2"))
            .start()
            .forget();
    for (int n = 0; n < 12; n++) {
      bench.until(0.5 + n).advert("VI_1", "192.168.100.102", 7);
      bench.until(0.9 + n).advert("VI_2", "10.20.0.102", 7);
    }
    assertThat(bench.trace("set")).isEqualTo("5.509 set VI_2\n5.509 set VI_1");
  }

  @Test
  void oneYieldsAllYield() {
    Bench bench = group().start().until(5).forget().advert("VI_1", "192.168.100.102", 200);
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1) Master received advert from 192.168.100.102 with higher priority 200, ours 100
            (VI_1) Entering BACKUP STATE
            (VI_1) removing VIPs.
            VRRP_Group(VG_1) Syncing instances to BACKUP state
            (VI_2) Entering BACKUP STATE
            (VI_2) removing VIPs.""");
    assertThat(bench.instance("VI_2").transitions().get(2).cause().text())
        .isEqualTo(
            "sync group VG_1 follows VI_1: 192.168.100.102 advertises priority 200, ours is 100");
  }

  @Test
  void recoveryNeedsEveryMember() {
    Bench bench = group().start().until(5).up("eth1", false).up("eth2", false).up("eth1", true);
    assertThat(bench.states()).isEqualTo("FAULT FAULT");
    bench.up("eth2", true);
    assertThat(bench.states()).isEqualTo("BACKUP BACKUP");
    bench.until(10);
    assertThat(bench.states()).isEqualTo("MASTER MASTER");
  }

  @Test
  void scriptsOfTheGroupCountForAllMembers() {
    Models models =
        Models.of(vi1(), vi2())
            .group("VG_1", "VI_1 VI_2", new Tracked("s1", 0, false), new Tracked("s2", 20, false))
            .script("s1", 0, 1, 1, false)
            .script("s2", 20, 1, 1, false);
    Bench bench = new Bench(models).start().until(1).forget().script("s1", 0).script("s2", 0);
    assertThat(bench.trace("log", "notify"))
        .isEqualTo(
            """
            1.000 log VRRP_Script(s1) succeeded
            1.000 log (VI_2) Entering BACKUP STATE
            1.000 notify INSTANCE VI_2 BACKUP 100
            1.000 log VRRP_Group(VG_1) Syncing instances to BACKUP state
            1.000 log (VI_1) Entering BACKUP STATE
            1.000 notify INSTANCE VI_1 BACKUP 100
            1.000 notify GROUP VG_1 BACKUP 0
            1.000 log VRRP_Script(s2) succeeded
            1.000 log (VI_1) Changing effective priority from 100 to 120
            1.000 log (VI_2) Changing effective priority from 100 to 120""");
    bench.until(6).forget().script("s1", 1);
    assertThat(bench.states()).isEqualTo("FAULT FAULT");
    assertThat(bench.trace("notify"))
        .isEqualTo(
            """
            6.000 notify INSTANCE VI_1 FAULT 120
            6.000 notify INSTANCE VI_2 FAULT 120
            6.000 notify GROUP VG_1 FAULT 0""");
  }

  @Test
  void anAddressRemovedFromOneTakesAllDown() {
    Bench bench = group().start().until(10).forget();
    bench.machine.addressRemoved(bench.now(), "eth1", Models.ip("192.168.100.250"));
    bench.until(11);
    assertThat(bench.trace("notify"))
        .isEqualTo(
            """
            10.000 notify INSTANCE VI_1 BACKUP 100
            10.000 notify INSTANCE VI_2 BACKUP 100
            10.609 notify INSTANCE VI_2 MASTER 100
            10.609 notify INSTANCE VI_1 MASTER 100
            10.609 notify GROUP VG_1 MASTER 0""");
  }

  @Test
  void stopIsToldLastForTheGroup() {
    Bench bench = group().start().until(5).forget();
    bench.machine.shutdown(bench.now());
    assertThat(bench.trace("notify"))
        .isEqualTo(
            """
            5.000 notify INSTANCE VI_1 STOP 100
            5.000 notify INSTANCE VI_2 STOP 100
            5.000 notify GROUP VG_1 STOP 0""");
  }
}
