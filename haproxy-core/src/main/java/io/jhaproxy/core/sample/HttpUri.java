package io.jhaproxy.core.sample;

/** Parts of a request target (RFC 9112 section 3.2), by narrowing a slice over the whole. */
public final class HttpUri {
  private HttpUri() {}

  /** Narrows a request line to its method. */
  public static boolean method(Slice line) {
    int space = line.indexOf(' ', 0);
    line.narrow(0, space < 0 ? line.length() : space);
    return true;
  }

  /** Narrows a request line to its target; false if it has none. */
  public static boolean target(Slice line) {
    int space = line.indexOf(' ', 0);
    if (space < 0) {
      return false;
    }
    line.narrow(space + 1, line.length() - space - 1);
    int end = lastSpace(line);
    line.narrow(0, end < 0 ? line.length() : end);
    return true;
  }

  /** Narrows a request line to its version; false if it has none. */
  public static boolean version(Slice line) {
    int space = lastSpace(line);
    line.narrow(space + 1, line.length() - space - 1);
    return space > 0;
  }

  private static int lastSpace(Slice line) {
    int at = line.length() - 1;
    while (at >= 0 && line.at(at) != ' ') {
      at--;
    }
    return at;
  }

  /** Narrows the target to path and query; false if it has no path ({@code *}, authority). */
  public static boolean pathAndQuery(Slice uri) {
    if (uri.isEmpty() || uri.at(0) == '*') {
      return false;
    }
    if (uri.at(0) == '/') {
      return true;
    }
    int authority = authorityStart(uri);
    int slash = uri.indexOf('/', authority);
    if (slash < 0) {
      return false;
    }
    uri.narrow(slash, uri.length() - slash);
    return true;
  }

  /** Narrows the target to its path; false if it has none. */
  public static boolean path(Slice uri) {
    if (!pathAndQuery(uri)) {
      return false;
    }
    int end = uri.indexOf('?', 0);
    if (end >= 0) {
      uri.narrow(0, end);
    }
    return true;
  }

  /** Narrows the target to what follows the first question mark; false if there is none. */
  public static boolean query(Slice uri) {
    int mark = uri.indexOf('?', 0);
    if (mark < 0) {
      return false;
    }
    uri.narrow(mark + 1, uri.length() - mark - 1);
    return true;
  }

  /** Narrows an absolute target to host and port; false for other forms. */
  public static boolean authority(Slice uri) {
    if (uri.isEmpty() || uri.at(0) == '/' || uri.at(0) == '*') {
      return false;
    }
    int start = authorityStart(uri);
    int end = uri.indexOf('/', start);
    uri.narrow(start, (end < 0 ? uri.length() : end) - start);
    return true;
  }

  /** Length of {@code scheme://}, or 0 if there is none. */
  private static int authorityStart(Slice uri) {
    int colon = uri.indexOf(':', 0);
    boolean scheme =
        colon > 0
            && colon + 2 < uri.length()
            && uri.at(colon + 1) == '/'
            && uri.at(colon + 2) == '/';
    return scheme ? colon + 3 : 0;
  }

  /**
   * Narrows a query or body to the value of a parameter; false if it is not there.
   *
   * @param name parameter name, compared byte by byte; empty for any
   * @param separator {@code &}, or {@code ;}
   * @param index which of them, from 0
   */
  public static boolean parameter(Slice query, byte[] name, int separator, int index) {
    int left = index;
    for (int start = 0; start <= query.length(); ) {
      int end = query.indexOf(separator, start);
      if (end < 0) {
        end = query.length();
      }
      int equals = name.length > 0 ? start + name.length : query.indexOf('=', start);
      boolean named =
          name.length > 0 ? isNamed(query, start, end, name) : equals >= 0 && equals < end;
      if (named && left-- == 0) {
        int value = Math.min(equals + 1, end);
        query.narrow(value, end - value);
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private static boolean isNamed(Slice query, int start, int end, byte[] name) {
    if (end - start < name.length
        || (end - start > name.length && query.at(start + name.length) != '=')) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (query.at(start + i) != (name[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
