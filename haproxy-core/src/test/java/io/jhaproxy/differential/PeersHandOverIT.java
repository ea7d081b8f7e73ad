package io.jhaproxy.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.net.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that stops softly teaches its tables to the one that takes its place. */
@Timeout(60)
class PeersHandOverIT {
  private static final String CONFIG =
      """
      global
       nbthread 1
       localpeer A
       stats socket DIR/a.sock level admin mode 600
      defaults
       mode http
       timeout client 5s
       timeout server 5s
       timeout connect 5s
      peers p
       peer A 127.0.0.1:PEER
      backend t
       stick-table type ip size 10k expire 1h peers p store gpc0,http_req_rate(1h)
      backend words
       stick-table type string size 1k expire 1h peers p store gpt0
      frontend f
       bind 127.0.0.1:PORT0
       http-request return status 200
      """;

  private static final int ENTRIES = 300;

  @BeforeAll
  static void programs() {
    Comparison.assumeReference();
  }

  /** A program of which a soft stop can be asked, and its end awaited. */
  private static final class Stoppable implements Program {
    private final boolean ours;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Engine engine;
    private Process process;

    Stoppable(String who) {
      ours = who.equals("ours");
    }

    @Override
    public AutoCloseable start(String configuration) throws Exception {
      return ours ? engine(configuration) : reference(configuration);
    }

    private AutoCloseable engine(String configuration) throws Exception {
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      Engine started =
          Engine.start(
              ConfigCheck.model(configuration),
              new EngineOptions(
                  1, 100, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add));
      started.serve();
      engine = started;
      return () -> {
        started.stopNow();
        assertThat(failures).isEmpty();
      };
    }

    private AutoCloseable reference(String configuration) throws Exception {
      Path file = Files.createTempFile("hand-over", ".cfg");
      Files.writeString(file, configuration);
      Process started =
          new ProcessBuilder(REFERENCE.toString(), "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process = started;
      return () -> {
        started.destroyForcibly().waitFor();
        Files.delete(file);
      };
    }

    void stopSoftly() throws Exception {
      if (ours) {
        engine.stopSoftly(ended::countDown);
      } else {
        new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor();
      }
    }

    boolean ends() throws InterruptedException {
      return ours ? ended.await(20, TimeUnit.SECONDS) : process.waitFor(20, TimeUnit.SECONDS);
    }
  }

  private static String entries(CliProgram running, String table) throws IOException {
    return Arrays.stream(running.ask("show table " + table + "¶").split("\n"))
        .filter(line -> line.startsWith("0x"))
        .map(line -> line.replaceFirst("0x\\w+: ", "").replaceFirst(" use=\\d+ exp=\\d+ ?", " "))
        .map(String::strip)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static void awaitComplete(CliProgram running) throws IOException {
    long end = System.nanoTime() + 15_000_000_000L;
    while (!running.ask("show peers¶").contains("resync_timeout=<PAST>")
        && System.nanoTime() < end) {
      LockSupport.parkNanos(500_000);
    }
  }

  @ParameterizedTest
  @CsvSource({"ours,theirs", "theirs,ours", "ours,ours", "theirs,theirs"})
  void theSuccessorHasEverything(String before, String after) throws Exception {
    try (Ports peer = new Ports(1)) {
      String text = CONFIG.replace("PEER", Integer.toString(peer.numbers()[0]));
      Stoppable old = new Stoppable(before);
      Stoppable next = new Stoppable(after);
      try (CliProgram a = CliProgram.start(old, text, "f,FRONTEND")) {
        for (int i = 0; i < ENTRIES; i++) {
          a.ask("set table t key 10.1." + i / 250 + "." + i % 250 + " data.gpc0 " + (i + 1) + "¶");
        }
        a.ask("set table words key one data.gpt0 7¶");
        String tables = entries(a, "t");
        String words = entries(a, "words");
        assertThat(tables.lines()).hasSize(ENTRIES);
        try (CliProgram b = CliProgram.start(next, text, "f,FRONTEND")) {
          if (before.equals("theirs")) {
            // As long as it waits to be taught itself it teaches nobody.
            awaitComplete(a);
          }
          old.stopSoftly();
          assertThat(old.ends()).as("the old process ends").isTrue();
          long end = System.nanoTime() + 10_000_000_000L;
          while (!entries(b, "t").equals(tables) && System.nanoTime() < end) {
            LockSupport.parkNanos(500_000);
          }
          assertThat(entries(b, "t")).isEqualTo(tables);
          assertThat(entries(b, "words")).isEqualTo(words);
        }
      }
    }
  }

  @Test
  void withoutASuccessorItEndsAtOnce() throws Exception {
    try (Ports peer = new Ports(1)) {
      Stoppable alone = new Stoppable("ours");
      String text = CONFIG.replace("PEER", Integer.toString(peer.numbers()[0]));
      try (CliProgram a = CliProgram.start(alone, text, "f,FRONTEND")) {
        a.ask("set table t key 10.1.1.1 data.gpc0 1¶");
        long began = System.nanoTime();
        alone.stopSoftly();
        assertThat(alone.ends()).isTrue();
        assertThat(System.nanoTime() - began).isLessThan(3_000_000_000L);
      }
    }
  }
}
