package io.jhaproxy.grammar.haproxy;

import io.jhaproxy.grammar.source.Location;
import java.util.List;

/**
 * A section: the line that opens it and the statements up to the next section or the file's end.
 *
 * @param header the opening line, for example {@code frontend web}
 * @param statements the lines inside, in file order
 */
public record Section(Statement header, List<Statement> statements) {
  /** Copies the statements. */
  public Section {
    statements = List.copyOf(statements);
  }

  /** The section's keyword, for example {@code frontend}. */
  public String keyword() {
    return header.word(0);
  }

  /** Where the section begins. */
  public Location location() {
    return header.location();
  }
}
