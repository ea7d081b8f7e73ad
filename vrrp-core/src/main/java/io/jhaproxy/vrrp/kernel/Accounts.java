package io.jhaproxy.vrrp.kernel;

import com.sun.jna.Pointer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Numbers of users and groups by name, as the C library knows them (files, LDAP). One thread. */
public final class Accounts {
  /** In struct passwd and struct group the number follows two pointers. */
  private static final int NUMBER = 16;

  /** In struct passwd the primary group follows the user's number. */
  private static final int PRIMARY_GROUP = 20;

  private Accounts() {}

  /** The number of a user. */
  public static int uid(String user) throws IOException {
    return number(Libc.getpwnam(user), NUMBER, user);
  }

  /** The number of a group. */
  public static int gid(String group) throws IOException {
    return number(Libc.getgrnam(group), NUMBER, group);
  }

  /** The number of a user's own group, which need not have the user's name. */
  public static int primaryGroup(String user) throws IOException {
    return number(Libc.getpwnam(user), PRIMARY_GROUP, user);
  }

  private static int number(@Nullable Pointer entry, int offset, String name) throws IOException {
    if (entry == null) {
      throw new IOException("no account " + name);
    }
    return entry.getInt(offset);
  }
}
