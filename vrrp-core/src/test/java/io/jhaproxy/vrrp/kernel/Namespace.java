package io.jhaproxy.vrrp.kernel;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A private network namespace of one thread: what {@link #run} runs sees only the links that it
 * made itself, and all is gone when the thread ends. Needs root; the test is skipped without.
 */
final class Namespace implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x40000000;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  Namespace() {
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "ip")))) {
      skip("no program 'ip'");
    }
    Boolean own =
        call(
            () -> {
              boolean done = Libc.unshare(CLONE_NEWNET) == 0;
              if (done) {
                ip("link set lo up");
              }
              return done;
            });
    if (!own) {
      skip("no permission to make a network namespace");
    }
  }

  /** Counted aloud; where the peers are required it is a failure. */
  private void skip(String reason) {
    close();
    if ("required".equals(System.getProperty("peers"))) {
      fail(reason);
    }
    System.out.println("SKIPPED: " + reason);
    Assumptions.abort(reason);
  }

  <T> T call(Callable<T> action) {
    try {
      return thread.submit(action).get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs {@code ip} with these words in the namespace of the calling thread. */
  static String ip(String words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(("ip " + words).split(" ")).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("ip " + words + ": " + output);
    }
    return output;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
