package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.Signals;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ExtraSection;
import io.jhaproxy.core.config.ProgramKeywords;
import io.jhaproxy.core.config.SectionKind;
import io.jhaproxy.core.config.Settings;
import io.jhaproxy.core.runtime.MasterView;
import io.jhaproxy.grammar.source.Severity;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * The programs of {@code program} sections (manual 3.7): started with the process, told by USR1 of
 * a reload and by TERM of the end. Programs start with the rights of the thread that asks.
 */
final class Programs {
  /** By TERM and by INT a program ends because somebody wants it; that is no failure. */
  private static final List<Integer> WANTED = List.of(0, 128 + 2, 128 + 15);

  private static final String FAILURE = "exit-on-failure: killing every processes with SIGTERM";

  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "Hangup"),
          Map.entry(2, "Interrupt"),
          Map.entry(3, "Quit"),
          Map.entry(4, "Illegal instruction"),
          Map.entry(6, "Aborted"),
          Map.entry(7, "Bus error"),
          Map.entry(8, "Floating point exception"),
          Map.entry(9, "Killed"),
          Map.entry(10, "User defined signal 1"),
          Map.entry(11, "Segmentation fault"),
          Map.entry(12, "User defined signal 2"),
          Map.entry(13, "Broken pipe"),
          Map.entry(14, "Alarm clock"),
          Map.entry(15, "Terminated"));

  private final Console console;
  private final boolean background;
  private final Executor privileged;
  private final List<Running> all = new CopyOnWriteArrayList<>();
  private volatile IntConsumer failure = status -> {};

  /** A process of a section. */
  private static final class Running {
    final String name;
    final Process process;
    final long startMillis = System.currentTimeMillis();
    volatile int reloads;

    /** Done when its end was told. */
    volatile CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

    Running(String name, Process process) {
      this.name = name;
      this.process = process;
    }
  }

  /**
   * No programs yet.
   *
   * @param background whether what programs say has no terminal to go to
   * @param privileged runs what needs the right to signal processes of other accounts
   */
  Programs(Console console, boolean background, Executor privileged) {
    this.console = console;
    this.background = background;
    this.privileged = privileged;
  }

  /** Who is told with which status the process is to end when a program failed. */
  void onFailure(IntConsumer action) {
    failure = action;
  }

  /**
   * Starts all programs of a configuration.
   *
   * @return the status to end with if one cannot be started, else 0
   */
  int start(ConfigModel model) {
    return start(model, false);
  }

  /** Tells the programs that run of a reload, and starts those that a reload starts. */
  void reload(ConfigModel model) {
    all.forEach(each -> each.reloads++);
    signal("USR1");
    int status = start(model, true);
    if (status != 0) {
      failure.accept(status);
    }
  }

  private synchronized int start(ConfigModel model, boolean reload) {
    int failed = 0;
    for (ExtraSection section : model.extras()) {
      if (section.kind() != SectionKind.PROGRAM
          || reload && !section.settings().get(ProgramKeywords.START_ON_RELOAD)) {
        continue;
      }
      if (!start(section)) {
        console.print(Severity.ALERT, FAILURE);
        failed = 1;
      }
    }
    return failed;
  }

  private boolean start(ExtraSection section) {
    List<String> command = command(section.settings());
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    ProcessBuilder.Redirect target =
        background ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.INHERIT;
    try {
      Process process = builder.redirectOutput(target).redirectError(target).start();
      Running running = new Running(section.name(), process);
      all.add(running);
      console.print(
          Severity.NOTICE, "New program '" + section.name() + "' (" + process.pid() + ") forked");
      running.told = process.onExit().thenAccept(ended -> ended(running, ended.exitValue()));
      return true;
    } catch (IOException refused) {
      String reason = String.valueOf(refused.getMessage()).replaceFirst("^.*error=[0-9]+, ", "");
      console.print(Severity.ALERT, "Cannot execute " + command.get(0) + ": " + reason);
      return false;
    }
  }

  /** Java cannot change the account of a child: setpriv(1) does where one is named. */
  private static List<String> command(Settings settings) {
    List<String> words = new ArrayList<>();
    String user = settings.get(ProgramKeywords.USER);
    String group = settings.get(ProgramKeywords.GROUP);
    if (!user.isEmpty() || !group.isEmpty()) {
      words.add("setpriv");
      if (!user.isEmpty()) {
        words.add("--reuid=" + user);
      }
      if (!group.isEmpty()) {
        words.addAll(List.of("--regid=" + group, "--clear-groups"));
      }
      words.add("--");
    }
    for (String word : settings.get(ProgramKeywords.COMMAND)) {
      words.add(new String(word.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
    return words;
  }

  private void ended(Running running, int status) {
    all.remove(running);
    boolean former = running.reloads > 0;
    String how = status > 128 ? SIGNALS.getOrDefault(status - 128, "Unknown signal") : "Exit";
    console.print(
        former || status == 0 ? Severity.WARNING : Severity.ALERT,
        (former ? "Former program '" : "Current program '")
            + running.name
            + "' ("
            + running.process.pid()
            + ") exited with code "
            + status
            + " ("
            + how
            + ")");
    if (!former && !WANTED.contains(status)) {
      console.print(Severity.ALERT, FAILURE);
      failure.accept(status);
    }
  }

  /** Sends a signal to all that run. */
  void signal(String name) {
    List<Running> told = List.copyOf(all);
    if (!told.isEmpty()) {
      privileged.execute(() -> told.forEach(each -> Signals.send((int) each.process.pid(), name)));
    }
  }

  /** Ends all that run, and waits for it. */
  void end() {
    List<Running> left = List.copyOf(all);
    signal("TERM");
    left.forEach(each -> each.told.join());
  }

  /** Those of the current configuration, or of former ones, for {@code show proc}. */
  List<MasterView.Program> list(boolean former) {
    return all.stream()
        .filter(each -> former == each.reloads > 0)
        .map(
            each ->
                new MasterView.Program(
                    each.process.pid(), each.name, each.reloads, each.startMillis))
        .toList();
  }
}
