package io.jhaproxy.core.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Users and groups of the system by name: the files first, then {@code getent} for those that come
 * from elsewhere.
 */
public final class Accounts {
  private static final long PATIENCE_SECONDS = 5;

  private Accounts() {}

  /** Whether the system knows a user of that name. */
  public static boolean hasUser(String name) {
    return has("passwd", name);
  }

  /** Whether the system knows a group of that name. */
  public static boolean hasGroup(String name) {
    return has("group", name);
  }

  private static boolean has(String database, String name) {
    if (name.isEmpty() || name.indexOf(':') >= 0 || name.startsWith("-") || isNumber(name)) {
      return false;
    }
    try (var lines = Files.lines(Path.of("/etc", database), StandardCharsets.ISO_8859_1)) {
      if (lines.anyMatch(line -> line.startsWith(name + ":"))) {
        return true;
      }
    } catch (IOException e) {
      // getent may know
    }
    return asked(database, name);
  }

  private static boolean isNumber(String name) {
    return name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Asks the other sources of the system, if it has any. */
  private static boolean asked(String database, String name) {
    Path switchFile = Path.of("/etc/nsswitch.conf");
    try {
      boolean filesOnly =
          Files.readAllLines(switchFile, StandardCharsets.ISO_8859_1).stream()
              .filter(line -> line.startsWith(database + ":"))
              .allMatch(line -> line.substring(database.length() + 1).strip().equals("files"));
      if (filesOnly) {
        return false;
      }
      ProcessBuilder command = new ProcessBuilder(List.of("getent", database, name));
      command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      command.redirectError(ProcessBuilder.Redirect.DISCARD);
      command.environment().keySet().removeIf(variable -> variable.startsWith("_JPACKAGE"));
      Process process = command.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
