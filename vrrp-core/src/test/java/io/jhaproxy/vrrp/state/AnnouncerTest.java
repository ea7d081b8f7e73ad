package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Gratuitous ARPs: sets, repetition, spacing. */
class AnnouncerTest {
  private static Models.Instance vi1() {
    return Models.instance("VI_1").priority(254);
  }

  private static String times(Bench bench) {
    return String.join(" ", bench.trace("announce").lines().map(l -> l.split(" ")[0]).toList());
  }

  @Test
  void fiveAtOnceAndFiveAfterFiveSeconds() {
    Bench bench = new Bench(Models.of(vi1())).start().until(10);
    assertThat(times(bench))
        .isEqualTo("3.008 3.008 3.008 3.008 3.008 8.008 8.008 8.008 8.008 8.008");
  }

  @Test
  void delayZeroMeansNoSecondSet() {
    Bench bench = new Bench(Models.of(vi1().garp(0, 3, 1000, 1, 0))).start().until(10);
    assertThat(times(bench)).isEqualTo("3.008 3.008 3.008");
  }

  @Test
  void refresh() {
    Bench bench = new Bench(Models.of(vi1().garp(2, 1, 3, 2, 0))).start().until(10);
    assertThat(times(bench)).isEqualTo("3.008 5.008 6.008 6.008 9.008 9.008");
  }

  @Test
  void spacingOnOneInterface() {
    Bench bench =
        new Bench(
                Models.of(
                    vi1().addresses("192.168.100.1", "192.168.100.2").garp(0, 2, 1000, 1, 100)))
            .start()
            .until(10);
    assertThat(bench.trace("announce"))
        .isEqualTo(
            """
            3.008 announce 192.168.100.1 on eth1
            3.108 announce 192.168.100.2 on eth1
            3.208 announce 192.168.100.1 on eth1
            3.308 announce 192.168.100.2 on eth1""");
  }

  @Test
  void groupsShareTheirSpacing() {
    Models models =
        Models.of(
                vi1().addresses("192.168.100.1").garp(0, 1, 1000, 1, 0),
                Models.instance("VI_2")
                    .priority(254)
                    .on("eth2")
                    .vrid(2)
                    .addresses("10.20.0.1")
                    .garp(0, 1, 1000, 1, 0))
            .garpGroup(500, "eth1", "eth2");
    Bench bench = new Bench(models).start().until(10);
    assertThat(times(bench)).isEqualTo("3.008 3.508");
  }

  @Test
  void whatIsQueuedIsNotSentAfterSteppingDown() {
    Bench bench = new Bench(Models.of(vi1().priority(100).garp(5, 5, 0, 1, 1000))).start().until(4);
    bench.advert("VI_1", "192.168.100.102", 200).forget();
    for (int second = 5; second < 20; second++) {
      bench.until(second).advert("VI_1", "192.168.100.102", 200);
    }
    assertThat(bench.trace("announce")).isEmpty();
  }
}
