package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.source.Diagnostic;
import java.util.List;

/**
 * The syntax tree of one file.
 *
 * @param file the file's name as given
 * @param orphans statements that stand before the first section of the file
 * @param sections the sections in file order
 * @param diagnostics everything lexical or syntactical that was found, in file order
 */
public record ConfigTree(
    String file, List<Statement> orphans, List<Section> sections, List<Diagnostic> diagnostics) {
  /** Copies the lists. */
  public ConfigTree {
    orphans = List.copyOf(orphans);
    sections = List.copyOf(sections);
    diagnostics = List.copyOf(diagnostics);
  }
}
