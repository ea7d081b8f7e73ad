package io.jhaproxy.differential;

import io.jhaproxy.core.config.ConfigCheck;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ConfigText;
import io.jhaproxy.core.generation.Engine;
import io.jhaproxy.core.generation.EngineOptions;
import io.jhaproxy.core.generation.Keywords;
import io.jhaproxy.core.generation.RunningText;
import io.jhaproxy.core.net.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A proxy that can be started with a configuration. */
interface Program {
  /** Starts it; it may not listen yet when this returns. Closing ends it. */
  AutoCloseable start(String configuration) throws Exception;

  /** The reference's executable, where one is installed. */
  Path REFERENCE = Path.of(System.getProperty("reference", "/usr/sbin/haproxy"));

  /** An executable with haproxy's options. */
  static Program executable(Path path) {
    return configuration -> {
      Path file = Files.createTempFile("differential", ".cfg");
      Files.writeString(file, configuration);
      Process process =
          new ProcessBuilder(path.toString(), "-db", "-f", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return () -> {
        if (!process.isAlive()) {
          throw new IllegalStateException(path + " ended by itself: " + process.exitValue());
        }
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        Files.delete(file);
      };
    };
  }

  /** This project's engine, in this process. */
  static Program engine() {
    return configuration -> {
      ConfigModel model = ConfigCheck.model(configuration);
      if (model.hasErrors()) {
        throw new IllegalStateException(model.diagnostics().toString());
      }
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      Engine engine =
          Engine.start(
              model,
              new EngineOptions(
                  1, 2000, fd -> {}, Clock.SYSTEM, (text, level) -> {}, failures::add));
      engine.running(
          new RunningText(
              ConfigText.of("t.cfg", configuration),
              ConfigCheck::environment,
              Keywords::registry,
              Runnable::run,
              read -> 2000));
      engine.serve();
      return () -> {
        engine.stopNow();
        if (!failures.isEmpty()) {
          throw new IllegalStateException("failed inside", failures.get(0));
        }
      };
    };
  }
}
