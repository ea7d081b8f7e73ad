package io.jhaproxy.core.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command of a client: its words, its payload, and where the answer goes. */
final class Call {
  /** Syslog levels of messages. */
  static final int EMERGENCY = 0;

  static final int ERR = 3;

  static final int WARNING = 4;
  static final int NOTICE = 5;
  static final int INFO = 6;

  private final CliSession session;
  private final List<String> words;
  private final @Nullable String payload;

  Call(CliSession session, List<String> words, @Nullable String payload) {
    this.session = session;
    this.words = words;
    this.payload = payload;
  }

  /** The running process. */
  RuntimeView view() {
    return session.surroundings().view();
  }

  /** The client: its level, its modes. */
  CliSession session() {
    return session;
  }

  /** A word of the line, counted from its beginning; empty where there are fewer. */
  String word(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /** All words. */
  List<String> words() {
    return words;
  }

  /** The lines after {@code <<}, or null; the last line's end is not part of it. */
  @Nullable String payload() {
    return payload;
  }

  /** Adds to the answer, as it is. */
  void print(String text) {
    session.print(text);
  }

  /** Answers with a message, which ends with the end of a line. */
  void message(int severity, String text) {
    print(session.severity().prefix(severity) + text + (text.endsWith("\n") ? "" : "\n"));
  }

  /** Fails if the client's level is too low. */
  void require(Level level) throws RefusedException {
    if (session.level().compareTo(level) < 0) {
      throw new RefusedException("Permission denied");
    }
  }
}
