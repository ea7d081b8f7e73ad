package io.jhaproxy.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.vrrp.config.TrackProcessModel;
import io.jhaproxy.vrrp.config.TrackProcessModel.Match;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which processes count. */
class ProcessTrackerTest {
  private static TrackProcessModel model(String words, Match match, boolean full) {
    return new TrackProcessModel(
        "p",
        List.of(words.split(" ")),
        match,
        0,
        false,
        1,
        Integer.MAX_VALUE,
        Duration.ZERO,
        Duration.ZERO,
        full);
  }

  @ParameterizedTest
  @CsvSource({
    // wanted               , match  , full , comm           , command line                , counts
    "haproxy                , NONE   , false, haproxy        , haproxy -f a                , true",
    "haproxy                , NONE   , false, nginx          , nginx                       , false",
    "/usr/sbin/haproxy      , NONE   , false, haproxy        , haproxy                     , true",
    "a-very-long-process-name, NONE  , false, a-very-long-pro, a-very-long-process-name    , true",
    "haproxy -f a           , EXACT  , false, haproxy        , haproxy -f a                , true",
    "haproxy -f a           , EXACT  , false, haproxy        , haproxy -f a -D             , false",
    "haproxy -f a           , INITIAL, false, haproxy        , haproxy -f a -D             , true",
    "haproxy -f a           , INITIAL, false, haproxy        , haproxy -f abc              , false",
    "haproxy -f a           , PARTIAL, false, haproxy        , haproxy -f abc              , true",
    "haproxy -f a           , PARTIAL, false, haproxy        , haproxy -D -f a             , false",
    "/usr/sbin/haproxy      , NONE   , true , haproxy        , /usr/sbin/haproxy           , true",
    "/usr/sbin/haproxy      , NONE   , true , haproxy        , /opt/haproxy                , false",
  })
  void matches(
      String wanted, Match match, boolean full, String comm, String line, boolean expected) {
    TrackProcessModel model = model(wanted.strip(), match, full);
    assertThat(ProcessTracker.matches(model, comm, List.of(line.split(" ")))).isEqualTo(expected);
  }

  @Test
  void countsRealProcesses() throws Exception {
    Process child = new ProcessBuilder("/bin/sleep", "54321").start();
    try {
      TrackProcessModel sleeping = model("sleep 54321", Match.EXACT, false);
      TrackProcessModel nobody = model("sleep 54322", Match.EXACT, false);
      assertThat(ProcessTracker.count(List.of(sleeping, nobody))).containsExactly(1, 0);
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
