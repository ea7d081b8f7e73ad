package io.jhaproxy.vrrp.config;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a script's executable is. */
final class ScriptPath {
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private ScriptPath() {}

  /** The file a command names, looked up by PATH if it has no slash; null for none. */
  static @Nullable Path find(String name) {
    if (name.isEmpty()) {
      return null;
    }
    if (name.indexOf('/') >= 0) {
      Path path = Path.of(name);
      return Files.exists(path) ? path : null;
    }
    String search = System.getenv("PATH");
    for (String directory : (search == null ? DEFAULT_PATH : search).split(":", -1)) {
      Path path = Path.of(directory.isEmpty() ? "." : directory, name);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        return path;
      }
    }
    return null;
  }
}
