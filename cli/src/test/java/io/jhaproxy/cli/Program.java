package io.jhaproxy.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run as a real process: the image, or the reference. */
record Program(String path) {
  /** The application image under test. */
  static final Path IMAGE = Path.of(System.getProperty("image", "target/dist"));

  /** Seconds after which a run is ended as stuck. */
  private static final int LIMIT = 30;

  static Program jhaproxy() {
    return new Program(IMAGE.resolve("bin/jhaproxy").toAbsolutePath().toString());
  }

  static Program reference() {
    return new Program(Peer.require("haproxy"));
  }

  static Program jkeepalived() {
    return new Program(IMAGE.resolve("bin/jkeepalived").toAbsolutePath().toString());
  }

  static Program keepalived() {
    return new Program(Peer.require("keepalived"));
  }

  /**
   * What a run left behind.
   *
   * @param status exit status; 128 + N if signal N ended it
   */
  record Result(int status, String out, String err) {
    /** Standard error with process numbers, program paths and versions replaced. */
    String messages() {
      return err.replaceAll("\\(\\d+\\)", "(PID)")
          .replaceAll("\\[[^ ]*haproxy.main", "[haproxy.main")
          .replaceAll(
              "(?m)^\\[NOTICE\\]   \\(PID\\) : (haproxy version|path to executable).*\n", "");
    }
  }

  /** Runs to the end. */
  Result run(String... arguments) {
    return run(Map.of(), arguments);
  }

  /** Runs to the end with more environment variables. */
  Result run(Map<String, String> environment, String... arguments) {
    try (Running running = start(environment, arguments)) {
      return running.await();
    }
  }

  /** Starts; close it to end it by its process id. */
  Running start(String... arguments) {
    return start(Map.of(), arguments);
  }

  Running start(Map<String, String> environment, String... arguments) {
    try {
      // A test run in the background may ignore INT, and children inherit that.
      List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT", path));
      command.addAll(List.of(arguments));
      Path out = Files.createTempFile("out", "");
      Path err = Files.createTempFile("err", "");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Running(builder.start(), out, err);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  /** A run under way. */
  record Running(Process process, Path outFile, Path errFile) implements AutoCloseable {
    long pid() {
      return process.pid();
    }

    String err() {
      return text(errFile);
    }

    String out() {
      return text(outFile);
    }

    /** Sends a signal by name. */
    Running signal(String name) {
      try {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        return this;
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** Waits for the end. */
    Result await() {
      try {
        if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
          throw new AssertionError("still running after " + LIMIT + " s; said: " + err());
        }
        return new Result(process.exitValue(), out(), err());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        process.waitFor();
        Files.deleteIfExists(outFile);
        Files.deleteIfExists(errFile);
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static String text(Path file) {
      try {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
