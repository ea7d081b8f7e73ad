package io.jhaproxy.differential;

import java.nio.file.Files;
import java.nio.file.Path;

/** The engine as a process of its own, for what it writes to its standard error output. */
final class EngineProcess {
  private EngineProcess() {}

  /** Runs a configuration file until the standard input ends. */
  public static void main(String[] arguments) throws Exception {
    String text = Files.readString(Path.of(arguments[0]));
    AutoCloseable running = Program.engine().start(text);
    while (System.in.read() >= 0) {
      // Nothing is said to it: the end of the input is the end.
    }
    running.close();
  }
}
