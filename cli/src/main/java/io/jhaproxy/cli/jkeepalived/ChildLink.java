package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.cli.process.Executable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * The VRRP process as its parent sees it: started from the same executable with the same arguments,
 * commanded by lines over its standard input, answering by lines over its standard output. When the
 * parent dies the child reads the end of its input, and stops.
 */
final class ChildLink {
  /** Environment variable that names a process's role. */
  static final String ROLE = "JKEEPALIVED_ROLE";

  /** The role of the VRRP process. */
  static final String VRRP = "vrrp";

  /** The role of the background parent. */
  static final String PARENT = "parent";

  /** Environment variable of a child that replaces one that died. */
  static final String RESPAWNED = "JKEEPALIVED_RESPAWNED";

  private final Process process;
  private final OutputStream commands;

  private ChildLink(Process process) {
    this.process = process;
    this.commands = process.getOutputStream();
  }

  /**
   * Starts the child.
   *
   * @param lines told each line of the child, on a thread of its own
   * @param ended told the exit status when it has ended and its output was read
   */
  static ChildLink start(
      String[] arguments, boolean respawned, Consumer<String> lines, Consumer<Integer> ended)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Executable.command(Main.class));
    builder.command().addAll(List.of(arguments));
    Executable.cleanEnvironment(builder);
    builder.environment().put(ROLE, VRRP);
    CallTime.passOn(builder.environment(), respawned);
    if (respawned) {
      builder.environment().put(RESPAWNED, "1");
    }
    builder.redirectError(Redirect.INHERIT);
    Process process = builder.start();
    Thread reader = new Thread(() -> read(process, lines, ended), "child");
    reader.setDaemon(true);
    reader.start();
    return new ChildLink(process);
  }

  private static void read(Process process, Consumer<String> lines, Consumer<Integer> ended) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines.accept(line);
      }
    } catch (IOException gone) {
      // Its end is told below.
    }
    try {
      ended.accept(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long pid() {
    return process.pid();
  }

  /** Sends a command; one that cannot be taken any more is forgotten, as the child is ending. */
  void send(String command) {
    try {
      commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
    } catch (IOException ending) {
      // The child's end is told elsewhere.
    }
  }

  /** Ends a child that did not end by itself. */
  void kill() {
    process.destroyForcibly();
  }
}
