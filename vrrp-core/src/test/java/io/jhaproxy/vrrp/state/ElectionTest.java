package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elections with the times that keepalived 2.2.7 was measured to take. */
class ElectionTest {
  private static final String PEER = "192.168.100.102";

  @ParameterizedTest(name = "priority {0}, v{1} every {2} ms: master after {3} s")
  @CsvSource({
    "200, 2, 1000, 3.219",
    "100, 2, 1000, 3.609",
    "1,   2, 1000, 3.996",
    "100, 2, 3000, 9.609",
    "200, 3, 100,  0.322",
    "100, 3, 2000, 7.219",
    "254, 3, 500,  1.504"
  })
  void silentStart(int priority, int version, long interval, String at) {
    Models.Instance model = Models.instance("VI_1").priority(priority);
    if (version == 3) {
      model.version3(interval);
    } else {
      model.interval(interval);
    }
    Bench bench = new Bench(Models.of(model)).start();
    assertThat(bench.states()).isEqualTo("BACKUP");
    bench.forget().until(20);
    assertThat(bench.trace("set")).isEqualTo(at + " set VI_1");
    assertThat(bench.states()).isEqualTo("MASTER");
  }

  @ParameterizedTest(name = "called {0} ms ago, every {1} ms: master after {2} s")
  @CsvSource({
    // what the program took to start counts as waiting, up to half an interval
    "0,    1000, 3.219",
    "300,  1000, 2.919",
    "2000, 1000, 2.719",
    "300,  100,  0.272",
  })
  void slowStart(long calledAgo, long interval, String at) {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(200).version3(interval)));
    bench.start(calledAgo * 1_000_000).forget().until(20);
    assertThat(bench.trace("set")).isEqualTo(at + " set VI_1");
  }

  @Test
  void startToMaster() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(200))).start();
    assertThat(bench.trace(l -> !l.contains(" log ")))
        .isEqualTo(
            """
            0.000 remove VI_1
            0.000 notify INSTANCE VI_1 BACKUP 200
            0.000 open VI_1""");
    bench.until(4.3);
    assertThat(bench.trace(l -> !l.contains(" log ") && !l.contains("announce")))
        .isEqualTo(
            """
            3.219 advert VI_1 200
            3.219 set VI_1
            3.219 notify INSTANCE VI_1 MASTER 200
            4.219 advert VI_1 200""");
  }

  @Test
  void ownerWithStateMasterIsMasterAtOnce() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(255).master())).start();
    assertThat(bench.states()).isEqualTo("MASTER");
    assertThat(bench.logs()).doesNotContain("BACKUP STATE");
  }

  @Test
  void ownerWithStateBackupWaits() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(255))).start();
    bench.forget().until(5);
    assertThat(bench.trace("set")).isEqualTo("3.004 set VI_1");
  }

  @Test
  void advertsDoNotDrift() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1"))).start().until(4).forget();
    for (int n = 1; n < 100; n++) {
      bench.stallUntil(3.609375 + n + 0.007).advance();
    }
    assertThat(bench.trace("advert")).hasLineCount(99);
    assertThat(bench.instance("VI_1").deadlineNanos() - bench.now())
        .as("the next one is not 7 ms later for each that was")
        .isEqualTo(993_000_000L);
  }

  @Test
  void priorityZeroShortensTheWaitToTheSkewTime() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1"))).start();
    bench.until(1).advert("VI_1", PEER, 200).until(1.5).advert("VI_1", PEER, 0).forget();
    bench.until(4);
    assertThat(bench.trace("set")).isEqualTo("2.109 set VI_1");
    assertThat(bench.instance("VI_1").transitions().get(1).cause().text())
        .isEqualTo("master 192.168.100.102 said that it stops (priority 0)");
  }

  @Test
  void equalAndHigherAdvertsKeepABackup() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1"))).start();
    for (int second = 1; second < 30; second++) {
      bench.until(second).advert("VI_1", PEER, second % 2 == 0 ? 100 : 101);
    }
    assertThat(bench.states()).isEqualTo("BACKUP");
    bench.forget().until(40);
    assertThat(bench.trace("set")).isEqualTo("32.609 set VI_1");
    assertThat(bench.instance("VI_1").transitions().get(1).cause().text())
        .isEqualTo("master 192.168.100.102 (priority 101) not heard for 3.609 s, 3 adverts missed");
  }

  @Test
  void lowerAdvertsAreDiscarded() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(200))).start();
    bench.forget();
    bench.until(1).advert("VI_1", PEER, 100).until(2).advert("VI_1", PEER, 100);
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1) received lower priority (100) advert from 192.168.100.102 - discarding
            (VI_1) received lower priority (100) advert from 192.168.100.102 - discarding""");
    bench.until(4);
    assertThat(bench.trace("set")).isEqualTo("3.219 set VI_1");
  }

  @Test
  void nopreemptObeysALowerMasterButReplacesADeadOne() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(200).noPreempt())).start();
    for (int second = 1; second < 10; second++) {
      bench.until(second).advert("VI_1", PEER, 50);
    }
    assertThat(bench.states()).isEqualTo("BACKUP");
    bench.forget().until(15);
    assertThat(bench.trace("set")).isEqualTo("12.219 set VI_1");
  }

  /** keepalived: delay from 1.0 to 6.0, then the adverts no longer count, 5.5 + 3.219. */
  @Test
  void preemptDelayBeginsWithTheFirstLowerAdvert() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(200).preemptDelay(5)));
    bench.start().forget();
    for (int n = 0; n < 7; n++) {
      bench.until(0.5 + n).advert("VI_1", PEER, 100);
    }
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1) start preempt delay (5.000000)
            (VI_1) received lower priority (100) advert from 192.168.100.102 - discarding
            (VI_1) received lower priority (100) advert from 192.168.100.102 - discarding""");
    bench.until(10);
    assertThat(bench.trace("set")).isEqualTo("7.719 set VI_1");
  }

  @Test
  void preemptDelayDoesNotSlowAStartAlone() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").priority(200).preemptDelay(5)));
    bench.start().forget().until(10);
    assertThat(bench.trace("set")).isEqualTo("3.219 set VI_1");
  }

  @ParameterizedTest(name = "master 100 at .101 hears {0} with priority {1}: {2}")
  @CsvSource({
    "192.168.100.102, 101, BACKUP",
    "192.168.100.102, 100, BACKUP",
    "192.168.100.102,  99, MASTER",
    "192.168.100.100, 100, MASTER",
    "192.168.100.100, 101, BACKUP",
    "192.168.100.102,   0, MASTER",
    "192.168.100.102, 255, BACKUP"
  })
  void twoMasters(String peer, int priority, State expected) {
    Bench bench = new Bench(Models.of(Models.instance("VI_1"))).start().until(10);
    bench.forget().advert("VI_1", peer, priority);
    assertThat(bench.states()).isEqualTo(expected.toString());
    assertThat(bench.trace("advert"))
        .as("whoever wins or loses, one advert at once")
        .isEqualTo("10.000 advert VI_1 100");
  }

  @Test
  void lowerPriorityNoAdvert() {
    Bench bench =
        new Bench(Models.of(Models.instance("VI_1").election(true, false, true, 3, true)));
    bench.start().until(10).forget().advert("VI_1", PEER, 50);
    assertThat(bench.trace(l -> l.contains("advert VI_1") || l.contains("Received")))
        .isEqualTo(
            "10.000 log (VI_1) Received advert from 192.168.100.102 with lower priority 50, ours"
                + " 100");
  }

  @Test
  void versionThreeLearnsTheMastersInterval() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1").version3(2000))).start().until(1);
    bench.forget();
    bench.advert(
        Models.instance("VI_1").version3(500).build(), bench.instance("VI_1").model(), PEER, 200);
    assertThat(bench.logs())
        .isEqualTo("(VI_1) advertisement interval updated from 2000ms to 500ms by master");
    bench.until(5);
    assertThat(bench.trace(l -> l.contains("set ") || l.contains("interval")))
        .isEqualTo(
            """
            2.805 log (VI_1) changing advert interval from 500ms to locally configured 2000ms
            2.805 set VI_1""");
  }

  @Test
  void downTimerAdverts() {
    Bench bench =
        new Bench(Models.of(Models.instance("VI_1").election(true, false, false, 10, true)));
    bench.start().forget().until(20);
    assertThat(bench.trace("set")).isEqualTo("10.609 set VI_1");
  }

  @Test
  void startupDelayComesOnTop() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1")).startupDelay(2500)).start();
    assertThat(bench.logs()).startsWith("Delaying startup for 2.5 seconds");
    bench.until(10);
    assertThat(bench.trace("set")).isEqualTo("6.109 set VI_1");
  }

  @Test
  void shutdownSaysGoodbye() {
    Bench bench = new Bench(Models.of(Models.instance("VI_1"))).start().until(5.2).forget();
    bench.machine.shutdown(bench.now());
    assertThat(bench.trace())
        .isEqualTo(
            """
            5.200 advert VI_1 0
            5.200 log (VI_1) sent 0 priority
            5.200 log (VI_1) removing VIPs.
            5.200 remove VI_1
            5.200 notify INSTANCE VI_1 STOP 100
            5.200 close VI_1""");
    bench.until(60);
    assertThat(bench.trace()).isEmpty();
  }

  @Test
  void unicastSendsToEachPeer() {
    Bench bench =
        new Bench(Models.of(Models.instance("VI_1").peers(PEER, "192.168.100.103"))).start();
    bench.forget().until(3.7);
    assertThat(bench.trace("advert"))
        .isEqualTo(
            """
            3.609 advert VI_1 100 to 192.168.100.102
            3.609 advert VI_1 100 to 192.168.100.103""");
  }

  @Test
  void authenticationHeaderIsRefused() {
    Bench bench =
        new Bench(
            Models.of(
                Models.instance("VI_1")
                    .authentication(io.jhaproxy.vrrp.config.Authentication.Kind.AH)));
    bench.start().until(10);
    assertThat(bench.states()).isEqualTo("FAULT");
    assertThat(bench.logs()).contains("auth_type AH is not supported");
  }
}
