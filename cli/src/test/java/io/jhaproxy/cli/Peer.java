package io.jhaproxy.cli;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests need but the project does not bring along. */
final class Peer {
  private Peer() {}

  /**
   * The path of a program. Without it the test is skipped aloud, or fails with {@code
   * -Dpeers=required}.
   */
  static String require(String name) {
    for (String folder : (System.getenv("PATH") + ":/usr/sbin:/sbin").split(":")) {
      Path path = Path.of(folder, name);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    return missing(name);
  }

  /** Skips or fails if an executable that is in no PATH is missing. */
  static void requireFile(String path) {
    if (!Files.isExecutable(Path.of(path))) {
      missing(path);
    }
  }

  /** Skips or fails if the tests do not run as root. */
  static void requireRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      missing("root");
    }
  }

  private static String missing(String name) {
    if ("required".equals(System.getProperty("peers"))) {
      return fail("this test needs " + name);
    }
    System.out.println("SKIPPED, missing here: " + name);
    Assumptions.abort("missing here: " + name);
    return name;
  }
}
