package io.jhaproxy.core.backend;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Choice of a server and return of its slot. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BalanceBenchmark {
  /** How many servers there are. */
  @Param({"10", "1000"})
  public int servers;

  /** The algorithm. */
  @Param({"roundrobin", "leastconn", "random"})
  public String algorithm = "";

  private Backend backend;

  /** Makes the backend. */
  @Setup
  public void make() {
    Balancer balancer =
        switch (algorithm) {
          case "roundrobin" -> new RoundRobin();
          case "leastconn" -> new LeastConnections();
          default -> new RandomChoice(() -> ThreadLocalRandom.current().nextInt(1 << 30), 2);
        };
    String names =
        IntStream.range(0, servers).mapToObj(i -> "s" + i).collect(Collectors.joining(" "));
    backend = TestPool.of(balancer, names);
  }

  /** Takes a slot and gives it back. */
  @Benchmark
  public Server pick() {
    Server server = backend.assign(TestPool.ANY, null);
    if (server != null) {
      backend.release(server);
    }
    return server;
  }
}
