package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.SettingKey;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.config.TuningKeywords;
import io.jhaproxy.core.sample.VariableLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the global section says about the process as a whole. */
final class ProcessSettings {
  /** What is decided when the process starts. */
  private static final List<SettingKey<?>> FOR_LIFE =
      List.of(
          GlobalKeys.NBTHREAD,
          GlobalKeys.BUFSIZE,
          GlobalKeys.NOSPLICE,
          GlobalKeys.CHROOT,
          GlobalKeys.USER,
          GlobalKeys.GROUP);

  private ProcessSettings() {}

  /** A warning for each setting that a reload cannot change. */
  static List<String> unchangeable(ConfigModel model, ConfigModel before) {
    List<String> warnings = new ArrayList<>();
    for (SettingKey<?> key : FOR_LIFE) {
      if (!Objects.equals(model.global().get(key), before.global().get(key))) {
        warnings.add("a change of '" + key.name() + "' takes effect at the next restart only.");
      }
    }
    return warnings;
  }

  /** What variables may take (manual 3.2, tune.vars). */
  static VariableLimits variableLimits(ConfigModel model) {
    return new VariableLimits(
        limit(model, "proc"), limit(model, "sess"), limit(model, "txn"), limit(model, "reqres"));
  }

  /** A limit of tune.vars, 0 for none. */
  private static long limit(ConfigModel model, String scope) {
    String name = "tune.vars." + scope + "-max-size";
    return Math.max(0, model.global().get(TuningKeywords.number(name)));
  }

  /** Every connection is one session here, so the smaller of the two rates counts. */
  static int rateLimit(Settings global) {
    long connections = global.get(TuningKeywords.number("maxconnrate"));
    long sessions = global.get(TuningKeywords.number("maxsessrate"));
    long limit =
        connections <= 0 ? sessions : sessions <= 0 ? connections : Math.min(connections, sessions);
    return (int) Math.min(Math.max(0, limit), Integer.MAX_VALUE);
  }

  /** How many event loops there are ({@code nbthread}; by default one for each processor). */
  static int workerCount(Settings global) {
    int configured = global.get(GlobalKeys.NBTHREAD);
    return configured > 0 ? configured : Runtime.getRuntime().availableProcessors();
  }
}
