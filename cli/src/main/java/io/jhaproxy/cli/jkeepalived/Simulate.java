package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.config.ConfigReader;
import io.jhaproxy.vrrp.simulate.Simulation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code --simulate SCENARIO CONF...}: the nodes of real configurations on virtual time. */
final class Simulate {
  private Simulate() {}

  static int run(Options options) {
    List<Path> configurations = options.others().stream().map(Path::of).toList();
    try (PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
      // The simulated nodes are other machines: this one need not have their interfaces and
      // scripts.
      return Simulation.run(
          Path.of(options.taskArgument()),
          configurations,
          file ->
              ConfigReader.readElsewhere(file, options.configId(), options.allFilesMustExist())
                  .model(),
          out,
          System.err);
    }
  }
}
