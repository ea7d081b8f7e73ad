package io.jhaproxy.core.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Owner and permissions of a unix socket's file. */
public final class SocketFile {
  private SocketFile() {}

  /**
   * Sets permissions and owner.
   *
   * @param mode permission bits; -1 leaves what the process's mask gave
   * @param user name or number; empty leaves it
   * @param group name or number; empty leaves it
   */
  public static void apply(Path path, int mode, String user, String group) throws IOException {
    if (mode >= 0) {
      Files.setPosixFilePermissions(path, permissions(mode));
    }
    if (!user.isEmpty()) {
      setOwner(path, "unix:uid", user, true);
    }
    if (!group.isEmpty()) {
      setOwner(path, "unix:gid", group, false);
    }
  }

  private static void setOwner(Path path, String attribute, String name, boolean user)
      throws IOException {
    if (name.chars().allMatch(Character::isDigit)) {
      Files.setAttribute(path, attribute, Integer.parseInt(name));
      return;
    }
    var lookup = path.getFileSystem().getUserPrincipalLookupService();
    if (user) {
      Files.setOwner(path, lookup.lookupPrincipalByName(name));
    } else {
      Files.setAttribute(path, "posix:group", lookup.lookupPrincipalByGroupName(name));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & 1 << (all.length - 1 - i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  /** The system's words, as strerror has them. */
  public static String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int at = message.lastIndexOf(": ");
    String words = at >= 0 ? message.substring(at + 2) : message;
    return words.isEmpty() ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT) : words;
  }
}
