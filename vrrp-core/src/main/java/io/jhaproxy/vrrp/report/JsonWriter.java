package io.jhaproxy.vrrp.report;

import java.util.List;

/** JSON on one line, with keepalived's escapes ({@code \/}). */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder(4096);
  private boolean first = true;

  JsonWriter open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  JsonWriter close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  JsonWriter key(String key) {
    separate();
    string(key);
    out.append(':');
    first = true;
    return this;
  }

  JsonWriter value(String text) {
    separate();
    string(text);
    return this;
  }

  JsonWriter put(String key, String text) {
    return key(key).value(text);
  }

  JsonWriter put(String key, long number) {
    return literal(key, Long.toString(number));
  }

  JsonWriter put(String key, boolean truth) {
    return literal(key, Boolean.toString(truth));
  }

  /** A number that is text already. */
  JsonWriter literal(String key, String text) {
    key(key);
    out.append(text);
    first = false;
    return this;
  }

  JsonWriter put(String key, List<String> texts) {
    key(key).open('[');
    texts.forEach(this::value);
    return close(']');
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\', '/' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
