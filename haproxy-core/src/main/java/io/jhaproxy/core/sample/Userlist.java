package io.jhaproxy.core.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A userlist (manual 3.4) for {@code http_auth}: users with passwords, in clear or hashed, and
 * groups. A hashed password takes milliseconds to check, so the answer is kept, under a digest of
 * what was asked; {@link #isKnown} tells whether it is, {@link #authenticate} may be called before
 * on a thread that can wait. Safe for all threads.
 */
public final class Userlist {
  /** Answers kept at most; then all are forgotten. */
  private static final int MOST_ANSWERS = 10_000;

  private final Map<String, User> users;
  private final Crypt crypt;
  private final Map<String, Boolean> answers = new ConcurrentHashMap<>();

  /** Hashes passwords, as crypt(3) does. */
  @FunctionalInterface
  public interface Crypt {
    /** The hash of a password with the method and salt of {@code setting}; null if unknown. */
    @Nullable String hash(String password, String setting);
  }

  /** Creates a list from its users by name; their passwords are all in clear. */
  public Userlist(Map<String, User> users) {
    this(users, (password, setting) -> null);
  }

  /** Creates a list from its users by name. */
  public Userlist(Map<String, User> users, Crypt crypt) {
    this.users = Map.copyOf(users);
    this.crypt = crypt;
  }

  /**
   * One user.
   *
   * @param password in clear, or as crypt(3) writes it
   * @param hashed whether it is hashed
   * @param groups names of groups
   */
  public record User(String password, boolean hashed, Set<String> groups) {
    /** Copies the set. */
    public User {
      groups = Set.copyOf(groups);
    }

    /** A user with a password in clear. */
    public User(String password, Set<String> groups) {
      this(password, false, groups);
    }
  }

  /** Whether any password is hashed. */
  public boolean hasHashes() {
    return users.values().stream().anyMatch(User::hashed);
  }

  /** Whether {@link #authenticate} answers at once. */
  public boolean isKnown(String name, String password) {
    User user = users.get(name);
    return user == null || !user.hashed() || answers.containsKey(question(name, password));
  }

  /** The user if the password is right, else null; compares in constant time. */
  public @Nullable User authenticate(String name, String password) {
    User user = users.get(name);
    if (user == null) {
      return null;
    }
    boolean right = user.hashed() ? check(user, name, password) : equal(user.password(), password);
    return right ? user : null;
  }

  private boolean check(User user, String name, String password) {
    String question = question(name, password);
    Boolean known = answers.get(question);
    if (known == null) {
      String hash = crypt.hash(password, user.password());
      known = hash != null && equal(hash, user.password());
      if (answers.size() >= MOST_ANSWERS) {
        answers.clear();
      }
      answers.put(question, known);
    }
    return known;
  }

  /** What is asked, in a form from which the password cannot be read. */
  private static String question(String name, String password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.ISO_8859_1));
      digest.update((byte) 0);
      byte[] sum = digest.digest(password.getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(sum);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
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
