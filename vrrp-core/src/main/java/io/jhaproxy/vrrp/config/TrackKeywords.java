package io.jhaproxy.vrrp.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be watched: the lists in instances and groups. */
final class TrackKeywords {
  /** Greatest weight, in either direction. */
  static final int MAX_WEIGHT = 254;

  private static final String BFD = "there is no BFD";

  private TrackKeywords() {}

  static void register(Registry registry) {
    ScriptKeywords.register(registry);
    TrackFileKeywords.register(registry);
    TrackProcessKeywords.register(registry);
  }

  /** Enters the track lists into a block. */
  static void lists(Registry.Entries block, Function<Line, TrackDraft> target) {
    String arguments = "{ NAME [weight N [reverse|no_reverse]] ... }";
    block
        .list("track_interface", arguments, line -> device(line, target.apply(line)))
        .list("track_script", arguments, line -> script(line, target.apply(line)))
        .list("track_file", arguments, line -> file(line, target.apply(line)))
        .list("track_process", arguments, line -> process(line, target.apply(line)))
        .unsupported(
            "track_bfd",
            arguments,
            BFD,
            line -> {},
            new Keyword.Body(null, TrackKeywords::bfd, line -> {}));
  }

  private static void device(Line line, TrackDraft track) {
    String name = line.word(0);
    if (!line.draft().interfaces().exists(name)) {
      line.draft()
          .needInterface(line, name, "(" + owner(line) + ") tracked interface %s doesn't exist");
      if (!line.draft().global.dynamicInterfaces) {
        return;
      }
    }
    add(line, track.interfaces, "track_interface", "track interface");
  }

  private static void script(Line line, TrackDraft track) {
    if (line.draft().script(line.word(0)) == null) {
      notFound(line, "track script");
      return;
    }
    add(line, track.scripts, "track_script", "track script");
  }

  private static void file(Line line, TrackDraft track) {
    if (line.draft().trackFiles.stream().noneMatch(f -> f.name().equals(line.word(0)))) {
      notFound(line, "track file");
      return;
    }
    add(line, track.files, "track_file", "track file");
  }

  private static void process(Line line, TrackDraft track) {
    if (line.draft().trackProcesses.stream().noneMatch(p -> p.name().equals(line.word(0)))) {
      notFound(line, "track process");
      return;
    }
    add(line, track.processes, "track_process", "track process");
  }

  private static void bfd(Line line) {
    if (!line.draft().bfdInstances.contains(line.word(0))) {
      notFound(line, "track bfd");
    }
  }

  private static void notFound(Line line, String kind) {
    line.error("(" + owner(line) + ") " + kind + " " + line.word(0) + " not found, ignoring...");
  }

  private static void add(Line line, List<TrackDraft.Entry> entries, String keyword, String kind) {
    String name = line.word(0);
    if (entries.stream().anyMatch(e -> e.name().equals(name))) {
      line.error("(" + owner(line) + ") duplicate " + keyword + " " + name + " - ignoring");
      return;
    }
    @Nullable Integer weight = null;
    boolean reverse = false;
    for (int i = 1; i < line.size(); i++) {
      switch (line.word(i)) {
        case "weight" -> {
          if (i + 1 >= line.size()) {
            line.error(
                "("
                    + owner(line)
                    + ") weight without value specified for "
                    + kind
                    + " "
                    + name
                    + " - ignoring");
            break;
          }
          OptionalInt value = line.number(++i, -MAX_WEIGHT, MAX_WEIGHT);
          if (value.isEmpty()) {
            line.error(
                "("
                    + owner(line)
                    + ") "
                    + kind
                    + " "
                    + name
                    + ": weight must be between [-253..253] inclusive, ignoring...");
            return;
          }
          weight = value.getAsInt();
        }
        case "reverse" -> reverse = true;
        case "no_reverse", "noreverse" -> reverse = false;
        default -> {
          line.error(
              "(" + owner(line) + ") unknown " + kind + " option " + line.word(i) + " - ignoring");
          return;
        }
      }
    }
    entries.add(new TrackDraft.Entry(name, weight, reverse, line.location()));
  }

  private static String owner(Line line) {
    return line.draft().currentName();
  }
}
