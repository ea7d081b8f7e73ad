package io.jhaproxy.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a process starts its own program again: Java cannot fork. */
public final class Executable {
  private Executable() {}

  /**
   * The command that runs this program: the launcher of the image, or Java with the present class
   * path where there is no image. The list may be added to.
   *
   * @param mainClass the class to run where there is no image
   */
  public static List<String> command(Class<?> mainClass) {
    String launcher = System.getProperty("jpackage.app-path");
    if (launcher != null) {
      return new ArrayList<>(List.of(launcher));
    }
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path", ""),
            mainClass.getName()));
  }

  /**
   * Takes away what the launcher left in the environment for itself; a second launcher would take
   * our options for Java's.
   */
  public static void cleanEnvironment(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith("_JPACKAGE"));
  }
}
