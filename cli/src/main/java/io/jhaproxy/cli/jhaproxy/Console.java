package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Location;
import io.jhaproxy.grammar.source.Severity;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program's messages on standard error: {@code [ALERT] (PID) : TEXT}. While it starts, the
 * first message is preceded by two notices that say which program speaks. Callable from any thread.
 */
final class Console {
  private final FileOutputStream output = new FileOutputStream(FileDescriptor.err);
  private final long pid = ProcessHandle.current().pid();

  /** The syslog level of what only tells that something was done. */
  private static final int INFO = 6;

  private boolean quiet;
  private boolean introduced;
  private @Nullable List<Diagnostic> collected;
  private @Nullable List<String> heard;

  /** Prints nothing any more, not even errors. */
  synchronized void quiet(boolean value) {
    quiet = value;
  }

  /** From now on messages go to a list instead. */
  synchronized void collect(List<Diagnostic> list) {
    collected = list;
  }

  /** From now on a list gets the text of every message too, printed or not; null: no more. */
  synchronized void listen(@Nullable List<String> list) {
    heard = list;
  }

  /** From now on messages come without introduction. */
  synchronized void started() {
    introduced = true;
  }

  /** Prints a message about the configuration; those of diagnostic mode are left out. */
  void print(Diagnostic diagnostic) {
    List<Diagnostic> list = collected;
    if (list != null) {
      list.add(diagnostic);
    } else if (diagnostic.severity() != Severity.DIAG) {
      print(diagnostic.severity(), diagnostic.message());
    }
  }

  /** Prints a text of one character per byte. */
  synchronized void print(Severity severity, String text) {
    List<Diagnostic> list = collected;
    if (list != null) {
      list.add(new Diagnostic(severity, Location.NOWHERE, text));
      return;
    }
    List<String> listener = heard;
    if (listener != null) {
      listener.add("[" + severity + "] " + text);
    }
    if (quiet) {
      return;
    }
    if (!introduced) {
      introduced = true;
      line(Severity.NOTICE, "haproxy version is " + ProgramText.VERSION);
      line(Severity.NOTICE, "path to executable is " + ProgramText.executable());
    }
    line(severity, text);
  }

  /** Prints a text about a server that came with its syslog level. */
  void printServerState(String text, int level) {
    print(level == 0 ? Severity.ALERT : level >= INFO ? Severity.NOTICE : Severity.WARNING, text);
  }

  private void line(Severity severity, String text) {
    String label = "[" + severity + "]";
    String padded = label + " ".repeat(Math.max(1, 11 - label.length()));
    raw(padded + "(" + pid + ") : " + text + "\n");
  }

  /** Prints a text as it is. */
  synchronized void raw(String text) {
    try {
      output.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException closed) {
      // Nobody listens.
    }
  }
}
