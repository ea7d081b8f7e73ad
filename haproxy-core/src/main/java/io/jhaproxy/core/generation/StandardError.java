package io.jhaproxy.core.generation;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The standard error output, for filters that are told to write there. */
final class StandardError {
  private static final FileOutputStream STREAM = new FileOutputStream(FileDescriptor.err);

  private StandardError() {}

  /** Writes a line; in one piece, so that workers do not mix theirs. */
  static void line(String text) {
    try {
      STREAM.write((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException closed) {
      // Nobody listens: there is nobody to tell either.
      return;
    }
  }
}
