package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;

/**
 * A cursor over the {@code name=value} pairs of a Cookie or Set-Cookie field. Offsets are within
 * the field's value. Reused; on the stream's worker.
 */
final class Cookie {
  private final Slice field = new Slice();
  private final Slice value = new Slice();
  private int nameStart;
  private int nameEnd;
  private int valueStart;
  private int valueEnd;
  private int previousEnd;
  private int next;

  /** Before the first pair of a field. */
  void begin() {
    next = 0;
    previousEnd = -1;
    nameStart = 0;
  }

  /** Goes to the next pair of field {@code index}; false if there is none. */
  boolean next(HttpHead head, int index) {
    head.value(index, field);
    int length = field.length();
    if (next > 0 && next <= length) {
      previousEnd = valueEnd;
    }
    int at = next;
    while (at < length && (isDelimiter(field.at(at)) || isBlank(field.at(at)))) {
      at++;
    }
    if (at >= length) {
      return false;
    }
    nameStart = at;
    while (at < length && field.at(at) != '=' && !isDelimiter(field.at(at))) {
      at++;
    }
    nameEnd = withoutBlanks(nameStart, at);
    valueStart = at;
    if (at < length && field.at(at) == '=') {
      at++;
      while (at < length && isBlank(field.at(at))) {
        at++;
      }
      valueStart = at;
      while (at < length && !isDelimiter(field.at(at))) {
        at++;
      }
    }
    valueEnd = Math.max(valueStart, withoutBlanks(valueStart, at));
    next = at + 1;
    return true;
  }

  private int withoutBlanks(int from, int to) {
    int end = to;
    while (end > from && isBlank(field.at(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isDelimiter(int c) {
    return c == ';' || c == ',';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /** Whether the pair has this very name. */
  boolean nameIs(byte[] name) {
    return nameEnd - nameStart == name.length && beginsWith(name);
  }

  /** Whether the text of the pair begins with this. */
  boolean beginsWith(byte[] text) {
    if (valueEnd - nameStart < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (field.at(nameStart + i) != (text[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** The value; valid until the next call. */
  Slice value(HttpHead head, int index) {
    head.value(index, value);
    return value.narrow(valueStart, valueEnd - valueStart);
  }

  /** The whole pair, from its name; valid until the next call. */
  Slice pair(HttpHead head, int index) {
    head.value(index, value);
    return value.narrow(nameStart, valueEnd - nameStart);
  }

  /** The whole field's value; valid until the next call. */
  Slice field(HttpHead head, int index) {
    head.value(index, field);
    return field;
  }

  /** A slice for any use until the next call. */
  Slice field() {
    return field;
  }

  int valueStart() {
    return valueStart;
  }

  int valueEnd() {
    return valueEnd;
  }

  /** The beginning of the value was cut off. */
  void shorten(int bytes) {
    valueEnd -= bytes;
    next -= bytes;
  }

  /** Takes the pair out of its field, or the field out of the head; true if the field is gone. */
  boolean remove(HttpHead head, int index) {
    head.value(index, field);
    int from = nameStart;
    int to = next;
    while (to < field.length() && isBlank(field.at(to))) {
      to++;
    }
    if (to >= field.length()) {
      from = Math.max(0, previousEnd);
      to = field.length();
    }
    if (previousEnd >= 0 && to < field.length()) {
      from = previousEnd;
      field.buffer().setByte(field.offset() + from++, ';');
      field.buffer().setByte(field.offset() + from++, ' ');
    }
    if (from == 0 && to == field.length()) {
      head.remove(index);
      return true;
    }
    head.cutValue(index, from, to - from);
    next = from;
    valueEnd = previousEnd;
    return false;
  }
}
