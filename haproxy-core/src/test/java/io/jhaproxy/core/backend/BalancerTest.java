package io.jhaproxy.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which server comes next. */
class BalancerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a               | aaa
          a b c           | abcabcabc
          a*2 b           | aabaab
          a*3 b*1         | aaabaaab
          a b*3           | bbbabbba
          a*100 b*100     | ababab
          a*200 b*100     | aabaab
          a*5 b*3 c       | aabacbaabaabacbaab
          a*7 b*5 c*3 d*2 | abacbadabcabaacbd
          a*5 b*4         | aabababab
          a*8 b c         | aaaabaaaac
          a*5 b c d       | aabaacad
          a*0 b c         | bcbc
          a b+backup      | aaaa
          a*0 b+backup    | bbbb
          a*0             | --
          """)
  void roundRobinFollowsTheWeights(String servers, String order) {
    Backend backend = TestPool.of(new RoundRobin(), servers);
    assertThat(TestPool.pass(backend, order.length())).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c           | abcabc
          a*3 b           | aaabaaab
          a b*3           | abbbabbb
          a*2 b           | aabaab
          a*5 b*2         | aaabaab
          a*3 b*5         | ababbabb
          """)
  void staticRoundRobinHasTheReferencesOrder(String servers, String order) {
    Backend backend = TestPool.of(RoundRobin.fixed(), servers);
    assertThat(TestPool.pass(backend, order.length())).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b        | ababa        | a      | 3          | baaabaaab
          a b        | abab         | b      | 3          | abbbabbb
          a*3 b      | aaabaa       | a      | 1          | bababa
          a b c      | abca         | b      | 0          | cacac
          a b c      | abcab        | a      | 0          | cbcbcb
          """)
  void aChangedWeightGoesOnWhereItWas(
      String servers, String before, String name, int weight, String after) {
    Backend backend = TestPool.of(new RoundRobin(), servers);
    assertThat(TestPool.pass(backend, before.length())).isEqualTo(before);
    TestPool.server(backend, name).weight(weight, 1);
    assertThat(TestPool.pass(backend, after.length())).isEqualTo(after);
  }

  @Test
  void staticRoundRobinKeepsTheConfiguredWeights() {
    Backend backend = TestPool.of(RoundRobin.fixed(), "a*3 b");
    TestPool.server(backend, "a").weight(1, 1);
    assertThat(TestPool.pass(backend, 8)).isEqualTo("aaabaaab");
  }

  @Test
  void roundRobinSkipsFullServers() {
    Backend backend = TestPool.of(new RoundRobin(), "a/1 b/2 c/1");
    assertThat(TestPool.take(backend, 6)).isEqualTo("abcb--");
    backend.release(TestPool.server(backend, "c"));
    assertThat(TestPool.take(backend, 2)).isEqualTo("c-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c           | abcabc
          a*2 b           | abaaba
          a/1 b           | abbb
          """)
  void leastConnectionsFillsByWeight(String servers, String order) {
    Backend backend = TestPool.of(new LeastConnections(), servers);
    String taken = TestPool.take(backend, order.length());
    assertThat(taken.chars().sorted().toArray()).isEqualTo(order.chars().sorted().toArray());
  }

  @Test
  void leastConnectionsGoesToTheOneThatWasLeft() {
    Backend backend = TestPool.of(new LeastConnections(), "a b c");
    TestPool.take(backend, 9);
    backend.release(TestPool.server(backend, "b"));
    backend.release(TestPool.server(backend, "b"));
    assertThat(TestPool.take(backend, 2)).isEqualTo("bb");
  }

  @Test
  void leastConnectionsTakesTurnsAmongEquals() {
    Backend backend = TestPool.of(new LeastConnections(), "a b c");
    assertThat(TestPool.pass(backend, 6)).isEqualTo("abcabc");
  }

  @Test
  void firstFillsOneAfterTheOther() {
    Backend backend = TestPool.of(new FirstAvailable(), "a/2 b/1 c/3");
    assertThat(TestPool.take(backend, 7)).isEqualTo("aabccc-");
    backend.release(TestPool.server(backend, "b"));
    assertThat(TestPool.take(backend, 1)).isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.0 | b
          10.0.0.1 | c
          10.0.0.2 | a
          10.0.0.3 | b
          """)
  void sourceIsTheAddressModuloTheWeight(String client, String expected) {
    Backend backend = TestPool.of(new HashBalancer(null, HashModel.DEFAULT), "a b c");
    for (int i = 0; i < 3; i++) {
      Server server = backend.assign(TestPool.client(client), null);
      assertThat(TestPool.nameOf(server)).isEqualTo(expected);
    }
  }

  @Test
  void sourceWaitsForItsServerAndDoesNotTakeAnother() {
    Backend backend = TestPool.of(new HashBalancer(null, HashModel.DEFAULT), "a/1 b/1");
    assertThat(TestPool.take(backend, 2)).endsWith("-");
  }

  @Test
  void sourceChangesOnlyWhenTheServersDo() {
    Backend backend = TestPool.of(new HashBalancer(null, HashModel.DEFAULT), "a b c d");
    List<String> before = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      before.add(TestPool.nameOf(backend.assign(TestPool.client("10.1.2." + i), null)));
    }
    assertThat(before).contains("a", "b", "c", "d");
    TestPool.server(backend, "b").state(ServerState.STOPPED, 1);
    for (int i = 0; i < 64; i++) {
      assertThat(TestPool.nameOf(backend.assign(TestPool.client("10.1.2." + i), null)))
          .isNotEqualTo("b");
    }
    TestPool.server(backend, "b").state(ServerState.RUNNING, 2);
    for (int i = 0; i < 64; i++) {
      assertThat(TestPool.nameOf(backend.assign(TestPool.client("10.1.2." + i), null)))
          .isEqualTo(before.get(i));
    }
  }

  static List<Supplier<Balancer>> algorithms() {
    return List.of(
        RoundRobin::new,
        LeastConnections::new,
        FirstAvailable::new,
        () -> new HashBalancer(null, HashModel.DEFAULT),
        () -> new RandomChoice(random(5), 2));
  }

  private static java.util.function.IntSupplier random(long seed) {
    Random random = new Random(seed);
    return () -> random.nextInt(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theServerThatFailedIsAvoidedWhileThereIsAnother(Supplier<Balancer> algorithm) {
    Backend backend = TestPool.of(algorithm.get(), "a b c");
    for (Server failed : backend.servers()) {
      for (int i = 0; i < 20; i++) {
        Server next = backend.assign(TestPool.client("10.0.0." + i), failed);
        assertThat(next).isNotNull().isNotSameAs(failed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void theServerThatFailedIsTakenIfItIsTheOnlyOne(Supplier<Balancer> algorithm) {
    Backend backend = TestPool.of(algorithm.get(), "a");
    Server only = backend.servers().get(0);
    assertThat(backend.assign(TestPool.ANY, only)).isSameAs(only);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  void noServerGetsMoreThanItsLimit(Supplier<Balancer> algorithm) throws InterruptedException {
    Backend backend = TestPool.of(algorithm.get(), "a/3 b*2/5 c");
    AtomicInteger[] peaks = {new AtomicInteger(), new AtomicInteger()};
    ConcurrentHashMap<Throwable, Boolean> failures = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 5000; i++) {
                  Server got =
                      backend.assign(TestPool.client("10.0." + number + "." + i % 250), null);
                  if (got != null) {
                    int index = got.id() - 1;
                    if (index < 2) {
                      peaks[index].accumulateAndGet(got.served(), Math::max);
                    }
                    backend.release(got);
                  }
                }
              });
      thread.setUncaughtExceptionHandler((where, failure) -> failures.put(failure, true));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(peaks[0].get()).isLessThanOrEqualTo(3);
    assertThat(peaks[1].get()).isLessThanOrEqualTo(5);
    assertThat(backend.served()).isZero();
  }
}
