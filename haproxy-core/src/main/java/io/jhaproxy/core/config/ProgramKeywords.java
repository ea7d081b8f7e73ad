package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.util.List;
import java.util.function.Consumer;

/** {@code program} sections (manual 3.7). */
public final class ProgramKeywords implements KeywordSet {
  /** The command with its arguments. */
  public static final SettingKey<List<String>> COMMAND = SettingKey.own("command", List.of());

  /** The account the command runs under; empty for the process's own. */
  public static final SettingKey<String> USER = SettingKey.own("program user", "");

  /** The group the command runs under; empty for the process's own. */
  public static final SettingKey<String> GROUP = SettingKey.own("program group", "");

  /** Whether a reload starts a new instance. */
  public static final SettingKey<Boolean> START_ON_RELOAD =
      SettingKey.own("option start-on-reload", true);

  @Override
  public void register(Registry registry) {
    registry.add(
        in("command")
            .parses(
                (a, d) -> {
                  if (a.get(0).isEmpty()) {
                    throw ArgumentForms.closeError(
                        a,
                        "'command' expects a command with optional arguments separated in"
                            + " words.");
                  }
                  d.set(COMMAND, List.copyOf(a.texts(0)));
                }));
    registry.add(
        in("option start-on-reload")
            .canNegate()
            .parses((a, d) -> d.set(START_ON_RELOAD, !a.negated())));
    registry.add(in("user").parses((a, d) -> account(a, d, true)));
    registry.add(in("group").parses((a, d) -> account(a, d, false)));
    registry.add(ProgramKeywords::check);
  }

  private static Keyword in(String name) {
    return Keyword.of(name).in(SectionKind.PROGRAM).args(0, -1);
  }

  private static void account(Arguments a, SectionDraft d, boolean user) throws ConfigException {
    String what = user ? "user" : "group";
    if (a.get(0).isEmpty()) {
      throw ArgumentForms.closeError(a, "'" + what + "' expects a " + what + " name.");
    }
    boolean known = user ? Accounts.hasUser(a.get(0)) : Accounts.hasGroup(a.get(0));
    if (!known) {
      throw a.errorAt(0, "cannot find " + what + " id for '" + a.get(0) + "' (0:Success)");
    }
    d.set(user ? USER : GROUP, a.get(0));
  }

  private static void check(
      ExtraSection section, ConfigModel model, Consumer<Diagnostic> diagnostics) {
    if (section.kind() != SectionKind.PROGRAM) {
      return;
    }
    if (section.settings().get(COMMAND).isEmpty()) {
      diagnostics.accept(
          alert(
              section, "The program section '" + section.name() + "' lacks a command to launch."));
    }
    // Said once, whatever the number of programs.
    boolean first =
        model.extras().stream().filter(e -> e.kind() == SectionKind.PROGRAM).findFirst().get()
            == section;
    if (first && !model.global().get(GlobalKeys.MASTER_WORKER)) {
      diagnostics.accept(
          alert(section, "Can't use a 'program' section without master worker mode."));
    }
  }

  private static Diagnostic alert(ExtraSection section, String text) {
    return new Diagnostic(
        Severity.ALERT, section.source().location().wholeLine(), "config : " + text);
  }
}
