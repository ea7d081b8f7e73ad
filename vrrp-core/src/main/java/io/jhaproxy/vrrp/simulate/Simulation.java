package io.jhaproxy.vrrp.simulate;

import io.jhaproxy.grammar.source.ConfigException;
import io.jhaproxy.vrrp.config.KeepalivedModel;
import io.jhaproxy.vrrp.simulate.Scenario.Action;
import io.jhaproxy.vrrp.simulate.Scenario.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code jkeepalived --simulate SCENARIO CONF...}: runs the configurations on virtual time and
 * prints the timeline, the outage of each address, and every moment with two masters.
 */
public final class Simulation {
  /** Every virtual router has exactly one master at the end. */
  public static final int EXIT_OK = 0;

  /** Some virtual router has not exactly one master at the end. */
  public static final int EXIT_NOT_ONE_MASTER = 1;

  /** The scenario or a configuration cannot be used. */
  public static final int EXIT_USAGE = 2;

  /** How a configuration file becomes a model. */
  @FunctionalInterface
  public interface ModelReader {
    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws ConfigException if it cannot be understood
     */
    KeepalivedModel read(Path file) throws IOException, ConfigException;
  }

  private Simulation() {}

  /**
   * Runs a scenario.
   *
   * @param scenarioFile the scenario, see {@link ScenarioReader}
   * @param configurations of node1, node2, ...; several names may be the same file
   * @param out timeline and results
   * @param err what is wrong with the files
   * @return exit status: {@link #EXIT_OK}, {@link #EXIT_NOT_ONE_MASTER} or {@link #EXIT_USAGE}
   */
  public static int run(
      Path scenarioFile,
      List<Path> configurations,
      ModelReader reader,
      PrintStream out,
      PrintStream err) {
    try {
      String text = Files.readString(scenarioFile);
      List<KeepalivedModel> models = new ArrayList<>();
      for (Path file : configurations) {
        models.add(model(reader, file));
      }
      Scenario scenario = ScenarioReader.read(scenarioFile.toString(), text, configurations.size());
      Map<String, KeepalivedModel> reloads = new HashMap<>();
      for (Action action : scenario.actions()) {
        if (action.verb() == Verb.RELOAD) {
          String name = action.words().get(1);
          reloads.put(name, reader.read(scenarioFile.resolveSibling(name)));
        }
      }
      World world = new World(scenario, models, reloads, out::println);
      world.run();
      return report(scenario, world, out);
    } catch (IOException e) {
      err.println("cannot read " + e.getMessage());
      return EXIT_USAGE;
    } catch (ConfigException e) {
      err.println(e.getMessage());
      return EXIT_USAGE;
    }
  }

  private static KeepalivedModel model(ModelReader reader, Path file)
      throws IOException, ConfigException {
    KeepalivedModel model = reader.read(file);
    if (model.instances().isEmpty()) {
      throw new IOException(file + ": there is no VRRP instance in it");
    }
    return model;
  }

  private static int report(Scenario scenario, World world, PrintStream out) {
    new Report(world, out).print();
    out.printf(
        Locale.ROOT,
        "%n%d nodes, %.0f s of virtual time, seed %d: %d packets sent, %d lost, %d events%n",
        world.nodes().size(),
        scenario.duration().toNanos() / 1e9,
        scenario.seed(),
        world.packets(),
        world.lostPackets(),
        world.events());
    return world.notExactlyOneMaster().isEmpty() ? EXIT_OK : EXIT_NOT_ONE_MASTER;
  }
}
