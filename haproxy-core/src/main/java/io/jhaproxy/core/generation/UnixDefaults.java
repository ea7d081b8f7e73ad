package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.FeatureKeywords;
import io.jhaproxy.core.config.Settings;
import java.util.List;

/**
 * What {@code unix-bind} says for all listening unix sockets (manual 3.1); a bind line may say
 * otherwise.
 *
 * @param prefix stands before every path
 * @param mode file permissions, -1 for those of the process
 * @param user owner by name or number, empty for the process's own
 * @param group group by name or number, empty for the process's own
 */
record UnixDefaults(String prefix, int mode, String user, String group) {
  static UnixDefaults of(Settings global) {
    String prefix = "";
    int mode = -1;
    String user = "";
    String group = "";
    for (List<String> option : global.list(FeatureKeywords.UNIX_BIND)) {
      String value = option.get(1);
      switch (option.get(0)) {
        case "prefix" -> prefix = value;
        case "mode" -> mode = value.matches("[0-7]{1,4}") ? Integer.parseInt(value, 8) : mode;
        case "user", "uid" -> user = value;
        default -> group = value;
      }
    }
    return new UnixDefaults(prefix, mode, user, group);
  }
}
