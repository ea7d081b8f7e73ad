package io.jhaproxy.core.config;

import io.jhaproxy.grammar.haproxy.Environment;
import io.jhaproxy.grammar.haproxy.Statement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Configuration files as they were read, with their comments.
 *
 * @param parts the files in order
 */
public record ConfigText(List<Part> parts) {
  /**
   * One file.
   *
   * @param name as messages show it
   * @param text one character per byte
   */
  public record Part(String name, String text) {}

  /** Copies the list. */
  public ConfigText {
    parts = List.copyOf(parts);
  }

  /** A text that stands in one file. */
  public static ConfigText of(String name, String text) {
    return new ConfigText(List.of(new Part(name, text)));
  }

  /**
   * Reads it as if it stood in its files.
   *
   * @param seen gets every statement behind conditions and variables
   */
  public ConfigModel read(Environment environment, Registry registry, Consumer<Statement> seen) {
    return ConfigReader.read(this, environment, registry, seen);
  }
}
