package io.jhaproxy.cli.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Giving up root's rights: chroot, group, user, in this order. The C library applies setgid and
 * setuid to all threads of the process.
 */
public final class Privileges {
  /** Returned for a name that does not exist. */
  public static final int UNKNOWN = -1;

  private Privileges() {}

  /** A step that the system refused. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** The number of a user given by name or number, or {@link #UNKNOWN}. */
  public static int userId(String user) {
    return id(user, "/etc/passwd", true);
  }

  /** The number of a group given by name or number, or {@link #UNKNOWN}. */
  public static int groupId(String group) {
    return id(group, "/etc/group", false);
  }

  private static int id(String name, String file, boolean user) {
    try {
      return Integer.parseUnsignedInt(name);
    } catch (NumberFormatException notNumber) {
      int local = localId(name, file);
      return local != UNKNOWN ? local : directoryId(name, user);
    }
  }

  /** Looks in the local file first, which needs no C library. */
  private static int localId(String name, String file) {
    try {
      for (String line : Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1)) {
        List<String> fields = List.of(line.split(":", -1));
        if (fields.size() > 2 && fields.get(0).equals(name)) {
          return Integer.parseUnsignedInt(fields.get(2));
        }
      }
    } catch (IOException | NumberFormatException unreadable) {
      // The C library may know more.
    }
    return UNKNOWN;
  }

  /** Asks the C library, which knows LDAP and the like. */
  private static int directoryId(String name, boolean user) {
    Pointer entry = user ? LibC.getpwnam(name) : LibC.getgrnam(name);
    // struct passwd and struct group: two pointers, then the number.
    return entry == null ? UNKNOWN : entry.getInt(2L * com.sun.jna.Native.POINTER_SIZE);
  }

  /**
   * Gives up rights.
   *
   * @param root new root directory, or null
   * @param group group number, or null to keep it
   * @param user user number, or null to keep it
   */
  public static void drop(@Nullable String root, @Nullable Integer group, @Nullable Integer user)
      throws RefusedException {
    if (root != null) {
      attempt(() -> LibC.chroot(root) | LibC.chdir("/"), "Cannot chroot(" + root + ").");
    }
    if (group != null) {
      if (LibC.geteuid() == 0) {
        attempt(() -> LibC.setgroups(0, null), "Cannot drop supplementary groups.");
      }
      attempt(() -> LibC.setgid(group), "Cannot set gid " + Integer.toUnsignedString(group) + ".");
    }
    if (user != null) {
      attempt(() -> LibC.setuid(user), "Cannot set uid " + Integer.toUnsignedString(user) + ".");
    }
  }

  private interface Call {
    int run() throws LastErrorException;
  }

  private static void attempt(Call call, String message) throws RefusedException {
    try {
      if (call.run() != 0) {
        throw new RefusedException(message);
      }
    } catch (LastErrorException refused) {
      throw new RefusedException(message);
    }
  }
}
