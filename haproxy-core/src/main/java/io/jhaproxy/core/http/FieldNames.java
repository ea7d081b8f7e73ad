package io.jhaproxy.core.http;

import io.jhaproxy.core.sample.Slice;
import java.util.Locale;

/** {@code option http-restrict-req-hdr-names} (manual 4.2): names beyond [a-zA-Z0-9-]. */
public enum FieldNames {
  /** They pass. */
  PRESERVE,
  /** They are taken out. */
  DELETE,
  /** The request is refused. */
  REJECT;

  /** The word as configured; empty = {@link #PRESERVE}. */
  public static FieldNames of(String word) {
    return word.isEmpty() ? PRESERVE : valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Applies it to a request; false if that is to be refused. */
  boolean admit(HttpHead head, Slice name) {
    if (this == PRESERVE) {
      return true;
    }
    for (int i = head.count() - 1; i >= 0; i--) {
      head.name(i, name);
      if (!isPlain(name)) {
        if (this == REJECT) {
          return false;
        }
        head.remove(i);
      }
    }
    return true;
  }

  private static boolean isPlain(Slice name) {
    for (int i = 0; i < name.length(); i++) {
      int c = name.at(i);
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
