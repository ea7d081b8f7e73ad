package io.jhaproxy.core.log;

/** One compiled part of a log format. Immutable, shared by all workers, allocates nothing. */
@FunctionalInterface
interface LogPart {
  /** Appends the part's text for the stream. */
  void append(LogSource source, LogLine line);

  /**
   * Flags of a part (manual 8.2.6).
   *
   * @param quoted Q: in double quotes
   * @param hexadecimal X: addresses, ports and some numbers in hexadecimal
   * @param escaped E: quotes, backslashes and closing brackets escaped
   */
  record Flags(boolean quoted, boolean hexadecimal, boolean escaped) {
    static final Flags NONE = new Flags(false, false, false);

    Flags with(String flag) {
      boolean on = flag.charAt(0) != '-';
      return switch (flag.charAt(flag.length() - 1)) {
        case 'Q' -> new Flags(on, hexadecimal, escaped);
        case 'X' -> new Flags(quoted, on, escaped);
        case 'E' -> new Flags(quoted, hexadecimal, on);
        default -> this;
      };
    }
  }
}
