package io.jhaproxy.vrrp.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A {@code vrrp_script} while it is being read. */
final class ScriptDraft {
  final String name;
  @Nullable Command command;
  Duration interval = Duration.ofSeconds(1);
  Duration timeout = Duration.ZERO;
  int weight;
  boolean reverse;
  int rise = 1;
  int fall = 1;
  @Nullable String user;
  @Nullable String group;
  boolean initFail;

  ScriptDraft(String name) {
    this.name = name;
  }

  /** The script with the command that was found. */
  ScriptModel build(Command resolved) {
    return new ScriptModel(
        name, resolved, interval, timeout, weight, reverse, rise, fall, initFail);
  }
}
