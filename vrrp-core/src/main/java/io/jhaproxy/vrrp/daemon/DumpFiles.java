package io.jhaproxy.vrrp.daemon;

import io.jhaproxy.vrrp.kernel.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;

/** The files that signals ask for: {@code keepalived.data}, {@code .stats} and {@code .json}. */
public final class DumpFiles {
  private DumpFiles() {}

  /** The folder: $TMPDIR, or /tmp. */
  public static Path folder() {
    String folder = System.getenv("TMPDIR");
    return Path.of(folder == null || folder.isEmpty() ? "/tmp" : folder);
  }

  /** Writes one file; a failure is logged. */
  public static void write(String name, String text, DaemonLog log) {
    Path path = folder().resolve(name);
    try {
      PrivateFile.write(path, text);
    } catch (IOException e) {
      log.log("Can't open dump file " + path + " (" + e.getMessage() + ")");
    }
  }
}
