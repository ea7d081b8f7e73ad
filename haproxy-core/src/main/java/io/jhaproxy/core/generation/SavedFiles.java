package io.jhaproxy.core.generation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jhaproxy.core.config.ConfigText;
import io.jhaproxy.core.runtime.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes configuration files, each in one step, with the rights that the process has left: after
 * {@code chroot} and {@code user} these are not those of the start.
 */
final class SavedFiles {
  private SavedFiles() {}

  /**
   * Writes a text.
   *
   * @param file one file for all of it; empty: the files that it was read from
   * @return one line for each file
   * @throws RefusedException if one cannot be written
   */
  static List<String> write(ConfigText text, String file) throws RefusedException {
    List<String> done = new ArrayList<>();
    if (file.isEmpty()) {
      for (ConfigText.Part part : text.parts()) {
        done.add(write(path(part.name()), part.text()));
      }
    } else {
      StringBuilder all = new StringBuilder();
      text.parts().forEach(part -> all.append(part.text()));
      done.add(write(path(file), all.toString()));
    }
    return done;
  }

  /** Names have one character for each byte. */
  private static Path path(String name) {
    return Path.of(new String(name.getBytes(ISO_8859_1), UTF_8));
  }

  private static String write(Path file, String text) throws RefusedException {
    Path made = Path.of(file + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(made, text.getBytes(ISO_8859_1));
      if (Files.exists(file)) {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        Files.setPosixFilePermissions(made, rights);
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException refused) {
      discard(made);
      throw new RefusedException("Cannot write '" + file + "': " + reason(refused));
    }
    return "Configuration written to '" + file + "'.";
  }

  private static String reason(IOException refused) {
    if (refused instanceof AccessDeniedException) {
      return "Permission denied";
    }
    return refused instanceof NoSuchFileException
        ? "No such file or directory"
        : String.valueOf(refused.getMessage());
  }

  private static void discard(Path made) {
    try {
      Files.deleteIfExists(made);
    } catch (IOException left) {
      // It could not be written, so it is not there.
      return;
    }
  }
}
