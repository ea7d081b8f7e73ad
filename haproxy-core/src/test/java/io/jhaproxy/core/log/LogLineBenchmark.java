package io.jhaproxy.core.log;

import io.jhaproxy.core.acl.StandardLibrary;
import io.jhaproxy.core.rule.RecordedStream;
import io.jhaproxy.core.sample.Phase;
import io.jhaproxy.core.sample.TestSurroundings;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A line of {@code option httplog}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogLineBenchmark {
  private final RecordedStream stream =
      RecordedStream.request("GET /images/logo.png?version=17 HTTP/1.1", "Host: www.example.com");
  private final LogLine line = new LogLine(4096, ZoneId.of("UTC"));
  private LogFormat format;

  /** Compiles the format. */
  @Setup
  public void compile() throws Exception {
    stream.backendName = new byte[] {'b'};
    stream.status = 200;
    format =
        new LogFormatCompiler(StandardLibrary.create(), "host", 1)
            .compile(LogFormatCompiler.HTTPLOG, Phase.LOG, new TestSurroundings());
  }

  /** Writes it. */
  @Benchmark
  public LogLine httplog() {
    line.clear();
    format.append(stream, line);
    return line;
  }
}
