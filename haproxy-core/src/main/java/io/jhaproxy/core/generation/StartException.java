package io.jhaproxy.core.generation;

import java.util.List;

/** The configuration is valid but cannot be started: an address is taken, a name unknown. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  /** One line for each thing that is wrong, without prefix. */
  public StartException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /** What is wrong, as the text of HAProxy's ALERT lines. */
  public List<String> lines() {
    return lines;
  }
}
