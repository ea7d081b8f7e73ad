package io.jhaproxy.core.generation;

import io.jhaproxy.core.config.RuleStatement;
import io.jhaproxy.core.http.Compression;
import io.jhaproxy.core.http.Compression.Algorithm;
import io.jhaproxy.core.http.CompressionLoad;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code compression} lines of a proxy together. */
final class CompressionLines {
  private CompressionLines() {}

  /** What they say, or null if they name no algorithm. */
  static @Nullable Compression compile(List<RuleStatement> lines, int level, CompressionLoad load) {
    List<Algorithm> algorithms = new ArrayList<>();
    List<String> types = new ArrayList<>();
    boolean offload = false;
    for (RuleStatement line : lines) {
      for (int i = 1; i < line.words().size(); i++) {
        switch (line.word(0)) {
          case "algo" -> algorithms.add(Algorithm.ofWord(line.word(i)));
          case "type" -> types.add(line.word(i));
          default -> {}
        }
      }
      offload |= line.word(0).equals("offload");
    }
    return algorithms.isEmpty() ? null : new Compression(algorithms, types, offload, level, load);
  }
}
