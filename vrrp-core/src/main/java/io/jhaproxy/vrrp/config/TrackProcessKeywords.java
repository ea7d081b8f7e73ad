package io.jhaproxy.vrrp.config;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** {@code vrrp_track_process}. */
final class TrackProcessKeywords {
  static final String BLOCK = "vrrp_track_process";

  private static final long HOUR_MICROS = 3_600_000_000L;

  private TrackProcessKeywords() {}

  /** A process while it is being read. */
  static final class Draft {
    final String name;
    List<String> words = List.of();
    TrackProcessModel.Match match = TrackProcessModel.Match.NONE;
    int weight = 1;
    boolean reverse;
    int quorum = 1;
    int quorumMax = Integer.MAX_VALUE;
    Duration terminateDelay = Duration.ZERO;
    Duration forkDelay = Duration.ZERO;
    boolean fullCommand;

    Draft(String name) {
      this.name = name;
    }
  }

  static void register(Registry registry) {
    registry
        .root(Keyword.Owner.VRRP)
        .block(BLOCK, "NAME { }", BLOCK, TrackProcessKeywords::start, TrackProcessKeywords::end);
    registry
        .block(BLOCK)
        .works("process", "NAME|\"CMD ARGS\"", TrackProcessKeywords::process)
        .works("param_match", "[partial|initial]", TrackProcessKeywords::match)
        .works("weight", "-254..254 [reverse]", TrackProcessKeywords::weight)
        .works("quorum", "N", TrackProcessKeywords::quorum)
        .works("quorum_max", "N", TrackProcessKeywords::quorum)
        .works("delay", "SECS", TrackProcessKeywords::delay)
        .works("terminate_delay", "SECS", TrackProcessKeywords::delay)
        .works("fork_delay", "SECS", TrackProcessKeywords::delay)
        .works("full_command", "-", line -> line.draft().trackProcess().fullCommand = true);
  }

  private static void start(Line line) {
    String name = line.required(1);
    if (line.draft().trackProcesses.stream().anyMatch(p -> p.name().equals(name))) {
      line.error("track process " + name + " already defined - ignoring");
      line.skipBlock();
      return;
    }
    line.draft().trackProcess = new Draft(name);
  }

  private static void end(Line line) {
    Draft process = line.draft().trackProcess();
    if (process.words.isEmpty()) {
      line.error("track process '" + process.name + "' process name not specified");
      return;
    }
    line.draft()
        .trackProcesses
        .add(
            new TrackProcessModel(
                process.name,
                process.words,
                process.match,
                process.weight,
                process.reverse,
                process.quorum,
                process.quorumMax,
                process.terminateDelay,
                process.forkDelay,
                process.fullCommand));
  }

  private static void process(Line line) {
    line.required(1);
    line.draft().trackProcess().words = CommandText.words(CommandText.command(line.arguments()));
  }

  private static void match(Line line) {
    TrackProcessModel.@Nullable Match match =
        switch (line.word(1)) {
          case "" -> TrackProcessModel.Match.EXACT;
          case "partial" -> TrackProcessModel.Match.PARTIAL;
          case "initial" -> TrackProcessModel.Match.INITIAL;
          default -> null;
        };
    if (match == null) {
      line.error("Invalid param_match type " + line.word(1) + " - ignoring");
      return;
    }
    line.draft().trackProcess().match = match;
  }

  private static void weight(Line line) {
    Draft process = line.draft().trackProcess();
    OptionalInt weight = line.number(1, -TrackKeywords.MAX_WEIGHT, TrackKeywords.MAX_WEIGHT);
    if (weight.isEmpty()) {
      invalid(line, "Weight", "[-254..254]");
      return;
    }
    process.weight = weight.getAsInt();
    process.reverse = line.word(2).equals("reverse");
    if (line.size() > 2 && !process.reverse) {
      line.error("vrrp_track_process " + process.name + " unknown weight option " + line.word(2));
    }
  }

  private static void quorum(Line line) {
    Draft process = line.draft().trackProcess();
    boolean most = line.keyword().equals("quorum_max");
    OptionalInt value = line.number(1, most ? 0 : 1, 65535);
    if (value.isEmpty()) {
      invalid(line, most ? "Quorum_max" : "Quorum", most ? "[0..65535]" : "[1..65535]");
    } else if (most) {
      process.quorumMax = value.getAsInt();
    } else {
      process.quorum = value.getAsInt();
    }
  }

  private static void delay(Line line) {
    Draft process = line.draft().trackProcess();
    Duration delay = line.time(1, 1, HOUR_MICROS);
    if (delay == null) {
      invalid(line, line.keyword(), "[0.000001..3600]");
      return;
    }
    if (!line.keyword().equals("fork_delay")) {
      process.terminateDelay = delay;
    }
    if (!line.keyword().equals("terminate_delay")) {
      process.forkDelay = delay;
    }
  }

  private static void invalid(Line line, String what, String range) {
    line.error(
        what
            + " ("
            + line.word(1)
            + ") for vrrp_track_process "
            + line.draft().trackProcess().name
            + " must be between "
            + range
            + " inclusive. Ignoring...");
  }
}
