package io.jhaproxy.cli.jhaproxy;

import io.jhaproxy.core.config.ConfigModel;
import io.jhaproxy.core.config.ConfigReader;
import io.jhaproxy.core.config.ConfigText;
import io.jhaproxy.core.config.EffectiveText;
import io.jhaproxy.core.config.Inventory;
import io.jhaproxy.core.generation.Keywords;
import io.jhaproxy.core.generation.RunningText;
import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.grammar.source.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The configuration files that the options name; read at the start and at every reload. */
final class ConfigFiles {
  private final CommandLine options;
  private Inventory inventory = new Inventory();
  private ConfigText text = new ConfigText(List.of());

  ConfigFiles(CommandLine options) {
    this.options = options;
  }

  /** What the files had by name when they were read last. */
  Inventory inventory() {
    return inventory;
  }

  /**
   * What was read last, for changes at run time.
   *
   * @param executor the thread that may read files and bind addresses
   */
  RunningText running(Console console, Executor executor) {
    return new RunningText(
        text,
        () -> environment(options),
        Keywords::registry,
        executor,
        model -> new ConnectionLimit(options.maxconn, model, console).apply());
  }

  /** Reads the files, or prints why that is impossible and returns null. */
  @Nullable ConfigModel read(Console console) {
    inventory = new Inventory();
    Path base = Path.of(options.directory == null ? "" : options.directory);
    if (!Files.isDirectory(base.toAbsolutePath())) {
      console.print(
          Severity.ALERT,
          "Could not change to directory " + options.directory + " : No such file or directory");
      return null;
    }
    List<Path> files = options.files.stream().map(base::resolve).toList();
    try {
      EffectiveText effective = new EffectiveText();
      text = ConfigReader.load(files);
      ConfigModel model =
          text.read(
              environment(options),
              Keywords.registry(),
              statement -> {
                if (options.effective) {
                  effective.add(statement);
                }
                if (options.action == CommandLine.Action.RUN || options.runningSocket != null) {
                  inventory.add(statement);
                }
              });
      byte[] text = effective.toString().getBytes(StandardCharsets.ISO_8859_1);
      System.out.write(text, 0, text.length);
      return model;
    } catch (ConfigException e) {
      console.print(e.diagnostic());
      return null;
    }
  }

  /** The process's environment, one character per byte as everywhere in a configuration. */
  static Environment environment(CommandLine options) {
    Map<String, String> variables = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) ->
                variables.put(
                    name,
                    new String(
                        value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    if (options.peerName != null) {
      variables.put("HAPROXY_LOCALPEER", options.peerName);
    }
    if (options.masterWorker) {
      variables.put("HAPROXY_MWORKER", "1");
    }
    return new Environment(variables, ProgramText.CONFIGURATION_VERSION, ProgramText.FEATURES);
  }
}
