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
      // The interfaces of the simulated nodes are not those of this machine: all names are there.
      return Simulation.run(
          Path.of(options.taskArgument()),
          configurations,
          file ->
              ConfigReader.read(file, options.configId(), options.allFilesMustExist(), name -> true)
                  .model(),
          out,
          System.err);
    }
  }
}
