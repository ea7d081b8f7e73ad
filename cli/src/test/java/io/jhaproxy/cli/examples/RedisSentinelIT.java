package io.jhaproxy.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Redis Sentinel document with real servers and sentinels: failover behind one port. */
class RedisSentinelIT {
  @TempDir Path folder;

  @Test
  void writingGoesOnThroughTheSamePort() throws Exception {
    ExampleRun run = ExampleRun.of("redis-sentinel", folder);

    assertThat(run.text())
        .contains("bk_redis_master: R1=UP R2=DOWN R3=DOWN R4=DOWN")
        .contains("bk_redis_slave:  R1=DOWN R2=UP R3=UP R4=UP")
        .contains("R1 called itself a master for a while, and got no connection")
        .contains("[ALERT]")
        .contains("backend 'bk_redis_master' has no server available!")
        .containsPattern(
            "Server bk_redis_master/R1 is DOWN, reason: Layer4 connection problem, info:"
                + " \"Connection refused at initial connection step of tcp-check\","
                + " check duration: \\d+ms\\. 0 active and 0 backup servers left\\.")
        .containsPattern(
            "Server bk_redis_master/R[234] is UP, reason: Layer7 check passed, code: 0, info:"
                + " \"\\(tcp-check\\)\", check duration: \\d+ms\\."
                + " 1 active and 0 backup servers online\\.")
        .endsWith("SHOWN");
    // 2 s until the sentinels are sure, their election, two good checks of a server whose failing
    // checks take a second each. Much less would mean that the master was never gone.
    assertThat(run.number("failover gap: (\\d+) ms")).isBetween(1_500L, 15_000L);
    assertThat(run.number("nothing else: (\\d+) ms per second")).isLessThan(200);
    assertThat(run.number("idle for (\\d+) s still answers")).isGreaterThanOrEqualTo(16);
  }
}
