package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Tracked;
import org.junit.jupiter.api.Test;

/** Log lines and their order, word for word as the two versions of keepalived write them. */
class LogWordingTest {
  private static final String PEER = "192.168.100.102";

  private static Bench bench(LogStyle style, Models models) {
    return new Bench(models.build(), style);
  }

  private static Models one(int priority) {
    return Models.of(Models.instance("VI_1").priority(priority));
  }

  @Test
  void lifeOfAMaster() {
    Bench bench = bench(LogStyle.V2_2_7, one(200)).start();
    assertThat(bench.logs())
        .isEqualTo(
            """
            Assigned address 192.168.100.101 for interface eth1
            Assigned address fe80::101 for interface eth1
            (VI_1) removing VIPs.
            (VI_1) Entering BACKUP STATE (init)""");
    bench.until(3.3);
    assertThat(bench.trace("log").replaceAll("(?m)^\\S+ log ", ""))
        .isEqualTo(
            """
            (VI_1) Receive advertisement timeout
            (VI_1) Entering MASTER STATE
            (VI_1) setting VIPs.
            (VI_1) Sending/queueing gratuitous ARPs on eth1 for 192.168.100.250
            Sending gratuitous ARP on eth1 for 192.168.100.250
            Sending gratuitous ARP on eth1 for 192.168.100.250
            Sending gratuitous ARP on eth1 for 192.168.100.250
            Sending gratuitous ARP on eth1 for 192.168.100.250
            Sending gratuitous ARP on eth1 for 192.168.100.250""");
    bench.advert("VI_1", PEER, 50).advert("VI_1", PEER, 0);
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1) Received advert from 192.168.100.102 with lower priority 50, ours 200, forcing new election
            (VI_1) Master received priority 0 message""");
    bench.up("eth1", false).up("eth1", true);
    assertThat(bench.logs())
        .isEqualTo(
            """
            Netlink reports eth1 down
            (VI_1) Entering FAULT STATE
            (VI_1) sent 0 priority
            (VI_1) removing VIPs.
            Netlink reports eth1 up
            (VI_1) Entering BACKUP STATE""");
    bench.until(10).forget();
    bench.machine.addressRemoved(bench.now(), "eth1", Models.ip("192.168.100.250"));
    assertThat(bench.logs())
        .isEqualTo(
            """
            Netlink reflector reports IP 192.168.100.250 removed from eth1
            (VI_1) Entering BACKUP STATE
            (VI_1) sent 0 priority
            (VI_1) removing VIPs.""");
  }

  @Test
  void steppingDown() {
    Bench bench = bench(LogStyle.V2_2_7, one(100)).start().until(5).forget();
    bench.advert("VI_1", PEER, 200);
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1) Master received advert from 192.168.100.102 with higher priority 200, ours 100
            (VI_1) Entering BACKUP STATE
            (VI_1) removing VIPs.""");
    bench.advert("VI_1", PEER, 0).until(15).forget().advert("VI_1", PEER, 100);
    assertThat(bench.logs())
        .startsWith(
            "(VI_1) Master received advert from 192.168.100.102 with same priority 100 but higher IP"
                + " address than ours");
  }

  @Test
  void wordingOf135() {
    Bench bench = bench(LogStyle.V1_3_5, one(100)).start();
    bench.until(4);
    assertThat(bench.logs())
        .isEqualTo(
            """
            VRRP_Instance(VI_1) removing protocol VIPs.
            VRRP_Instance(VI_1) Entering BACKUP STATE
            VRRP_Instance(VI_1) Transition to MASTER STATE
            VRRP_Instance(VI_1) Entering MASTER STATE
            VRRP_Instance(VI_1) setting protocol VIPs.""");
    bench.advert("VI_1", PEER, 50).advert("VI_1", PEER, 200).advert("VI_1", PEER, 0);
    assertThat(bench.logs())
        .isEqualTo(
            """
            VRRP_Instance(VI_1) Received advert with lower priority 50, ours 100, forcing new election
            VRRP_Instance(VI_1) Received advert with higher priority 200, ours 100
            VRRP_Instance(VI_1) Entering BACKUP STATE
            VRRP_Instance(VI_1) removing protocol VIPs.""");
    bench.up("eth1", false);
    assertThat(bench.logs())
        .isEqualTo(
            """
            Kernel is reporting: interface eth1 DOWN
            VRRP_Instance(VI_1) Entering FAULT STATE
            VRRP_Instance(VI_1) Now in FAULT state""");
  }

  @Test
  void addressesOfAllKinds() {
    Models models =
        Models.of(
            Models.instance("VI_1")
                .priority(254)
                .garp(0, 1, 0, 0, 0)
                .addresses("192.168.100.3 eth1", "10.20.0.4 eth2")
                .excluded("192.168.100.5", "fd00:100::5"));
    Bench bench = bench(LogStyle.V2_2_7, models).start().forget().until(3.2);
    assertThat(bench.trace("log").replaceAll("(?m)^\\S+ log ", ""))
        .isEqualTo(
            """
            (VI_1) Receive advertisement timeout
            (VI_1) Entering MASTER STATE
            (VI_1) setting VIPs.
            (VI_1) setting E-VIPs.
            (VI_1) Sending/queueing gratuitous ARPs on eth1 for 192.168.100.3
            Sending gratuitous ARP on eth1 for 192.168.100.3
            (VI_1) Sending/queueing gratuitous ARPs on eth2 for 10.20.0.4
            Sending gratuitous ARP on eth2 for 10.20.0.4
            (VI_1) Sending/queueing gratuitous ARPs on eth1 for 192.168.100.5
            Sending gratuitous ARP on eth1 for 192.168.100.5
            (VI_1) Sending/queueing Unsolicited Neighbour Adverts on eth1 for fd00:100::5
            Sending unsolicited Neighbour Advert on eth1 for fd00:100::5""");
  }

  @Test
  void missingInterfaceAtStart() {
    Models models = Models.of(Models.instance("VI_D").on("dum0"));
    Bench bench = bench(LogStyle.V2_2_7, models).start();
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_D): entering FAULT state (interface dum0 down)
            (VI_D) entering FAULT state (no IPv4 address for interface)
            (VI_D) entering FAULT state""");
  }

  @Test
  void rejectedPackets() {
    Bench bench = bench(LogStyle.V2_2_7, one(100)).start().forget();
    bench.advert(
        Models.instance("VI_1").password("9999").build(),
        bench.instance("VI_1").model(),
        PEER,
        254);
    bench.advert(
        Models.instance("VI_9").vrid(9).build(), bench.instance("VI_1").model(), PEER, 254);
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1) received an invalid passwd!
            Unknown VRID(9) received on interface(eth1). ignoring...""");
    assertThat(bench.machine.unknownVrids()).isEqualTo(1);
  }

  /** What a keepalived without -D was seen to write in the same situations. */
  @Test
  void withoutDetail() {
    Models.Instance one = Models.instance("VI_1").trackScripts(new Tracked("chk", 2, false));
    Bench bench =
        bench(LogStyle.V2_2_7, Models.of(one).script("chk", 2, 1, 1, false).group("G", "VI_1"));
    bench.start().script("chk", 0).until(1).advert("VI_1", PEER, 101).until(5);
    bench.script("chk", 1).advert("VI_1", PEER, 50).advert("VI_1", PEER, 0);
    bench.advert("VI_1", PEER, 102).up("eth1", false);
    assertThat(bench.logsWithoutDetail())
        .isEqualTo(
            """
            (VI_1) Entering BACKUP STATE (init)
            VRRP_Script(chk) succeeded
            (VI_1) Changing effective priority from 100 to 102
            (VI_1) received lower priority (101) advert from 192.168.100.102 - discarding
            (VI_1) Entering MASTER STATE
            VRRP_Group(G) Syncing instances to MASTER state
            Script `chk` now returning 1
            VRRP_Script(chk) failed (exited with status 1)
            (VI_1) Changing effective priority from 102 to 100
            (VI_1) Received advert from 192.168.100.102 with lower priority 50, ours 100, forcing new election
            (VI_1) Master received advert from 192.168.100.102 with higher priority 102, ours 100
            (VI_1) Entering BACKUP STATE
            VRRP_Group(G) Syncing instances to BACKUP state
            Netlink reports eth1 down
            (VI_1) Entering FAULT STATE
            VRRP_Group(G) Syncing instances to FAULT state""");
  }
}
