package io.jhaproxy.vrrp.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.config.Tracked;
import io.jhaproxy.vrrp.state.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios of the lab on virtual time, with the gaps that the lab measures. */
class SimulationTest {
  private static final String QUIET = "delay 0.1ms..0.1ms\n";

  private static KeepalivedModel node(int priority) {
    return Models.of(Models.instance("VI_1").priority(priority)).build();
  }

  private static World world(String text, KeepalivedModel... models) throws ConfigException {
    return world(text, new ArrayList<>(), models);
  }

  private static World world(String text, List<String> timeline, KeepalivedModel... models)
      throws ConfigException {
    Scenario scenario = ScenarioReader.read("test", text, models.length);
    World world = new World(scenario, List.of(models), Map.of(), timeline::add);
    world.run();
    return world;
  }

  private static String outages(World world) {
    return world.services().get(0).outages().toString();
  }

  @ParameterizedTest(name = "{0}: outages {1}, masters together {2}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          nothing                                        !                            !
          at 10s stop node1                              ! 10.000 .. 10.609 (0.609 s)  !
          at 10s kill node1                              ! 10.000 .. 12.828 (2.828 s)  !
          at 10s link node1 eth1 down                    ! 10.000 .. 12.828 (2.828 s)  !
          at 10s crash node1                             !                            !
          at 10s stop node1; at 15s restart node1        ! 10.000 .. 10.609 (0.609 s)  ! 18.219 .. 18.219 (0.000 s)
          at 10s kill node1; at 15s restart node1        ! 10.000 .. 12.828 (2.828 s)  ! 18.219 .. 18.219 (0.000 s)
          at 10s crash node1; at 15s restart node1       !                            ! 18.219 .. 18.219 (0.000 s)
          at 10s remove node1 192.168.100.250            ! 10.000 .. 10.219 (0.219 s)  !
          at 10s partition node1 | node2; at 20.5s heal  !                            ! 12.828 .. 20.828 (8.000 s)
          at 10s partition node2 client | node1; at 20.5s heal ! 10.000 .. 12.828 (2.828 s) ! 12.828 .. 20.828 (8.000 s)
          at 10s partition node2 client | node1; at 20.1s heal ! 10.000 .. 12.828 (2.828 s), 20.219 .. 20.219 (0.000 s) ! 12.828 .. 20.219 (7.391 s)
          at 10s stall node1 2.5s                        !                            !
          """)
  void twoNodes(String actions, String outages, String doubles) throws ConfigException {
    String text = QUIET + (actions.equals("nothing") ? "" : actions.replace(';', '\n'));
    World world = world(text, node(200), node(100));
    assertThat(outages(world)).isEqualTo(outages == null ? "[]" : "[" + outages + "]");
    assertThat(world.routers().get(0).doubles().toString())
        .isEqualTo(doubles == null ? "[]" : "[" + doubles + "]");
    assertThat(world.routers().get(0).masters()).hasSize(1);
  }

  @Test
  void timelineSaysWhoAndWhy() throws ConfigException {
    List<String> timeline = new ArrayList<>();
    world(QUIET + "at 10s kill node1\nduration 15s", timeline, node(200), node(100));
    assertThat(timeline)
        .containsExactly(
            "       0.000  node1      VI_1 BACKUP  start",
            "       0.000  node2      VI_1 BACKUP  start",
            "       3.219  node1      VI_1 MASTER  no master was heard since the start",
            "      10.000  --         kill node1",
            "      12.828  node2      VI_1 MASTER  master 198.18.0.2 (priority 200) not heard for"
                + " 3.609 s, 3 adverts missed");
  }

  @Test
  void scriptFailureMovesTheAddressWithoutGap() throws ConfigException {
    KeepalivedModel checked =
        Models.of(Models.instance("VI_1").priority(101).trackScripts(new Tracked("chk", 2, false)))
            .script("chk", 2, 1, 1, false)
            .build();
    KeepalivedModel other =
        Models.of(Models.instance("VI_1").priority(100).trackScripts(new Tracked("chk", 2, false)))
            .script("chk", 2, 1, 1, false)
            .build();
    World world = world(QUIET + "at 20.5s script node1 chk fail", checked, other);
    assertThat(world.routers().get(0).masters().toString()).isEqualTo("[node2]");
    assertThat(outages(world)).isEqualTo("[]");
  }

  @Test
  void lossOfAFewPacketsChangesNothing() throws ConfigException {
    World world = world("seed 3\nloss 5%\nduration 10min", node(200), node(100), node(50));
    assertThat(world.lostPackets()).isBetween(40L, 90L);
    assertThat(world.routers().get(0).masters().toString()).isEqualTo("[node1]");
    assertThat(world.routers().get(0).doubles()).isEmpty();
  }

  @Test
  void equalSeedsMakeEqualHistories() throws ConfigException {
    String text = "seed 11\nstart-spread 3s\nloss 60%\nduration 5min\n";
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    List<String> other = new ArrayList<>();
    world(text, first, node(200), node(100), node(90));
    world(text, second, node(200), node(100), node(90));
    world(text.replace("11", "12"), other, node(200), node(100), node(90));
    assertThat(second).isEqualTo(first).hasSizeGreaterThan(10);
    assertThat(other).isNotEqualTo(first);
  }

  /** 1,000 nodes, one hour: 500 pairs, each with a failure and a return. */
  @Test
  void aThousandNodesForAnHour() throws ConfigException {
    String text =
        """
        copies 500
        start-spread 1s
        duration 1h
        at 10min kill node1
        at 20min restart node1
        at 30min partition node1 | node2
        at 40min heal
        """;
    World world = world(text, node(200), node(100));
    assertThat(world.nodes()).hasSize(1000);
    assertThat(world.notExactlyOneMaster()).isEmpty();
    assertThat(world.packets()).isGreaterThan(1_700_000);
  }

  /** 1,000 nodes in one network, one hour: every advert reaches 999 backups. */
  @Test
  void aThousandBackupsForAnHour() throws ConfigException {
    KeepalivedModel[] models = new KeepalivedModel[1000];
    for (int n = 0; n < models.length; n++) {
      models[n] = node(1 + n % 250);
    }
    World world = world("duration 1h\nstart-spread 1s\nat 30min kill node250", models);
    assertThat(world.nodes()).hasSize(1000);
    assertThat(world.notExactlyOneMaster()).isEmpty();
  }
}
