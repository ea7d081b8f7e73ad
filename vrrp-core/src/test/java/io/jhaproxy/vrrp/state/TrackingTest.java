package io.jhaproxy.vrrp.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.Tracked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracked interfaces, scripts, files and processes. */
class TrackingTest {
  private static final String PEER = "192.168.100.102";

  private static Models.Instance vi1() {
    return Models.instance("VI_1").priorityChanges();
  }

  private static Tracked tracked(String name, int weight, boolean reverse) {
    return new Tracked(name, weight, reverse);
  }

  @ParameterizedTest(name = "eth2 weight {0} reverse {1}: up {2}, down {3}")
  @CsvSource({
    " 10, false, 110, 100",
    "-10, false, 100,  90",
    " 10, true,   90, 100",
    "-10, true,  100, 110",
    "253, false, 254, 100",
    "-253, false, 100,  1"
  })
  void interfaceWeights(int weight, boolean reverse, int up, int down) {
    Bench bench =
        new Bench(Models.of(vi1().trackInterfaces(tracked("eth2", weight, reverse)))).start();
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(up);
    bench.up("eth2", false);
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(down);
    assertThat(bench.states()).isEqualTo("BACKUP");
    bench.up("eth2", true);
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(up);
  }

  @ParameterizedTest(name = "eth2 weight 0 reverse {0}: up {1}, down {2}")
  @CsvSource({"false, BACKUP, FAULT", "true, FAULT, BACKUP"})
  void interfaceWithoutWeight(boolean reverse, State up, State down) {
    Bench bench = new Bench(Models.of(vi1().trackInterfaces(tracked("eth2", 0, reverse)))).start();
    assertThat(bench.states()).isEqualTo(up.toString());
    bench.up("eth2", false);
    assertThat(bench.states()).isEqualTo(down.toString());
    bench.up("eth2", true);
    assertThat(bench.states()).isEqualTo(up.toString());
  }

  @Test
  void theOwnersPriorityNeverChanges() {
    Bench bench =
        new Bench(Models.of(vi1().priority(255).trackInterfaces(tracked("eth2", -10, false))));
    bench.start().up("eth2", false);
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(255);
  }

  @Test
  void priorityAtStart() {
    Bench bench = new Bench(Models.of(vi1().trackInterfaces(tracked("eth2", 7, false)))).start();
    assertThat(bench.trace("log", "notify"))
        .isEqualTo(
            """
            0.000 log Assigned address 192.168.100.101 for interface eth1
            0.000 log Assigned address fe80::101 for interface eth1
            0.000 log Assigned address 10.20.0.101 for interface eth2
            0.000 log Assigned address fe80::201 for interface eth2
            0.000 log (VI_1) Changing effective priority from 100 to 107
            0.000 notify INSTANCE VI_1 BACKUP_PRIORITY 107
            0.000 log (VI_1) removing VIPs.
            0.000 log (VI_1) Entering BACKUP STATE (init)
            0.000 notify INSTANCE VI_1 BACKUP 107""");
  }

  // Scripts

  @Test
  void weightlessScriptHoldsTheStartUntilItsFirstResult() {
    Bench bench =
        new Bench(
                Models.of(vi1().trackScripts(tracked("chk", 0, false)))
                    .script("chk", 0, 2, 3, false))
            .start()
            .until(7);
    assertThat(bench.states()).isEqualTo("INIT");
    bench.forget().script("chk", 0);
    assertThat(bench.logs())
        .isEqualTo(
            """
            VRRP_Script(chk) succeeded
            (VI_1) Entering BACKUP STATE""");
    bench.until(20).forget();
    assertThat(bench.states()).isEqualTo("MASTER");
    bench.script("chk", 1).script("chk", 1).script("chk", 0).script("chk", 1).script("chk", 1);
    assertThat(bench.states()).as("fall 3 counts failures in a row").isEqualTo("MASTER");
    bench.forget().script("chk", 1);
    assertThat(bench.logs())
        .isEqualTo(
            """
            VRRP_Script(chk) failed (exited with status 1)
            (VI_1) Entering FAULT STATE
            (VI_1) sent 0 priority
            (VI_1) removing VIPs.""");
    bench.script("chk", 0);
    assertThat(bench.states()).as("rise 2").isEqualTo("FAULT");
    bench.forget().script("chk", 0);
    assertThat(bench.logs())
        .isEqualTo(
            """
            VRRP_Script(chk) succeeded
            (VI_1) Entering BACKUP STATE""");
    assertThat(bench.trace("advert")).isEmpty();
  }

  @Test
  void faultSaysPriorityZeroOnce() {
    Bench bench =
        new Bench(
                Models.of(vi1().trackScripts(tracked("chk", 0, false)))
                    .script("chk", 0, 1, 1, false))
            .start()
            .script("chk", 0)
            .until(5)
            .forget()
            .script("chk", 3);
    assertThat(bench.trace("advert", "notify"))
        .isEqualTo(
            """
            5.000 advert VI_1 0
            5.000 notify INSTANCE VI_1 FAULT 100""");
    assertThat(bench.instance("VI_1").faults())
        .containsExactly(new Cause(Cause.Kind.SCRIPT, "script chk failed (exited with status 3)"));
  }

  @ParameterizedTest(name = "weight {0}: first {1}, then ok {2}, failed {3}")
  @CsvSource({"5, 100, 105, 100", "-150, 100, 100, 1", "-20, 100, 100, 80"})
  void scriptWeights(int weight, int first, int ok, int failed) {
    Bench bench =
        new Bench(
                Models.of(vi1().trackScripts(tracked("chk", weight, false)))
                    .script("chk", weight, 1, 1, false))
            .start();
    assertThat(bench.states()).isEqualTo("BACKUP");
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(first);
    bench.script("chk", 0);
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(ok);
    bench.script("chk", 1);
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(failed);
  }

  @Test
  void waysToFail() {
    Bench bench =
        new Bench(
                Models.of(vi1().trackScripts(tracked("chk", -20, false)))
                    .script("chk", -20, 1, 1, false))
            .start()
            .script("chk", 0)
            .until(10)
            .forget();
    bench.script("chk", 1).script("chk", 0);
    bench.script("chk", new ScriptResult(ScriptResult.Kind.KILLED, 9)).script("chk", 0);
    bench.script("chk", new ScriptResult(ScriptResult.Kind.TIMED_OUT, 0)).script("chk", 0);
    assertThat(bench.trace("log", "notify").replaceAll("(?m)^\\S+ ", ""))
        .isEqualTo(
            """
            log Script `chk` now returning 1
            log VRRP_Script(chk) failed (exited with status 1)
            log (VI_1) Changing effective priority from 100 to 80
            notify INSTANCE VI_1 MASTER_PRIORITY 80
            log Script `chk` now returning 0
            log VRRP_Script(chk) succeeded
            log (VI_1) Changing effective priority from 80 to 100
            notify INSTANCE VI_1 MASTER_PRIORITY 100
            log VRRP_Script(chk) failed (due to signal 9)
            log (VI_1) Changing effective priority from 100 to 80
            notify INSTANCE VI_1 MASTER_PRIORITY 80
            log VRRP_Script(chk) succeeded
            log (VI_1) Changing effective priority from 80 to 100
            notify INSTANCE VI_1 MASTER_PRIORITY 100
            log VRRP_Script(chk) timed_out
            log (VI_1) Changing effective priority from 100 to 80
            notify INSTANCE VI_1 MASTER_PRIORITY 80
            log VRRP_Script(chk) succeeded
            log (VI_1) Changing effective priority from 80 to 100
            notify INSTANCE VI_1 MASTER_PRIORITY 100""");
  }

  /** As measured: 50 to 200 at 0.4 s; the wait counts from the last advert with the new skew. */
  @Test
  void aBackupsTimerFollowsItsPriority() {
    Bench bench =
        new Bench(
                Models.of(vi1().priority(200).trackScripts(tracked("chk", -150, false)))
                    .script("chk", -150, 1, 1, false))
            .start()
            .script("chk", 1)
            .until(0.26)
            .advert("VI_1", PEER, 100)
            .until(0.432)
            .script("chk", 0)
            .forget()
            .until(10);
    assertThat(bench.trace("set")).isEqualTo("3.479 set VI_1");
  }

  // Files and processes

  @ParameterizedTest(name = "file weight {0} reverse {1} value {2}: {3} {4}")
  @CsvSource({
    "1,  false,   20, BACKUP, 120",
    "1,  false,  -20, BACKUP,  80",
    "1,  false, 1000, BACKUP, 254",
    "1,  false, -300, FAULT,  100",
    "2,  false,  -60, BACKUP,   1",
    "1,  true,    20, BACKUP,  80",
    "0,  false,    1, FAULT,  100",
    "0,  false,    0, BACKUP, 100",
    "0,  true,     0, FAULT,  100",
    "0,  true,     5, BACKUP, 100"
  })
  void files(int weight, boolean reverse, long value, State state, int priority) {
    Bench bench =
        new Bench(Models.of(vi1().trackFiles(tracked("tf", weight, reverse))).file("tf")).start();
    bench.machine.fileValue(bench.now(), "tf", value);
    assertThat(bench.states()).isEqualTo(state.toString());
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(priority);
  }

  @Test
  void fileFaultIsLogged() {
    Bench bench =
        new Bench(Models.of(vi1().trackFiles(tracked("tf", 1, false))).file("tf"))
            .start()
            .until(5)
            .forget();
    bench.machine.fileValue(bench.now(), "tf", -300);
    bench.machine.fileValue(bench.now(), "tf", 0);
    assertThat(bench.logs())
        .isEqualTo(
            """
            (VI_1): tracked file tf now FAULT state
            (VI_1) Entering FAULT STATE
            (VI_1) sent 0 priority
            (VI_1) removing VIPs.
            (VI_1): tracked file tf leaving FAULT state
            (VI_1) Entering BACKUP STATE""");
  }

  @Test
  void processQuorumAndDelay() {
    Bench bench =
        new Bench(
            Models.of(vi1().trackProcesses(tracked("haproxy", 10, false)))
                .process("haproxy", 2, 500));
    bench.machine.processCount(bench.now(), "haproxy", 2);
    bench.start();
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(110);
    bench.until(1);
    bench.machine.processCount(bench.now(), "haproxy", 1);
    bench.until(1.4);
    bench.machine.processCount(bench.now(), "haproxy", 2);
    bench.until(2);
    assertThat(bench.instance("VI_1").effectivePriority())
        .as("a restart within terminate_delay")
        .isEqualTo(110);
    bench.machine.processCount(bench.now(), "haproxy", 1);
    bench.until(2.6);
    assertThat(bench.instance("VI_1").effectivePriority()).isEqualTo(100);
  }

  // Interfaces and addresses

  @Test
  void lossOfTheAddressIsAFault() {
    Bench bench = new Bench(Models.of(vi1())).start().until(5).forget();
    bench.link("eth1", true);
    assertThat(bench.logs())
        .isEqualTo(
            """
            Deassigned address 192.168.100.101 from interface eth1
            Deassigned address fe80::101 from interface eth1
            (VI_1) Entering FAULT STATE
            (VI_1) sent 0 priority
            (VI_1) removing VIPs.""");
    bench.link("eth1", true, "192.168.100.111");
    assertThat(bench.logs())
        .isEqualTo(
            """
            Assigned address 192.168.100.111 for interface eth1
            (VI_1) Entering BACKUP STATE""");
  }

  @Test
  void virtualAddressesAreNeverTheSource() {
    Bench bench = new Bench(Models.of(vi1()));
    bench.link("eth1", true, "192.168.100.250", "192.168.100.101").start();
    assertThat(bench.instance("VI_1").source()).isEqualTo(Models.ip("192.168.100.101"));
  }

  @Test
  void interfacesMayAppearAndDisappear() {
    Bench bench = new Bench(Models.of(vi1().on("dum0"))).start();
    assertThat(bench.states()).isEqualTo("FAULT");
    assertThat(bench.trace("open")).isEmpty();
    bench.link("dum0", true, "10.9.0.1");
    assertThat(bench.trace("open")).isEqualTo("0.000 open VI_1");
    assertThat(bench.states()).isEqualTo("BACKUP");
    bench.until(5).forget().unlink("dum0");
    assertThat(bench.states()).isEqualTo("FAULT");
    assertThat(bench.trace("close", "remove")).isEqualTo("5.000 close VI_1\n5.000 remove VI_1");
  }

  @Test
  void interfacesOfAddressesCountToo() {
    Bench bench =
        new Bench(Models.of(vi1().addresses("192.168.100.3", "10.20.0.4 eth2"))).start().until(5);
    bench.up("eth2", false);
    assertThat(bench.states()).isEqualTo("FAULT");
  }

  @Test
  void primaryInterfaceMayBeIgnored() {
    Bench bench = new Bench(Models.of(vi1().election(true, false, false, 3, false))).start();
    bench.until(5).up("eth1", false);
    assertThat(bench.states()).isEqualTo("MASTER");
  }

  @Test
  void linkChangesMayHaveToLast() {
    Bench bench = new Bench(Models.of(vi1()).linkDelay("eth1", 500, 2000)).start().until(5);
    bench.up("eth1", false).until(5.4).up("eth1", true).until(6);
    assertThat(bench.states()).isEqualTo("MASTER");
    bench.up("eth1", false).until(6.4);
    assertThat(bench.states()).isEqualTo("MASTER");
    bench.until(6.6);
    assertThat(bench.states()).isEqualTo("FAULT");
    bench.up("eth1", true).until(8.5);
    assertThat(bench.states()).isEqualTo("FAULT");
    bench.until(8.7);
    assertThat(bench.states()).isEqualTo("BACKUP");
  }

  @Test
  void removalsOfOurOwnAreNotRemovalsByOthers() {
    Bench bench = new Bench(Models.of(vi1())).start().until(5);
    bench.advert("VI_1", PEER, 200).advert("VI_1", PEER, 0).until(20).forget();
    bench.machine.addressRemoved(bench.now(), "eth2", Models.ip("192.168.100.250"));
    bench.machine.addressRemoved(bench.now(), "eth1", Models.ip("192.168.100.249"));
    assertThat(bench.trace()).isEmpty();
    bench.machine.addressRemoved(bench.now(), "eth1", Models.ip("192.168.100.250"));
    assertThat(bench.states()).isEqualTo("BACKUP");
    bench.forget().until(21);
    assertThat(bench.trace("set")).as("after its own skew time").isEqualTo("20.609 set VI_1");
  }

  /** Who can neither send nor hear would take the address of the master. */
  @Test
  void withoutSocketsThereIsNoMaster() {
    Bench bench = new Bench(Models.of(vi1()));
    bench.socketsFail = true;
    bench.start().until(10);
    assertThat(bench.states()).isEqualTo("FAULT");
    bench.socketsFail = false;
    bench.up("eth1", true).until(20);
    assertThat(bench.states()).isEqualTo("MASTER");
  }
}
