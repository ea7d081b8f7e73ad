package io.jhaproxy.core.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A userlist (manual 3.4) for {@code http_auth}: users with clear-text passwords and groups. */
public final class Userlist {
  private final Map<String, User> users;

  /** Creates a list from its users by name. */
  public Userlist(Map<String, User> users) {
    this.users = Map.copyOf(users);
  }

  /**
   * One user.
   *
   * @param password in clear
   * @param groups names of groups
   */
  public record User(String password, Set<String> groups) {
    /** Copies the set. */
    public User {
      groups = Set.copyOf(groups);
    }
  }

  /** The user if the password is right, else null; compares in constant time. */
  public @Nullable User authenticate(String name, String password) {
    User user = users.get(name);
    if (user == null || !equal(user.password(), password)) {
      return null;
    }
    return user;
  }

  /** True if the user is a member of one of the groups. */
  public static boolean inGroup(User user, List<String> groups) {
    return groups.stream().anyMatch(user.groups()::contains);
  }

  private static boolean equal(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.ISO_8859_1), b.getBytes(StandardCharsets.ISO_8859_1));
  }
}
