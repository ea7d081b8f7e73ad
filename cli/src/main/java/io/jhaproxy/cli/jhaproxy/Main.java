package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.cli.process.Daemon;
import io.jhaproxy.cli.process.ProcessName;
import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ConfigReader;
import io.jhaproxy.core.config.GlobalKeys;
import io.jhaproxy.core.config.Rewrite;
import io.jhaproxy.core.config.Unfinished;
import io.jhaproxy.core.dialect.Modernizer;
import io.jhaproxy.core.generation.KeywordListing;
import io.jhaproxy.core.generation.Verdict;
import io.jhaproxy.grammar.haproxy.BuildCondition;
import io.jhaproxy.grammar.source.Diagnostic;
import io.jhaproxy.grammar.source.Severity;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Entry of {@code jhaproxy}: decides what the options ask for, reads the configuration and hands a
 * valid one to {@link Service}. Exit statuses are HAProxy's: 0 good, 1 error, 2 nothing to listen
 * on or (with {@code -cc}) a condition that cannot be understood.
 */
public final class Main {
  /** Held here, because the library's loggers are only weakly held. */
  private static final Logger TRANSPORT = Logger.getLogger("io.netty");

  private final String[] arguments;
  private final CommandLine options;
  private final Console console = new Console();
  private final ConfigFiles files;

  private Main(String[] arguments) {
    this.arguments = arguments;
    this.options = CommandLine.parse(arguments);
    this.files = new ConfigFiles(options);
  }

  /** Runs the program; returns only by ending the process. */
  public static void main(String[] arguments) {
    // The library would take log4j, which costs a fifth of the start.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    ProcessName.set("haproxy");
    // A machine without a network is no reason for a stack trace on the terminal.
    TRANSPORT.setLevel(Level.SEVERE);
    int status;
    try {
      status = new Main(arguments).run();
    } catch (IOException e) {
      System.err.println("jhaproxy: " + e);
      status = 1;
    }
    System.out.flush();
    System.exit(status);
  }

  private int run() throws IOException {
    switch (options.action) {
      case VERSION -> System.out.print(ProgramText.version());
      case DETAILS -> System.out.print(ProgramText.details());
      case USAGE -> {
        console.raw(ProgramText.usage());
        return 1;
      }
      case CONDITION -> {
        return evaluate(options.condition == null ? "" : options.condition);
      }
      case CHECK -> {
        return check();
      }
      case RUN -> {
        return serve();
      }
    }
    return 0;
  }

  private int evaluate(String condition) {
    try {
      return BuildCondition.evaluate(condition, ConfigFiles.environment(options)) ? 0 : 1;
    } catch (BuildCondition.SyntaxException e) {
      console.print(Severity.ALERT, "config : Failed to evaluate condition: " + e.getMessage());
      return 2;
    }
  }

  private int check() throws IOException {
    console.quiet(options.quiet);
    List<Diagnostic> found = new ArrayList<>();
    boolean report = options.format != CommandLine.Format.TEXT;
    if (report) {
      console.collect(found);
    }
    ConfigModel model = files.read(console);
    if (model != null && options.modernize) {
      modernize(model);
    }
    int status = model == null ? 1 : check(model, !report && !options.modernize);
    AgainstRunning running = null;
    if (model != null && status != 1 && options.runningSocket != null) {
      running = compare(model, options.runningSocket);
      status = running == null ? 1 : status;
    }
    if (report) {
      List<Rewrite> rewrites = model == null ? List.of() : model.rewrites();
      Report text = new Report(found, rewrites, status);
      System.out.print(
          options.format == CommandLine.Format.JSON ? text.json(running) : text.sarif());
    } else if (running != null) {
      System.out.print(running.text());
    }
    return status;
  }

  /** What a reload would change, or null if the running process cannot be asked. */
  private @Nullable AgainstRunning compare(ConfigModel model, String socket) {
    try {
      return AgainstRunning.compare(socket, model, files.inventory());
    } catch (IOException e) {
      console.print(
          Severity.ALERT, "Cannot ask the process behind '" + socket + "': " + e.getMessage());
      return null;
    }
  }

  private int check(ConfigModel model, boolean tellVerdict) {
    model.diagnostics().forEach(console::print);
    model.unfinished().forEach(use -> console.print(use.warning()));
    listKeywords();
    Verdict verdict = Verdict.of(model);
    int status = options.strict && warns(model) ? 1 : verdict.status();
    if (status == 0) {
      boolean good =
          Service.checkAccounts(model, console) && new Service(options, model, console).compiles();
      status = good ? 0 : 1;
    }
    if (tellVerdict && !options.quiet && status == verdict.status()) {
      System.out.print(verdict.text());
    }
    return status;
  }

  /** Prints the file of {@code --modernize}, byte for byte where nothing is old. */
  private void modernize(ConfigModel model) throws IOException {
    Path base = Path.of(options.directory == null ? "" : options.directory);
    String name = options.files.get(0);
    String text = Files.readString(base.resolve(name), StandardCharsets.ISO_8859_1);
    String shown = ConfigReader.displayName(base.resolve(name));
    String modern = Modernizer.print(shown, text, model.rewrites());
    System.out.write(modern.getBytes(StandardCharsets.ISO_8859_1));
    System.out.flush();
  }

  private int serve() throws IOException {
    boolean mayDetach = !options.staysInForeground() && !Daemon.isChild();
    if (mayDetach && options.daemon) {
      return Daemon.start(Main.class, arguments);
    }
    console.quiet(options.quiet);
    ConfigModel model = files.read(console);
    if (model == null) {
      return 1;
    }
    if (mayDetach && model.global().get(GlobalKeys.DAEMON) && !model.hasErrors()) {
      // The child reads the files again and reports what there is to report.
      return Daemon.start(Main.class, arguments);
    }
    model.diagnostics().forEach(console::print);
    listKeywords();
    if (model.hasErrors()) {
      return 1;
    }
    boolean strict = options.strict || model.global().get(GlobalKeys.ZERO_WARNING);
    if (!permits(model.unfinished(), options, console)) {
      return 1;
    }
    if (strict && warns(model)) {
      console.print(
          Severity.ALERT, "Some warnings were found and 'zero-warning' is set. Aborting.");
      return 1;
    }
    return new Service(options, model, console).run(files);
  }

  private void listKeywords() {
    if (!options.keywordClasses.isEmpty()) {
      System.out.print(new KeywordListing().text(options.keywordClasses));
      System.out.flush();
    }
  }

  private static boolean warns(ConfigModel model) {
    return model.hasWarnings() || !model.unfinished().isEmpty();
  }

  /** Whether a start is allowed with what is not implemented; prints what there is. */
  static boolean permits(List<Unfinished> uses, CommandLine options, Console console) {
    boolean good = true;
    for (Unfinished use : uses) {
      boolean allowed = options.lenient && use.lenient();
      good &= allowed;
      Diagnostic warning = use.warning();
      console.print(
          allowed
              ? warning
              : new Diagnostic(Severity.ALERT, warning.location(), warning.message()));
    }
    if (!good) {
      boolean hopeless = options.lenient || uses.stream().anyMatch(use -> !use.lenient());
      console.print(
          Severity.ALERT,
          hopeless
              ? "What this configuration needs is not implemented yet. Aborting."
              : "Parts of this configuration are not implemented yet; --lenient starts without"
                  + " them. Aborting.");
    }
    return good;
  }
}
