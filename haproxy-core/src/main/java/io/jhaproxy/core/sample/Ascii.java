package io.jhaproxy.core.sample;

import java.nio.charset.StandardCharsets;

/** Byte-wise ASCII operations that do not depend on a locale and allocate nothing. */
public final class Ascii {
  private Ascii() {}

  /** Lower case of an unsigned byte value; other values than A-Z are returned as they are. */
  public static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
  }

  /** Upper case of an unsigned byte value; other values than a-z are returned as they are. */
  public static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c & ~0x20 : c;
  }

  /** UTF-8 bytes of a text. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** UTF-8 bytes of a text whose ASCII letters are lowered. */
  public static byte[] lowerBytes(String text) {
    byte[] bytes = bytes(text);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) lower(bytes[i] & 0xff);
    }
    return bytes;
  }
}
