package io.jhaproxy.core.sample;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Converters of HAProxy 2.6 that do not exist here yet. A row: type it takes, type it yields, its
 * arguments, names.
 */
public final class UnfinishedConverters {
  private static final String ROWS =
      """
      bin sint [integer] wt6
      """;

  private UnfinishedConverters() {}

  /** Adds them all, so that their names and numbers of arguments are checked. */
  public static void register(Library library) {
    ROWS.lines().forEach(row -> register(library, row.split(" ")));
  }

  private static void register(Library library, String[] row) {
    for (int i = 3; i < row.length; i++) {
      library.unfinishedConverter(row[i], type(row[0]), type(row[1]), row[2]);
    }
  }

  private static @Nullable SampleType type(String word) {
    return switch (word) {
      case "any" -> null;
      default -> SampleType.valueOf(word.toUpperCase(Locale.ROOT));
    };
  }
}
