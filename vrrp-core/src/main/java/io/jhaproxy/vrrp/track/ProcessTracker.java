package io.jhaproxy.vrrp.track;

import io.jhaproxy.vrrp.config.TrackProcessModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts running processes for {@code vrrp_track_process} by reading /proc. One pass serves all
 * tracked names; command lines are read only where one is compared.
 */
public final class ProcessTracker {
  private static final int COMM_LENGTH = 15;

  private ProcessTracker() {}

  /** How many processes match each of the models, in their order. */
  public static int[] count(List<TrackProcessModel> models) {
    int[] counts = new int[models.size()];
    boolean arguments = models.stream().anyMatch(ProcessTracker::needsArguments);
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        String name = read(process.resolve("comm")).strip();
        List<String> line = arguments ? words(read(process.resolve("cmdline"))) : List.of();
        for (int i = 0; i < counts.length; i++) {
          if (matches(models.get(i), name, line)) {
            counts[i]++;
          }
        }
      }
    } catch (IOException | DirectoryIteratorException noProc) {
      return counts;
    }
    return counts;
  }

  private static boolean needsArguments(TrackProcessModel model) {
    return model.fullCommand() || model.match() != TrackProcessModel.Match.NONE;
  }

  /**
   * Whether one process is meant.
   *
   * @param name the kernel's short name of it
   * @param line its command line, empty if it was not read
   */
  static boolean matches(TrackProcessModel model, String name, List<String> line) {
    String wanted = model.words().get(0);
    if (model.fullCommand()) {
      if (line.isEmpty() || !line.get(0).equals(wanted)) {
        return false;
      }
    } else if (!name.equals(shortName(wanted))) {
      return false;
    }
    return argumentsMatch(model, line);
  }

  private static boolean argumentsMatch(TrackProcessModel model, List<String> line) {
    List<String> wanted = model.words().subList(1, model.words().size());
    List<String> present = line.isEmpty() ? List.of() : line.subList(1, line.size());
    return switch (model.match()) {
      case NONE -> true;
      case EXACT -> present.equals(wanted);
      case INITIAL ->
          present.size() >= wanted.size() && present.subList(0, wanted.size()).equals(wanted);
      case PARTIAL -> partial(wanted, present);
    };
  }

  private static boolean partial(List<String> wanted, List<String> present) {
    if (wanted.isEmpty()) {
      return true;
    }
    int last = wanted.size() - 1;
    return present.size() >= wanted.size()
        && present.subList(0, last).equals(wanted.subList(0, last))
        && present.get(last).startsWith(wanted.get(last));
  }

  private static String shortName(String command) {
    String name = command.substring(command.lastIndexOf('/') + 1);
    return name.length() > COMM_LENGTH ? name.substring(0, COMM_LENGTH) : name;
  }

  private static List<String> words(String commandLine) {
    List<String> words = new ArrayList<>();
    int start = 0;
    int end;
    while ((end = commandLine.indexOf('\0', start)) >= 0) {
      words.add(commandLine.substring(start, end));
      start = end + 1;
    }
    return words;
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }
}
