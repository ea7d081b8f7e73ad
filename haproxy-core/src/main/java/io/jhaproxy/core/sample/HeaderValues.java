package io.jhaproxy.core.sample;

/** Finds the values of header fields and cookies in place. */
public final class HeaderValues {
  private HeaderValues() {}

  /**
   * Finds value {@code index} from 0 of a header whose fields may hold several values separated by
   * commas (outside quotes).
   *
   * @param name lower-case name, or an empty array for every header
   * @param whole true to take each field's whole value as one
   */
  public static boolean find(
      HeaderTable headers, byte[] name, boolean whole, int index, Slice into) {
    int left = index;
    for (int i = next(headers, name, 0); i >= 0; i = next(headers, name, i + 1)) {
      headers.value(i, into);
      if (whole) {
        if (left-- == 0) {
          return true;
        }
        continue;
      }
      int count = count(into);
      if (left < count) {
        element(into, left);
        return true;
      }
      left -= count;
    }
    return false;
  }

  /** Number of values, counted as {@link #find} does. */
  public static int count(HeaderTable headers, byte[] name, boolean whole, Slice work) {
    int total = 0;
    for (int i = next(headers, name, 0); i >= 0; i = next(headers, name, i + 1)) {
      headers.value(i, work);
      total += whole ? 1 : count(work);
    }
    return total;
  }

  private static int next(HeaderTable headers, byte[] name, int from) {
    if (name.length > 0) {
      return headers.find(name, from);
    }
    return from < headers.count() ? from : -1;
  }

  private static int count(Slice value) {
    int count = 1;
    for (int at = comma(value, 0); at >= 0; at = comma(value, at + 1)) {
      count++;
    }
    return count;
  }

  private static void element(Slice value, int index) {
    int start = 0;
    for (int i = 0; i < index; i++) {
      start = comma(value, start) + 1;
    }
    int end = comma(value, start);
    if (end < 0) {
      end = value.length();
    }
    while (start < end && isSpace(value.at(start))) {
      start++;
    }
    while (end > start && isSpace(value.at(end - 1))) {
      end--;
    }
    value.narrow(start, end - start);
  }

  /** Next comma outside double quotes. */
  private static int comma(Slice value, int from) {
    boolean quoted = false;
    for (int i = from; i < value.length(); i++) {
      int c = value.at(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t';
  }

  /**
   * Narrows a Cookie header's value to the value of occurrence {@code index} of a cookie, searching
   * from {@code ;} to {@code ;}; returns how many there were before if not found (a negative number
   * minus one), else 0.
   */
  static int cookie(Slice header, byte[] name, int index) {
    int seen = 0;
    for (int start = 0; start < header.length(); ) {
      int end = header.indexOf(';', start);
      if (end < 0) {
        end = header.length();
      }
      int from = start;
      while (from < end && isSpace(header.at(from))) {
        from++;
      }
      int equals = header.indexOf('=', from);
      if (equals >= 0 && equals < end && named(header, from, equals, name) && seen++ == index) {
        header.narrow(equals + 1, end - equals - 1);
        return 0;
      }
      start = end + 1;
    }
    return -1 - seen;
  }

  private static boolean named(Slice header, int from, int to, byte[] name) {
    int end = to;
    while (end > from && isSpace(header.at(end - 1))) {
      end--;
    }
    if (name.length == 0) {
      return true;
    }
    if (end - from != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (header.at(from + i) != (name[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }
}
