package io.jhaproxy.vrrp.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A script with its arguments.
 *
 * @param words the executable (an absolute path once resolved) and its arguments; never empty
 * @param user account to run it; null for the process's own
 * @param group group to run it; null for the account's own
 * @param text the command as it was configured
 */
public record Command(
    List<String> words, @Nullable String user, @Nullable String group, String text) {
  /** Copies the words. */
  public Command {
    words = List.copyOf(words);
  }
}
