package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.packet.ReceivedPacket;
import io.jhaproxy.vrrp.packet.RejectionReason;
import org.junit.jupiter.api.Test;

/** Where keepalived 2.2.7 is weak: see docs/compatibility.md. */
class BetterThanKeepalivedTest {
  private static final String PEER = "192.168.100.102";

  private static Models.Instance vi1() {
    return Models.instance("VI_1");
  }

  // Rejected packets have no effect

  @Test
  void floodOfWrongPasswordsDoesNotTouchTheAdvertTimer() {
    Bench bench = new Bench(Models.of(vi1().priority(200))).start().until(3.3).forget();
    for (int n = 1; n <= 40; n++) {
      bench.until(3.3 + n * 0.3);
      bench.advert(vi1().password("9999").build(), bench.instance("VI_1").model(), PEER, 254);
    }
    assertThat(bench.trace("advert").lines().map(l -> l.split(" ")[0]))
        .containsExactly(
            "4.219", "5.219", "6.219", "7.219", "8.219", "9.219", "10.219", "11.219", "12.219",
            "13.219", "14.219", "15.219");
    assertThat(bench.instance("VI_1").counters().rejected(RejectionReason.PASSWORD)).isEqualTo(40);
  }

  @Test
  void floodOfWrongPasswordsDoesNotKeepABackupQuiet() {
    Bench bench = new Bench(Models.of(vi1())).start().forget();
    for (int n = 1; n <= 20; n++) {
      bench.until(n * 0.3);
      bench.advert(vi1().password("9999").build(), bench.instance("VI_1").model(), PEER, 254);
    }
    assertThat(bench.trace("set")).isEqualTo("3.609 set VI_1");
  }

  // After a split

  @Test
  void theLoserOfASplitMakesItselfHeardOnce() {
    Bench bench = new Bench(Models.of(vi1())).start().until(10).forget();
    bench.advert("VI_1", PEER, 200);
    assertThat(bench.trace(l -> !l.contains(" log ")))
        .isEqualTo(
            """
            10.000 advert VI_1 100
            10.000 remove VI_1
            10.000 notify INSTANCE VI_1 BACKUP 100""");
    assertThat(bench.instance("VI_1").counters().lastWords()).isEqualTo(1);
  }

  @Test
  void theWinnerAnswersALastWordWithAnnouncements() {
    Bench bench = new Bench(Models.of(vi1().priority(200))).start().until(20.3).forget();
    bench.advert("VI_1", PEER, 100).until(26);
    assertThat(bench.trace("announce").lines().map(l -> l.split(" ")[0]))
        .containsExactly(
            "20.300", "20.300", "20.300", "20.300", "20.300", "25.300", "25.300", "25.300",
            "25.300", "25.300");
  }

  /** The winner's advert comes at once after ours: it answers, so it knows of us. */
  @Test
  void theLoserNeedsNoLastWordWhenTheWinnerAnswersIt() {
    Bench bench = new Bench(Models.of(vi1())).start().until(9.612).forget();
    bench.advert("VI_1", PEER, 200);
    assertThat(bench.states()).isEqualTo("BACKUP");
    assertThat(bench.trace("advert")).isEmpty();
  }

  @Test
  void theLastWordOfAMasterDisplacedThisMomentNeedsNoAnswer() {
    Bench bench = new Bench(Models.of(vi1().priority(200))).start();
    bench.until(1).advert("VI_1", PEER, 100).until(2).advert("VI_1", PEER, 100).until(3.22);
    assertThat(bench.states()).isEqualTo("MASTER");
    bench.forget().advert("VI_1", PEER, 100);
    assertThat(bench.trace()).isEmpty();
    bench.until(4.5).forget().advert("VI_1", PEER, 100);
    assertThat(bench.trace("advert")).isEqualTo("4.500 advert VI_1 200");
  }

  /** A real keepalived steps down in silence: the winner repairs caches without being told. */
  @Test
  void aMasterAnnouncesQuietlyFromTimeToTime() {
    Bench bench = new Bench(Models.of(vi1().priority(200))).start().until(8.3).forget();
    bench.until(16);
    assertThat(bench.trace("announce", "log"))
        .isEqualTo(
            """
            10.719 announce 192.168.100.250 on eth1
            13.219 announce 192.168.100.250 on eth1
            15.719 announce 192.168.100.250 on eth1""");
  }

  @Test
  void quietAnnouncementsAreFewHoweverManyAddresses() {
    String[] many = new String[20];
    for (int n = 0; n < many.length; n++) {
      many[n] = "10.0.0." + (n + 1);
    }
    Bench bench = new Bench(Models.of(vi1().priority(200).addresses(many))).start();
    bench.until(8.3).forget().until(16);
    assertThat(bench.trace("announce").lines().map(l -> l.split(" ")[2]).toList())
        .hasSize(3 * Announcer.QUIET_ADDRESSES)
        .startsWith("10.0.0.1", "10.0.0.2")
        .contains("10.0.0.20")
        .endsWith("10.0.0.3", "10.0.0.4");
  }

  @Test
  void noQuietAnnouncementsWhereARefreshIsConfigured() {
    Bench bench =
        new Bench(Models.of(vi1().priority(200).garp(0, 1, 60, 2, 0))).start().until(4).forget();
    bench.until(100);
    assertThat(bench.trace("announce").lines().map(l -> l.split(" ")[0]))
        .containsExactly("63.219", "63.219");
  }

  // Reload on one side

  @Test
  void aBackupObeysTheKnownMasterWithAnotherAddressList() {
    Bench bench = new Bench(Models.of(vi1())).start();
    var two = vi1().addresses("192.168.100.250", "192.168.100.251").build();
    var one = bench.instance("VI_1").model();
    bench.until(1).advert("VI_1", PEER, 200).forget();
    for (int second = 2; second < 60; second++) {
      bench.until(second).advert(two, one, PEER, 200);
    }
    assertThat(bench.states()).isEqualTo("BACKUP");
    assertThat(bench.instance("VI_1").counters().toleratedAddressLists()).isEqualTo(58);
    assertThat(bench.instance("VI_1").counters().rejected(RejectionReason.ADDRESS_COUNT))
        .isEqualTo(58);
    bench.forget().until(70);
    assertThat(bench.trace("set")).as("and replaces it when it dies").isEqualTo("62.609 set VI_1");
  }

  @Test
  void withNopreemptTheKnownMasterMayEvenBeLower() {
    Bench bench = new Bench(Models.of(vi1().noPreempt())).start();
    var two = vi1().addresses("192.168.100.250", "192.168.100.251").build();
    bench.until(1).advert("VI_1", PEER, 50);
    for (int second = 2; second < 20; second++) {
      bench.until(second).advert(two, bench.instance("VI_1").model(), PEER, 50);
    }
    assertThat(bench.states()).isEqualTo("BACKUP");
  }

  @Test
  void nobodyElseMayHaveAnotherAddressList() {
    Bench bench = new Bench(Models.of(vi1())).start();
    var two = vi1().addresses("192.168.100.250", "192.168.100.251").build();
    var one = bench.instance("VI_1").model();
    bench.until(1).advert("VI_1", PEER, 200).forget();
    for (int second = 2; second < 8; second++) {
      bench.until(second).advert(two, one, "192.168.100.201", 254);
    }
    assertThat(bench.trace("set")).isEqualTo("4.609 set VI_1");
    assertThat(bench.states()).isEqualTo("MASTER");
  }

  @Test
  void norDoesTheKnownMasterWithALowerPriority() {
    Bench bench = new Bench(Models.of(vi1())).start();
    var two = vi1().addresses("192.168.100.250", "192.168.100.251").build();
    bench.until(1).advert("VI_1", PEER, 200).forget();
    bench.until(2).advert(two, bench.instance("VI_1").model(), PEER, 90).until(8);
    assertThat(bench.trace("set")).isEqualTo("4.609 set VI_1");
  }

  @Test
  void aMasterWithAnOldListYieldsToTheMasterItKnows() {
    Bench bench = new Bench(Models.of(vi1())).start();
    var two = vi1().addresses("192.168.100.250", "192.168.100.251").build();
    bench.until(1).advert("VI_1", PEER, 200).until(10);
    assertThat(bench.states()).isEqualTo("MASTER");
    bench.advert(two, bench.instance("VI_1").model(), PEER, 200);
    assertThat(bench.states()).isEqualTo("BACKUP");
  }

  // Stalls

  @Test
  void afterAStallTheQueueIsHeardBeforeTheClock() {
    Bench bench = new Bench(Models.of(vi1())).start().until(1).advert("VI_1", PEER, 200).forget();
    bench.stallUntil(9);
    bench.raw("eth1", good(bench, 200)).advance();
    assertThat(bench.states()).isEqualTo("BACKUP");
    assertThat(bench.trace("set")).isEmpty();
  }

  @Test
  void silenceDuringAStallDoesNotCountOnce() {
    Bench bench = new Bench(Models.of(vi1())).start().until(1).advert("VI_1", PEER, 200).forget();
    bench.stallUntil(9).advance();
    assertThat(bench.logs())
        .isEqualTo(
            "(VI_1) timer ran 4.391 s late: silence during a stall does not count, listening"
                + " again");
    bench.until(15);
    assertThat(bench.trace("set")).isEqualTo("10.609 set VI_1");
    assertThat(bench.instance("VI_1").counters().stalls()).isEqualTo(1);
  }

  @Test
  void aProcessThatIsAlwaysLateTakesOverAllTheSame() {
    Bench bench = new Bench(Models.of(vi1().version3(10))).start().forget();
    for (int n = 1; n < 20; n++) {
      bench.stallUntil(n * 0.1).advance();
    }
    assertThat(bench.states()).isEqualTo("MASTER");
  }

  private static ReceivedPacket good(Bench bench, int priority) {
    var from = Models.ip(PEER);
    var group = Models.ip("224.0.0.18");
    byte[] bytes =
        Wire.encoder(bench.instance("VI_1").model(), false).encode(priority, from, group);
    return new ReceivedPacket(bytes, from, group, 255);
  }
}
