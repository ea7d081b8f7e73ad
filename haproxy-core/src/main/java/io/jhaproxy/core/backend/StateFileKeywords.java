package io.jhaproxy.core.backend;

import static io.jhaproxy.core.config.ArgumentForms.onlyWord;
import static io.jhaproxy.core.config.SectionKind.GLOBAL;

import io.jhaproxy.core.config.ArgumentForms;
import io.jhaproxy.core.config.Keyword;
import io.jhaproxy.core.config.Registry;
import java.util.List;

/** Keywords of files that hold what servers were when they were written. */
final class StateFileKeywords {
  private StateFileKeywords() {}

  static void register(Registry registry) {
    registry.add(
        Keyword.of("server-state-base")
            .in(GLOBAL)
            .args(0, -1)
            .parses(
                onlyWord(
                    StateFileKeys.BASE,
                    "'server-state-base' expects one argument: a directory path.")));
    registry.add(
        Keyword.of("server-state-file")
            .in(GLOBAL)
            .args(0, -1)
            .parses(
                onlyWord(
                    StateFileKeys.FILE, "'server-state-file' expect one argument: a file path.")));
    registry.add(
        Keyword.of("load-server-state-from-file")
            .inBackends()
            .args(0, -1)
            .parses(
                ArgumentForms.choice(
                    StateFileKeys.LOAD,
                    List.of("global", "local", "none"),
                    "'load-server-state-from-file' expects 'global', 'local' or 'none'. Got"
                        + " '%s'")));
    registry.add(
        Keyword.of("server-state-file-name")
            .inBackends()
            .args(0, 1)
            .parses(
                (a, d) ->
                    d.set(
                        StateFileKeys.NAME, a.get(0).equals("use-backend-name") ? "" : a.get(0))));
  }
}
