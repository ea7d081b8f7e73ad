package io.jhaproxy.core.acl;

import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.TestSurroundings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Conditions of rules, compiled, against one request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConditionBenchmark {
  /** What is evaluated. */
  @Param({
    "{ path_beg /forbidden/ }",
    "{ hdr(host) -i www.example.com }",
    "{ src 10.0.0.0/8 192.168.0.0/16 }",
    "{ path_reg ^/images/.*[.]gif$ }"
  })
  public String condition = "";

  private final RecordedStream stream =
      RecordedStream.request("GET /images/png/logo.gif?z=1 HTTP/1.1", "Host: www.example.com");
  private Test test = context -> 0;

  /** Compiles it. */
  @Setup
  public void compile() throws Exception {
    test =
        new ConditionCompiler(StandardLibrary.create(), new TestSurroundings(), List.of())
            .compile(List.of(("if " + condition).split(" ")), Phase.HTTP_REQUEST);
  }

  /** One evaluation. */
  @Benchmark
  public int evaluate() {
    return test.test(stream);
  }
}
