package io.jhaproxy.cli.jkeepalived;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words: Java's exceptions often say its name only. */
final class FileProblem {
  private FileProblem() {}

  /** The reason without the file's name. */
  static String of(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "No such file or directory";
    }
    if (problem instanceof AccessDeniedException) {
      return "Permission denied";
    }
    return String.valueOf(problem.getMessage());
  }
}
