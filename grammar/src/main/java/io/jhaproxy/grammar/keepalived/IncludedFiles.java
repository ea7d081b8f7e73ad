package io.jhaproxy.grammar.keepalived;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pattern of an include matches.
 *
 * @param pattern as written
 * @param plain whether keepalived misses it without being asked: no wildcard, or no such directory
 * @param files regular files in alphabetical order for each alternative
 * @param unmatched alternatives in braces that matched nothing
 */
record IncludedFiles(String pattern, boolean plain, List<Path> files, List<String> unmatched) {
  /** Looks a pattern up as glob(3) does with GLOB_BRACE. */
  static IncludedFiles find(Path directory, String pattern) {
    Path folder = directory.resolve(pattern).getParent();
    boolean noFolder =
        !wildcard(pattern)
            || folder == null
            || !wildcard(folder.toString()) && !Files.isDirectory(folder);
    List<Path> files = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    for (String alternative : alternatives(pattern)) {
      List<Path> matches = new ArrayList<>();
      boolean absolute = alternative.startsWith("/");
      match(
          absolute ? Path.of("/") : directory, alternative.split("/+"), absolute ? 1 : 0, matches);
      matches.sort(null);
      if (matches.isEmpty()) {
        unmatched.add(alternative);
      }
      files.addAll(matches);
    }
    return new IncludedFiles(pattern, noFolder, files, unmatched);
  }

  /** What keepalived says about what is missing under a check. */
  List<String> missing(IncludeCheck check) {
    if (files.isEmpty()) {
      if (plain) {
        return List.of("Config files missing '" + pattern + "'.");
      }
      return check.wildcards() ? List.of("No config files matched '" + pattern + "'.") : List.of();
    }
    if (check.braces() && !unmatched.isEmpty()) {
      return List.of("Some config files missing: \"" + pattern + "\".");
    }
    return List.of();
  }

  private static boolean wildcard(String text) {
    return text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }

  private static void match(Path directory, String[] parts, int index, List<Path> found) {
    if (index == parts.length) {
      if (Files.isRegularFile(directory)) {
        found.add(directory);
      }
      return;
    }
    String part = parts[index];
    if (!wildcard(part)) {
      Path next = directory.resolve(part).normalize();
      if (Files.exists(next)) {
        match(next, parts, index + 1, found);
      }
      return;
    }
    if (!Files.isDirectory(directory)) {
      return;
    }
    String glob = part.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      for (Path entry : entries) {
        boolean hidden = entry.getFileName().toString().startsWith(".");
        if (!hidden || part.startsWith(".")) {
          match(entry, parts, index + 1, found);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Expands the first {a,b} of a pattern, and so on. */
  private static List<String> alternatives(String pattern) {
    int open = pattern.indexOf('{');
    int close = pattern.indexOf('}', Math.max(open, 0));
    if (open < 0 || close < 0) {
      return List.of(pattern);
    }
    List<String> all = new ArrayList<>();
    for (String choice : pattern.substring(open + 1, close).split(",", -1)) {
      all.addAll(alternatives(pattern.substring(0, open) + choice + pattern.substring(close + 1)));
    }
    return all;
  }
}
