package io.jhaproxy.vrrp.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.state.Models;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random nodes, random faults. The promise: once all faults have ended and one master-down time
 * (with preempt delay) has passed, every virtual router has exactly one master, and it stays so.
 */
class RandomScenariosTest {
  private static final int SEEDS = Integer.getInteger("vrrp.random.seeds", 4000);
  private static final int FIRST_SEED = Integer.getInteger("vrrp.random.first", 1);
  private static final long FAULTS_END = 90;

  /** What one seed stands for. */
  private static final class Draw {
    final Random random;
    final int nodes;
    final boolean group;
    final boolean script;
    final boolean version3;
    final long interval;
    final boolean noPreempt;
    final long preemptDelay;
    final boolean equalPriorities;

    Draw(long seed) {
      random = new Random(seed * 0x9E3779B97F4A7C15L);
      nodes = 2 + random.nextInt(4);
      group = random.nextInt(4) == 0;
      script = random.nextInt(3) == 0;
      version3 = random.nextInt(3) == 0;
      interval = version3 ? 10L * (1 + random.nextInt(150)) : 1000L * (1 + random.nextInt(2));
      noPreempt = random.nextInt(4) == 0;
      preemptDelay = random.nextInt(5) == 0 ? 1 + random.nextInt(5) : 0;
      equalPriorities = random.nextInt(5) == 0;
    }

    List<KeepalivedModel> models() {
      List<KeepalivedModel> models = new ArrayList<>();
      for (int n = 0; n < nodes; n++) {
        int priority = equalPriorities ? 100 : 1 + random.nextInt(254);
        Models.Instance one = instance("VI_1", priority);
        Models all =
            group
                ? Models.of(
                        one,
                        instance("VI_2", priority).on("eth2").vrid(52).addresses("10.20.0.250"))
                    .group("G", "VI_1 VI_2")
                : Models.of(one);
        models.add(all.script("chk", weight(), 2, 2, false).build());
      }
      return models;
    }

    private int weight() {
      return group ? 0 : -20;
    }

    private Models.Instance instance(String name, int priority) {
      Models.Instance made = Models.instance(name).priority(priority);
      if (version3) {
        made.version3(interval);
      } else {
        made.interval(interval);
      }
      if (noPreempt) {
        made.noPreempt();
      } else if (preemptDelay > 0) {
        made.preemptDelay(preemptDelay);
      }
      if (script) {
        made.trackScripts(new Tracked("chk", weight(), false));
      }
      return made;
    }

    /**
     * After this time all is quiet again: start, scripts, master-down, delay, once more for ties.
     */
    double settled() {
      return FAULTS_END + 8 + 2 * down() + 2 * preemptDelay;
    }

    /** Longest master-down interval, in seconds: skew is at most one interval. */
    double down() {
      return 3 * interval / 1000.0 + Math.max(1, interval / 1000.0) + 0.1;
    }

    String scenario(long seed) {
      StringBuilder text = new StringBuilder("seed " + seed + "\nstart-spread 3s\n");
      int faults = random.nextInt(20);
      for (int n = 0; n < faults; n++) {
        text.append(
            String.format(
                Locale.ROOT, "at %.3f %s%n", random.nextDouble() * (FAULTS_END - 9), fault()));
      }
      text.append("at " + FAULTS_END + " heal\nat " + FAULTS_END + " loss 0\n");
      text.append("at " + FAULTS_END + " delay 0.1ms..0.3ms\n");
      for (int n = 1; n <= nodes; n++) {
        text.append("at " + FAULTS_END + " restart node" + n + "\n");
        text.append("at " + FAULTS_END + " link node" + n + " eth1 up\n");
        text.append("at " + FAULTS_END + " link node" + n + " eth2 up\n");
        text.append("at " + FAULTS_END + " script node" + n + " chk ok\n");
      }
      return text + String.format(Locale.ROOT, "duration %.3f%n", settled());
    }

    private String fault() {
      String node = "node" + (1 + random.nextInt(nodes));
      return switch (random.nextInt(14)) {
        case 0 -> "kill " + node;
        case 1 -> "crash " + node;
        case 2 -> "stop " + node;
        case 3, 4 -> "restart " + node;
        case 5 -> "stall " + node + " " + random.nextInt(8000) + "ms";
        case 6 -> "link " + node + " eth1 down";
        case 7 -> "link " + node + " eth" + (1 + random.nextInt(2)) + " up";
        case 8 -> "partition " + node + " client | " + "node" + (1 + random.nextInt(nodes));
        case 9 -> "heal";
        case 10 -> "loss " + random.nextInt(101) + "%";
        case 11 -> "delay " + random.nextInt(50) + "ms.." + (50 + random.nextInt(500)) + "ms";
        case 12 -> "script " + node + " chk " + (random.nextBoolean() ? "fail" : "ok");
        default -> "remove " + node + " 192.168.100.250";
      };
    }
  }

  @Test
  void oneMasterAfterAllFaults() throws ConfigException {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      new Run(seed).check();
    }
  }

  /** One seed: faults, then quiet, then the death of the master. */
  private static final class Run {
    private final List<String> timeline = new ArrayList<>();
    private final String text;
    private final Draw draw;
    private final World world;

    Run(long seed) throws ConfigException {
      draw = new Draw(seed);
      List<KeepalivedModel> models = draw.models();
      text = draw.scenario(seed);
      world =
          new World(
              ScenarioReader.read("seed " + seed, text, models.size()),
              models,
              Map.of(),
              timeline::add);
    }

    void check() {
      double settled = draw.settled();
      at(settled);
      oneMaster();
      int lines = timeline.size();
      at(settled + 20);
      assertThat(timeline).as("nothing changes any more\n" + text).hasSize(lines);
      world.routers().get(0).masters().iterator().next().kill();
      at(settled + 20 + draw.down());
      oneMaster();
    }

    private void at(double seconds) {
      world.runUntil(Duration.ofNanos(Math.round(seconds * 1e9)));
    }

    private void oneMaster() {
      assertThat(world.notExactlyOneMaster()).as(this::story).isEmpty();
      for (Mastership router : world.routers()) {
        assertThat(router.masters())
            .as(() -> "members of a group are on one node\n" + story())
            .isEqualTo(world.routers().get(0).masters());
      }
      for (Service service : world.services()) {
        assertThat(service.served).as(() -> "a client reaches the address\n" + story()).isTrue();
      }
    }

    private String story() {
      return text + String.join("\n", timeline);
    }
  }
}
