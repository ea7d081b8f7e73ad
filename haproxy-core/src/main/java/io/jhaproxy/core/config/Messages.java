package io.jhaproxy.core.config;

import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prints diagnostics as HAProxy does: {@code [ALERT] (PID) : config : ...}, preceded once by the
 * version and the executable's path.
 */
public final class Messages {
  private final PrintStream out;
  private final long pid;
  private final String version;
  private final String executable;
  private boolean introduced;

  /**
   * A printer.
   *
   * @param out standard error
   * @param pid the process
   * @param version as in {@code haproxy version is VERSION}
   * @param executable the program's path
   */
  public Messages(PrintStream out, long pid, String version, String executable) {
    this.out = out;
    this.pid = pid;
    this.version = version;
    this.executable = executable;
  }

  /** Prints those at or above a severity; NOTICE is the usual choice, DIAG with {@code -dD}. */
  public void print(List<Diagnostic> diagnostics, Severity from) {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity().compareTo(from) >= 0) {
        print(diagnostic);
      }
    }
  }

  /** Prints one message. */
  public void print(Diagnostic diagnostic) {
    if (!introduced) {
      introduced = true;
      line(Severity.NOTICE, "haproxy version is " + version);
      line(Severity.NOTICE, "path to executable is " + executable);
    }
    line(diagnostic.severity(), text(diagnostic));
  }

  /** The message with the column appended where there is one and it is a single line. */
  public static String text(Diagnostic diagnostic) {
    int column = diagnostic.location().column();
    boolean plain = diagnostic.message().indexOf('\n') < 0;
    return diagnostic.severity() == Severity.ALERT && column > 0 && plain
        ? diagnostic.message() + " (column " + column + ")"
        : diagnostic.message();
  }

  private void line(Severity severity, String text) {
    String head = String.format("%-10s (%d) : ", "[" + severity + "]", pid);
    byte[] bytes = (head + text + "\n").getBytes(StandardCharsets.ISO_8859_1);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
