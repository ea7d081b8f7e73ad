package io.jhaproxy.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The measurements of parts of the hot path: here only that they run. {@code bench/jmh} measures
 * with {@code -Djmh=PATTERN}.
 */
class MicroBenchmarksTest {
  @Test
  void run() throws Exception {
    String pattern = System.getProperty("jmh", "");
    boolean measures = !pattern.isEmpty();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(measures ? pattern : ".*Benchmark")
            .shouldFailOnError(true)
            .forks(measures ? 1 : 0)
            .verbosity(measures ? VerboseMode.NORMAL : VerboseMode.SILENT)
            .warmupIterations(measures ? 3 : 0)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(measures ? 5 : 1)
            .measurementTime(measures ? TimeValue.seconds(1) : TimeValue.milliseconds(5));
    Collection<RunResult> results = new Runner(options.build()).run();
    assertThat(results).isNotEmpty();
    for (RunResult result : results) {
      assertThat(result.getPrimaryResult().getScore()).isPositive();
    }
  }
}
