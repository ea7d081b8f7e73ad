package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Tracked;
import org.junit.jupiter.api.Test;

/** Reload in place: what stays is not touched. */
class ReloadTest {
  private static final String PEER = "192.168.100.102";

  private static Models.Instance vi1() {
    return Models.instance("VI_1").priority(200).priorityChanges();
  }

  private static Models.Instance vi2() {
    return Models.instance("VI_2").priority(200).on("eth2").vrid(52).addresses("10.20.0.250");
  }

  @Test
  void anAddressIsAdded() {
    Bench bench = new Bench(Models.of(vi1(), vi2())).start().until(10.5).forget();
    bench.reload(Models.of(vi1().addresses("192.168.100.250", "192.168.100.251"), vi2()));
    assertThat(bench.trace(l -> !l.contains("announce") && !l.contains("Sending gratuitous")))
        .isEqualTo(
            """
            10.500 log (VI_1) setting VIPs.
            10.500 replace VI_1
            10.500 advert VI_1 200
            10.500 log (VI_1) Sending/queueing gratuitous ARPs on eth1 for 192.168.100.250
            10.500 log (VI_1) Sending/queueing gratuitous ARPs on eth1 for 192.168.100.251
            10.500 log (VI_2) setting VIPs.
            10.500 replace VI_2
            10.500 advert VI_2 200""");
    bench.until(12.6);
    assertThat(bench.trace("advert", "set", "remove"))
        .isEqualTo(
            """
            11.500 advert VI_1 200
            11.500 advert VI_2 200
            12.500 advert VI_1 200
            12.500 advert VI_2 200""");
  }

  @Test
  void anInstanceAndAnAddressAreRemoved() {
    Bench bench =
        new Bench(Models.of(vi1().addresses("192.168.100.250", "192.168.100.251"), vi2()))
            .start()
            .until(10)
            .forget();
    bench.reload(Models.of(vi1()));
    assertThat(bench.trace())
        .isEqualTo(
            """
            10.000 advert VI_2 0
            10.000 log (VI_2) sent 0 priority
            10.000 log (VI_2) removing VIPs.
            10.000 remove VI_2
            10.000 notify INSTANCE VI_2 FAULT 200
            10.000 close VI_2
            10.000 log (VI_1) ip address 192.168.100.251/32 dev eth1, no longer exist
            10.000 log (VI_1) setting VIPs.
            10.000 replace VI_1
            10.000 advert VI_1 200""");
    bench.reload(Models.of(vi2()));
    assertThat(bench.trace("notify", "open"))
        .as("notify_deleted of VI_1 is set")
        .isEqualTo(
            """
            10.000 notify INSTANCE VI_1 DELETED 200
            10.000 notify INSTANCE VI_2 BACKUP 200
            10.000 open VI_2""");
  }

  @Test
  void aLowerPriorityIsAdvertisedAtOnce() {
    Bench bench = new Bench(Models.of(vi1())).start().until(10.5).forget();
    bench.reload(Models.of(vi1().priority(90)));
    assertThat(bench.trace("advert", "log", "notify"))
        .isEqualTo("10.500 log (VI_1) setting VIPs.\n10.500 advert VI_1 90");
  }

  @Test
  void aBackupGoesOnListening() {
    Bench bench = new Bench(Models.of(vi1().priority(100))).start();
    bench.until(1).advert("VI_1", PEER, 200).forget();
    bench.until(2).reload(Models.of(vi1().priority(100).addresses("192.168.100.251")));
    assertThat(bench.trace()).isEmpty();
    bench.until(10);
    assertThat(bench.trace("set")).isEqualTo("4.609 set VI_1");
  }

  @Test
  void anotherVridIsAnotherRouter() {
    Bench bench = new Bench(Models.of(vi1())).start().until(10).forget();
    bench.reload(Models.of(vi1().vrid(60)));
    assertThat(bench.trace("advert", "remove", "notify", "close", "open"))
        .isEqualTo(
            """
            10.000 advert VI_1 0
            10.000 remove VI_1
            10.000 close VI_1
            10.000 remove VI_1
            10.000 notify INSTANCE VI_1 BACKUP 200
            10.000 open VI_1""");
  }

  @Test
  void otherPeersNeedOtherSockets() {
    Bench bench = new Bench(Models.of(vi1())).start().until(10).forget();
    bench.reload(Models.of(vi1().peers(PEER)));
    assertThat(bench.trace("close", "open", "advert", "remove"))
        .isEqualTo(
            """
            10.000 close VI_1
            10.000 open VI_1
            10.000 advert VI_1 200 to 192.168.100.102""");
  }

  @Test
  void aNewScriptDoesNotStopAMaster() {
    Bench bench = new Bench(Models.of(vi1())).start().until(10).forget();
    bench.reload(
        Models.of(vi1().trackScripts(new Tracked("chk", 0, false))).script("chk", 0, 1, 1, false));
    assertThat(bench.states()).isEqualTo("MASTER");
    bench.script("chk", 1);
    assertThat(bench.states()).isEqualTo("FAULT");
    bench.reload(Models.of(vi1()));
    assertThat(bench.states()).as("the failing script is gone").isEqualTo("BACKUP");
  }

  @Test
  void aScriptsStateOutlivesTheReload() {
    Models.Instance tracking = vi1().trackScripts(new Tracked("chk", -100, false));
    Bench bench =
        new Bench(Models.of(tracking).script("chk", -100, 1, 1, false)).start().script("chk", 1);
    bench.reload(Models.of(tracking).script("chk", -100, 2, 2, false));
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(100);
  }

  @Test
  void membersOfANewGroupStayMaster() {
    Bench bench = new Bench(Models.of(vi1(), vi2())).start().until(10).forget();
    bench.reload(Models.of(vi1(), vi2()).group("VG", "VI_1 VI_2"));
    assertThat(bench.states()).isEqualTo("MASTER MASTER");
    bench.up("eth2", false);
    assertThat(bench.states()).isEqualTo("FAULT FAULT");
  }

  @Test
  void membersOfANewGroupFollowAFaultyOne() {
    Bench bench = new Bench(Models.of(vi1(), vi2())).start().up("eth2", false).until(10).forget();
    assertThat(bench.states()).isEqualTo("MASTER FAULT");
    bench.reload(Models.of(vi1(), vi2()).group("VG", "VI_1 VI_2"));
    assertThat(bench.states()).isEqualTo("FAULT FAULT");
    assertThat(bench.instance("VI_1").transitions())
        .last()
        .extracting(t -> t.cause().text())
        .isEqualTo("sync group VG follows VI_2: interface eth2 down");
    bench.reload(Models.of(vi1(), vi2()));
    assertThat(bench.states()).isEqualTo("BACKUP FAULT");
  }

  @Test
  void aReloadWithoutChangesIsQuiet() {
    Bench bench = new Bench(Models.of(vi1())).start().until(20.3).forget();
    bench.reload(Models.of(vi1()));
    assertThat(bench.trace("set", "remove", "open", "close", "notify", "announce")).isEmpty();
    bench.until(24.5);
    assertThat(bench.trace("advert").lines().map(l -> l.split(" ")[0]))
        .containsExactly("21.300", "22.300", "23.300", "24.300");
  }
}
