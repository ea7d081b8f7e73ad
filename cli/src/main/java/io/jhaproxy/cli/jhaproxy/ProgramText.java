package io.jhaproxy.cli.jhaproxy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the program says about itself: version, features, usage. */
final class ProgramText {
  /**
   * The HAProxy version that is replaced, then our own. Scripts read the first part: it decides
   * what they expect of options, configuration and statistics.
   */
  static final String VERSION = "2.6.12-jhaproxy-0.1.0";

  /** What {@code version_atleast()} compares with. */
  static final String CONFIGURATION_VERSION = "2.6.12";

  static final String DATE = "2026/01/01";

  /** Names that {@code feature()} knows and that are true here. */
  static final Set<String> FEATURES =
      Set.of("EPOLL", "ACCEPT4", "GETADDRINFO", "LINUX_SPLICE", "PRCTL", "RT", "THREAD", "TPROXY");

  private static final List<String> ABSENT =
      List.of(
          "51DEGREES",
          "CRYPT_H",
          "DEVICEATLAS",
          "ENGINE",
          "KQUEUE",
          "LINUX_TPROXY",
          "LUA",
          "NS",
          "OPENSSL",
          "OT",
          "PCRE",
          "PCRE2",
          "PROMEX",
          "QUIC",
          "SLZ",
          "SYSTEMD",
          "TFO",
          "WURFL",
          "ZLIB");

  private ProgramText() {}

  /** The path of the running executable. */
  static String executable() {
    return System.getProperty("jpackage.app-path", "java");
  }

  /** Answer to {@code -v}. */
  static String version() {
    return "HAProxy version "
        + VERSION
        + " "
        + DATE
        + " - https://haproxy.org/\n"
        + "Status: jhaproxy, a replacement of HAProxy 2.6 in Java.\n"
        + "Running on: "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " x86_64\n";
  }

  /** Answer to {@code -vv}. */
  static String details() {
    return version()
        + "Build options :\n"
        + "  TARGET  = linux-glibc\n"
        + "  CPU     = generic\n"
        + "\nFeature list : "
        + features()
        + "\n\nDefault settings :\n"
        + "  bufsize = 16384, maxrewrite = 1024, maxpollevents = 200\n\n"
        + "Built with multi-threading support (MAX_THREADS=64, default="
        + Runtime.getRuntime().availableProcessors()
        + ").\nRunning on Java "
        + Runtime.version()
        + "\n\nAvailable polling systems :\n"
        + POLLERS
        + "\nAvailable multiplexer protocols :\n"
        + "(protocols marked as <default> cannot be specified using 'proto' keyword)\n"
        + "  <default> : mode=HTTP  side=FE|BE  mux=H1    flags=HTX\n"
        + "         h1 : mode=HTTP  side=FE|BE  mux=H1    flags=HTX|NO_UPG\n"
        + "  <default> : mode=TCP   side=FE|BE  mux=PASS  flags=\n"
        + "       none : mode=TCP   side=FE|BE  mux=PASS  flags=NO_UPG\n"
        + "\nAvailable services : none\n\nAvailable filters :\n\n";
  }

  /** The list of polling systems, as verbose and debug mode show it too. */
  static final String POLLERS =
      "      epoll : pref=300,  test result OK\nTotal: 1 (1 usable), will use epoll.\n";

  private static String features() {
    TreeSet<String> all = new TreeSet<>(FEATURES);
    all.addAll(ABSENT);
    StringBuilder text = new StringBuilder();
    for (String name : all) {
      text.append(text.isEmpty() ? "" : " ")
          .append(FEATURES.contains(name) ? '+' : '-')
          .append(name);
    }
    return text.toString();
  }

  /** What is printed when the options cannot be understood. */
  static String usage() {
    return version() + USAGE;
  }

  private static final String USAGE =
      """
      Usage: jhaproxy [-f FILE|DIRECTORY]... [options] [-- FILE...]
       Configuration
        -f FILE|DIR  reads a configuration file, or all *.cfg files of a directory; may be repeated
        -- FILE...   all further words are configuration files
        -C DIR       changes to this directory before files are read
        -c           checks the configuration and ends: 0 valid, 1 errors, 2 nothing to listen on
        -cc COND     evaluates a condition as of .if and ends: 0 true, 1 false, 2 not understood
        -c --format=text|json|sarif  tells what was found so, for people or for tools
        -c --against-running SOCKET  says what a reload would change in the process behind it
        -c --modernize FILE  prints the file with its old lines in the language of 2.6
        --lenient    starts without what is not implemented yet, where that is safe
        -dW          warnings are errors
        -dC, -dK...  prints the configuration in effect; the keywords (-dKall: every one)
       Process
        -D           runs in the background; returns when all addresses are listened on
        -db          stays in the foreground, whatever the configuration says
        -d           debug mode: stays in the foreground and is not quiet
        -W, -Ws      master-worker mode, in one process: reloads on USR2; -Ws: systemd is told
        -p FILE      writes the process's number to FILE in background mode
        -sf PID...   when started, asks these processes to finish
        -st PID...   when started, ends these processes
        -x SOCKET    takes the listening sockets over from the process behind this stats socket
        -S ADDRESS   the master's socket, with parameters behind commas, such as level,operator
       Limits and names
        -n NUMBER    connections of the process
        -N NUMBER    connections of a proxy that says nothing itself
        -m MEGABYTES accepted; memory is bounded by the image's own options
        -L NAME      local peer name (default: host name)
       Output
        -q           prints nothing
        -V           is verbose
        -v, -vv      version; version and what it can do
       Accepted for compatibility: -de -dp -dD -dG -dL -dM... -dR -dr -dS -dV
      """;
}
