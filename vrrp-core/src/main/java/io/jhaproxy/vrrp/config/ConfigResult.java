package io.jhaproxy.vrrp.config;

import java.util.List;

/**
 * What came out of reading a configuration.
 *
 * @param model what could be read; complete even when there are errors, as keepalived runs it
 * @param messages findings in the order keepalived logs them
 * @param configTestStatus exit status of {@code -t}: 0, 4 (fatal), 5 (errors) or 6 (script
 *     security)
 */
public record ConfigResult(
    KeepalivedModel model, List<ConfigMessage> messages, int configTestStatus) {
  /** Copies the messages. */
  public ConfigResult {
    messages = List.copyOf(messages);
  }
}
