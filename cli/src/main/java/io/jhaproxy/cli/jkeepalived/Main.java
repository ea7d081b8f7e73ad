package io.jhaproxy.cli.jkeepalived;

import java.util.List;

/**
 * Entry of {@code jkeepalived}: reads the command line and does what it asks for. The same program
 * is started again for the background parent and for the VRRP process; an environment variable says
 * which one a process is.
 */
public final class Main {
  private Main() {}

  /** Runs the program and ends the process with keepalived's exit status. */
  public static void main(String[] arguments) {
    int status = run(arguments);
    // A plain return ends quicker: no thread is waited for.
    if (status != 0) {
      System.exit(status);
    }
  }

  /** The lines of the answer to {@code -h}, for the manual page. */
  public static List<String> helpLines() {
    return ProgramText.helpLines();
  }

  private static int run(String[] arguments) {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (GetOpt.UsageException e) {
      System.err.println(e.getMessage());
      return 1;
    }
    boolean wordsMean =
        options.task() == Options.Task.SIMULATE || options.task() == Options.Task.WHY;
    if (!options.others().isEmpty() && !wordsMean) {
      System.out.println("Unexpected argument(s): " + String.join(" ", options.others()) + " ");
    }
    return switch (options.task()) {
      case VERSION -> ProgramText.version();
      case HELP -> ProgramText.help();
      case SIGNUM -> signum(options.taskArgument());
      case TEST -> ConfigTest.run(options);
      case WHY -> Why.run(options);
      case SIMULATE -> Simulate.run(options);
      case RUN -> Service.run(options, arguments);
    };
  }

  private static int signum(String name) {
    Integer number = Options.SIGNALS.get(name);
    if (number == null) {
      System.err.println("Unknown sigfunc " + name);
      return 1;
    }
    System.out.println(number);
    return 0;
  }
}
