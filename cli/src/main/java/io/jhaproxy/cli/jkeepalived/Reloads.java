package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.config.ConfigMessage;
import io.jhaproxy.vrrp.config.ConfigResult;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which configurations a running daemon takes over. */
final class Reloads {
  private static final Pattern LINE = Pattern.compile("^\\((\\S+: )?Line \\d+\\) ");

  private Reloads() {}

  /**
   * Whether a new configuration says something wrong that the running one does not say too. What
   * the daemon started with despite a message (a password that is too long) does not keep it from
   * later changes; a missing brace or a misspelt keyword does.
   */
  static boolean broken(ConfigResult running, ConfigResult next) {
    return !errors(running).containsAll(errors(next));
  }

  private static Set<String> errors(ConfigResult result) {
    return result.messages().stream()
        .filter(
            message ->
                message.test() == ConfigMessage.Effect.ERROR
                    || message.test() == ConfigMessage.Effect.FATAL)
        .map(message -> LINE.matcher(message.text()).replaceFirst(""))
        .collect(Collectors.toSet());
  }
}
