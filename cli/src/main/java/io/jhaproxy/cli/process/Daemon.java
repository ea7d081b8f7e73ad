package io.jhaproxy.cli.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Background mode. A Java process cannot fork, so the started process starts the same executable
 * again with the same arguments and waits: the child reports over its standard output that it
 * serves, and the parent ends with status 0; or the child ends, and the parent with the same
 * status. Messages of the child go to the inherited standard error until it is ready.
 */
public final class Daemon {
  /** Environment variable that tells a process that it is the child. */
  private static final String MARK = "JHAPROXY_DAEMON_CHILD";

  /** The byte by which the child says that it is ready (ASCII ACK). */
  private static final int READY = 6;

  private Daemon() {}

  /** Whether this process was started by {@link #start}. */
  public static boolean isChild() {
    return System.getenv(MARK) != null;
  }

  /**
   * Starts the child and waits until it is ready or has ended.
   *
   * @param mainClass the class to run where there is no application image
   * @param arguments the program's own arguments
   * @return the status to end with
   */
  public static int start(Class<?> mainClass, String[] arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Executable.command(mainClass));
    builder.command().addAll(List.of(arguments));
    builder.environment().put(MARK, "1");
    Executable.cleanEnvironment(builder);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process child = builder.start();
    if (becameReady(child.getInputStream())) {
      return 0;
    }
    try {
      int status = child.waitFor();
      return status == 0 ? 1 : status;
    } catch (InterruptedException interrupted) {
      return 1;
    }
  }

  private static boolean becameReady(InputStream output) throws IOException {
    int next = output.read();
    while (next >= 0 && next != READY) {
      System.out.write(next);
      next = output.read();
    }
    System.out.flush();
    return next == READY;
  }

  /**
   * Opens what {@link #ready} needs; in the child, before chroot.
   *
   * @return a descriptor for {@link #ready}
   */
  public static int prepare() {
    return Descriptors.openNowhere();
  }

  /**
   * The child's last step: tells the parent and lets go of its standard descriptors.
   *
   * @param prepared what {@link #prepare} gave
   */
  public static void ready(int prepared) {
    System.out.write(READY);
    System.out.flush();
    Descriptors.closeStandard(prepared);
  }
}
