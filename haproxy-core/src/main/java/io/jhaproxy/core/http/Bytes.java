package io.jhaproxy.core.http;

/** Classes of bytes in HTTP/1 heads (RFC 9110 section 5.6.2, RFC 9112 section 3). */
final class Bytes {
  static final int CRLF = 0x0d0a;
  static final int COLON_SPACE = 0x3a20;

  private static final byte TOKEN = 1;
  private static final byte TARGET = 2;
  private static final byte[] CLASS = classes();

  private Bytes() {}

  static boolean isToken(byte value) {
    return value >= 0 && (CLASS[value] & TOKEN) != 0;
  }

  /** Whether the byte may stand in a request target: visible ASCII except '#'. */
  static boolean isTarget(byte value) {
    return value >= 0 && (CLASS[value] & TARGET) != 0;
  }

  static byte lower(byte value) {
    return value >= 'A' && value <= 'Z' ? (byte) (value | 0x20) : value;
  }

  static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hex(byte value) {
    if (isDigit(value)) {
      return value - '0';
    }
    int letter = value | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (int value = 0x21; value < 0x7f; value++) {
      boolean token = Character.isLetterOrDigit(value) || "!#$%&'*+-.^_`|~".indexOf(value) >= 0;
      classes[value] = (byte) ((token ? TOKEN : 0) | (value == '#' ? 0 : TARGET));
    }
    return classes;
  }
}
