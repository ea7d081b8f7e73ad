package io.jhaproxy.vrrp.config;

import org.jspecify.annotations.Nullable;

/** A place in a line whose words are read one after the other, and what became of the line. */
final class Words {
  private final Line line;
  private int next;
  private boolean refused;
  private boolean dropped;

  Words(Line line) {
    this.line = line;
  }

  Line line() {
    return line;
  }

  /** Whether there is another word and nothing forbade reading it. */
  boolean more() {
    return next < line.size() && !refused;
  }

  /** The next word; the empty string at the end. */
  String next() {
    return line.word(next++);
  }

  /** The next word, which stays the next one; the empty string at the end. */
  String peek() {
    return line.word(next);
  }

  /** The word that was read last. */
  String last() {
    return line.word(next - 1);
  }

  /** The next word, which must be there. */
  String value() {
    return line.required(next++);
  }

  /** Makes that many words unread. */
  void back(int words) {
    next -= words;
  }

  /** Reads nothing more. */
  void end() {
    next = line.size();
  }

  /** Passes over a word if it is the next one. */
  boolean skip(String word) {
    boolean there = peek().equals(word);
    next += there ? 1 : 0;
    return there;
  }

  /** Tells why the line cannot be used; nothing more of it is read. */
  void refuse(String text) {
    line.error(text);
    refused = true;
  }

  /** Reads nothing more; why was told. */
  void refuse() {
    refused = true;
  }

  boolean refused() {
    return refused;
  }

  /** Tells why the line cannot be used; the rest of it is read for what else there is to tell. */
  void drop(String text) {
    line.error(text);
    dropped = true;
  }

  boolean dropped() {
    return dropped;
  }

  /** Realms: {@code [FROM/]TO} as rtnetlink takes them; null if they are none. */
  @Nullable Integer realms() {
    String text = value();
    int slash = text.indexOf('/');
    int from = slash < 0 ? 0 : RouteNames.realm(text.substring(0, slash)).orElse(-1);
    int to = RouteNames.realm(text.substring(slash + 1)).orElse(-1);
    return from < 0 || to < 0 ? null : from << 16 | to;
  }
}
