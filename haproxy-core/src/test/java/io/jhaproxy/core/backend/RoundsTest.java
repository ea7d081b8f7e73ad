package io.jhaproxy.core.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of turns, as HAProxy 2.6.12 was seen to serve; {@code a} is the first server. */
class RoundsTest {
  @ParameterizedTest
  @CsvSource({
    "1, a, a",
    "1 1 1, abc, abc",
    "3 1, aaab, aaab",
    "1 3, bbba, abbb",
    "2 2 1, ababc, ababc",
    "1 2 3, cbcacb, acbcbc",
  })
  void takesTurns(String weights, String due, String shares) {
    int[] numbers = Arrays.stream(weights.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertEquals(due, letters(Rounds.due(numbers)), "roundrobin");
    assertEquals(shares, letters(Rounds.shares(numbers)), "static-rr");
  }

  @Test
  void everybodyIsServedByWeight() {
    Random random = new Random(7);
    for (UnaryOperator<int[]> order :
        List.<UnaryOperator<int[]>>of(Rounds::due, Rounds::shares, Rounds::inRows)) {
      int[] weights = random.ints(40, 1, 257).toArray();
      int[] served = new int[weights.length];
      for (int server : order.apply(weights)) {
        served[server]++;
      }
      assertArrayEquals(weights, served);
    }
  }

  /** Made anew whenever a server changes, on a thread that serves: with squares it took minutes. */
  @Test
  void thousandsOfServersAreNoProblem() {
    int[] weights = new Random(8).ints(5_000, 1, 257).toArray();
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Rounds.due(weights));
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Rounds.shares(weights));
  }

  private static String letters(int[] order) {
    return Arrays.stream(order)
        .mapToObj(server -> String.valueOf((char) ('a' + server)))
        .collect(Collectors.joining());
  }
}
