package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.cli.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** {@code --why [INSTANCE]}: asks the running daemon why its instances are what they are. */
final class Why {
  /** The signal that makes the daemon write the answer down. */
  static final int SIGNAL = 37;

  private static final long PATIENCE_NANOS = 3_000_000_000L;
  private static final long LOOK_AGAIN_MILLIS = 10;

  private Why() {}

  static int run(Options options) {
    Path pidFile = Path.of("pid file");
    try {
      RunFiles files = RunFiles.of(options);
      pidFile = files.parent();
      Path file = files.why();
      int pid = Integer.parseInt(Files.readString(pidFile).strip());
      if (!answers(pid)) {
        System.err.println("Process " + pid + " of " + pidFile + " is not a running jkeepalived");
        return 1;
      }
      if (!Service.isRoot()) {
        System.err.println("Only root may ask the daemon with pid " + pid);
        return 1;
      }
      Files.deleteIfExists(file);
      if (!Signals.send(pid, SIGNAL)) {
        System.err.println("There is no daemon with pid " + pid);
        return 1;
      }
      if (!written(file)) {
        System.err.println("The daemon with pid " + pid + " does not answer");
        return 1;
      }
      return print(Files.readString(file), instance(options));
    } catch (IOException | NumberFormatException e) {
      System.err.println("No running daemon found in " + pidFile);
      return 1;
    }
  }

  /** The name may follow {@code =} or stand by itself. */
  private static String instance(Options options) {
    boolean apart = options.taskArgument().isEmpty() && !options.others().isEmpty();
    return apart ? options.others().get(0) : options.taskArgument();
  }

  /**
   * Whether a process waits for our signal: one that does not would be killed by it, be it
   * keepalived itself or whoever has the number of a daemon that is gone.
   */
  private static boolean answers(int pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("SigCgt:")) {
        long caught = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (caught >> (SIGNAL - 1) & 1) != 0;
      }
    }
    return false;
  }

  private static boolean written(Path file) throws IOException {
    long limit = System.nanoTime() + PATIENCE_NANOS;
    FileTime seen = null;
    while (System.nanoTime() < limit) {
      FileTime now = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
      // Seen twice unchanged and with content: it is complete.
      if (now != null && now.equals(seen) && Files.size(file) > 0) {
        return true;
      }
      seen = now;
      try {
        Thread.sleep(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        return false;
      }
    }
    return false;
  }

  /** Prints all, or the part that begins with the instance's name. */
  private static int print(String text, String instance) {
    boolean wanted = instance.isEmpty();
    boolean found = wanted;
    for (String line : text.lines().toList()) {
      if (!instance.isEmpty() && !line.startsWith(" ")) {
        wanted = line.startsWith(instance + ":");
        found |= wanted;
      }
      if (wanted) {
        System.out.println(line);
      }
    }
    if (!found) {
      System.err.println("There is no VRRP instance " + instance);
      return 1;
    }
    return 0;
  }
}
