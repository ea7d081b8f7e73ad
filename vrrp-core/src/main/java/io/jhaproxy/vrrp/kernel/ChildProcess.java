package io.jhaproxy.vrrp.kernel;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs beside the daemon, as another user if wanted ({@code setpriv} of util-linux
 * changes the user, as Java has no word for it). Input and outputs are /dev/null.
 */
public final class ChildProcess {
  private static final int SIGTERM = 15;

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a command.
   *
   * @param words executable and arguments
   * @param user account, null for our own
   * @param group group, null for the account's own
   * @param ended told the exit status (128 + number after a signal), on a thread of the JVM
   * @throws IOException if the executable cannot be run
   */
  public static ChildProcess start(
      List<String> words, @Nullable String user, @Nullable String group, Consumer<Integer> ended)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(words, user, group));
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("_JPACKAGE") || name.startsWith("JKEEPALIVED_"));
    Process process = builder.start();
    var unused = process.onExit().thenAccept(done -> ended.accept(done.exitValue()));
    return new ChildProcess(process);
  }

  private static List<String> command(
      List<String> words, @Nullable String user, @Nullable String group) throws IOException {
    if (user == null || user.equals(System.getProperty("user.name")) && group == null) {
      return words;
    }
    List<String> command = new ArrayList<>(List.of("setpriv", "--reuid=" + user));
    if (group == null) {
      command.addAll(List.of("--regid=" + Accounts.primaryGroup(user), "--init-groups"));
    } else {
      command.addAll(List.of("--regid=" + group, "--clear-groups"));
    }
    command.add("--");
    command.addAll(words);
    return command;
  }

  /** Asks the command and its own children to end. */
  public void terminate() {
    process.descendants().forEach(child -> Libc.kill((int) child.pid(), SIGTERM));
    process.destroy();
  }

  /** Ends the command and its own children at once. */
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Whether it still runs. */
  public boolean running() {
    return process.isAlive();
  }

  /** Waits until it has ended, for at most this long; false if it still runs. */
  public boolean await(long nanos) {
    try {
      return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
