package io.jhaproxy.vrrp.config;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code track_file}. */
final class TrackFileKeywords {
  static final String BLOCK = "track_file";

  private TrackFileKeywords() {}

  /** A file while it is being read. */
  static final class Draft {
    final String name;
    @Nullable String path;
    int weight = 1;
    boolean reverse;
    @Nullable Integer initialValue;
    boolean overwrite;

    Draft(String name) {
      this.name = name;
    }
  }

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.VRRP)
        .block(BLOCK, "NAME { }", BLOCK, TrackFileKeywords::start, TrackFileKeywords::end)
        .block(
            "vrrp_track_file", "NAME { }", BLOCK, TrackFileKeywords::start, TrackFileKeywords::end);
    registry
        .block(BLOCK)
        .works("file", "PATH", line -> line.draft().trackFile().path = line.required(1))
        .works("weight", "-254..254 [reverse]", TrackFileKeywords::weight)
        .works("init_file", "[VALUE] [overwrite]", TrackFileKeywords::initFile);
  }

  private static void start(Line line) {
    String name = line.required(1);
    if (line.draft().trackFiles.stream().anyMatch(f -> f.name().equals(name))) {
      line.error("track file " + name + " already defined - ignoring");
      line.skipBlock();
      return;
    }
    line.draft().trackFile = new Draft(name);
  }

  private static void end(Line line) {
    Draft file = line.draft().trackFile();
    String path = file.path;
    if (path == null) {
      line.error("No file set for track_file " + file.name + " - ignoring");
      return;
    }
    line.draft()
        .trackFiles
        .add(
            new TrackFileModel(
                file.name,
                Path.of(path),
                file.weight,
                file.reverse,
                file.initialValue,
                file.overwrite));
  }

  private static void weight(Line line) {
    Draft file = line.draft().trackFile();
    OptionalInt weight = line.number(1, -TrackKeywords.MAX_WEIGHT, TrackKeywords.MAX_WEIGHT);
    if (weight.isEmpty()) {
      line.error(
          "Weight ("
              + line.word(1)
              + ") for track_file "
              + file.name
              + " must be between [-254..254] inclusive. Ignoring...");
      return;
    }
    file.weight = weight.getAsInt();
    file.reverse = line.word(2).equals("reverse");
    if (line.size() > 2 && !file.reverse) {
      line.error("unknown track_file " + file.name + " weight option " + line.word(2));
    }
  }

  private static void initFile(Line line) {
    Draft file = line.draft().trackFile();
    file.initialValue = 0;
    for (int i = 1; i < line.size(); i++) {
      String word = line.word(i);
      if (word.equals("overwrite")) {
        file.overwrite = true;
      } else if (word.matches("-?[0-9]+")) {
        OptionalLong value = line.number(i, (long) Integer.MIN_VALUE, Integer.MAX_VALUE);
        file.initialValue = (int) value.orElse(0);
      } else {
        line.error("Unknown track file init option " + word);
      }
    }
  }
}
