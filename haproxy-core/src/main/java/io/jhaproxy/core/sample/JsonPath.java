package io.jhaproxy.core.sample;

/**
 * A path such as {@code $.user.roles[0]} that is looked up in a JSON text (RFC 8259) in place.
 * Immutable, shared by all workers.
 */
final class JsonPath {
  private final String path;

  JsonPath(String path) {
    this.path = path;
  }

  /** Narrows a JSON text to the value at the path; false if there is none or it is no JSON. */
  boolean narrow(Slice json) {
    if (path.isEmpty() || path.charAt(0) != '$') {
      return false;
    }
    int at = blanks(json, 0);
    int step = 1;
    while (step < path.length()) {
      char kind = path.charAt(step++);
      int end = step;
      if (kind == '.') {
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        at = member(json, at, step, end);
        step = end;
      } else if (kind == '[') {
        int index = 0;
        while (end < path.length() && Character.isDigit(path.charAt(end))) {
          index = index * 10 + path.charAt(end++) - '0';
        }
        if (end == step || end >= path.length() || path.charAt(end) != ']') {
          return false;
        }
        at = element(json, at, index);
        step = end + 1;
      } else {
        return false;
      }
      if (at < 0) {
        return false;
      }
    }
    int end = skip(json, at, 0);
    if (end < 0) {
      return false;
    }
    json.narrow(at, end - at);
    return true;
  }

  private static int blanks(Slice json, int from) {
    int at = from;
    while (at < json.length() && " \t\r\n".indexOf(json.at(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean is(Slice json, int at, int c) {
    return at >= 0 && at < json.length() && json.at(at) == c;
  }

  /** Start of the value of the member whose name is this part of the path, or -1. */
  private int member(Slice json, int from, int nameFrom, int nameTo) {
    if (!is(json, from, '{')) {
      return -1;
    }
    int at = blanks(json, from + 1);
    while (is(json, at, '"')) {
      int nameEnd = skip(json, at, 0);
      int colon = nameEnd < 0 ? -1 : blanks(json, nameEnd);
      if (!is(json, colon, ':')) {
        return -1;
      }
      int value = blanks(json, colon + 1);
      if (named(json, at + 1, nameEnd - 1, nameFrom, nameTo)) {
        return value;
      }
      int end = skip(json, value, 0);
      at = end < 0 ? -1 : blanks(json, end);
      if (!is(json, at, ',')) {
        return -1;
      }
      at = blanks(json, at + 1);
    }
    return -1;
  }

  private boolean named(Slice json, int from, int to, int nameFrom, int nameTo) {
    if (to - from != nameTo - nameFrom) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      if (json.at(from + i) != (path.charAt(nameFrom + i) & 0xff)) {
        return false;
      }
    }
    return true;
  }

  private static int element(Slice json, int from, int index) {
    if (!is(json, from, '[')) {
      return -1;
    }
    int at = blanks(json, from + 1);
    for (int left = index; left > 0; left--) {
      int end = skip(json, at, 0);
      at = end < 0 ? -1 : blanks(json, end);
      if (!is(json, at, ',')) {
        return -1;
      }
      at = blanks(json, at + 1);
    }
    return is(json, at, ']') ? -1 : at;
  }

  /** Deepest nesting that is read. */
  private static final int DEEPEST = 20;

  /** The index behind the value that begins at {@code from}, or -1. */
  private static int skip(Slice json, int from, int depth) {
    if (from < 0 || from >= json.length() || depth > DEEPEST) {
      return -1;
    }
    return switch (json.at(from)) {
      case '"' -> skipText(json, from + 1);
      case '{', '[' -> skipGroup(json, from, depth);
      default -> skipWord(json, from);
    };
  }

  private static int skipText(Slice json, int from) {
    for (int i = from; i < json.length(); i++) {
      int c = json.at(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int skipGroup(Slice json, int from, int depth) {
    boolean object = json.at(from) == '{';
    int close = object ? '}' : ']';
    int at = blanks(json, from + 1);
    if (is(json, at, close)) {
      return at + 1;
    }
    while (true) {
      if (object) {
        int name = is(json, at, '"') ? skipText(json, at + 1) : -1;
        int colon = name < 0 ? -1 : blanks(json, name);
        if (!is(json, colon, ':')) {
          return -1;
        }
        at = blanks(json, colon + 1);
      }
      int end = skip(json, at, depth + 1);
      at = end < 0 ? -1 : blanks(json, end);
      if (is(json, at, close)) {
        return at + 1;
      }
      if (!is(json, at, ',')) {
        return -1;
      }
      at = blanks(json, at + 1);
    }
  }

  private static int skipWord(Slice json, int from) {
    int at = from;
    while (at < json.length() && ",]} \t\r\n:".indexOf(json.at(at)) < 0) {
      at++;
    }
    return at == from ? -1 : at;
  }
}
