package io.jhaproxy.core.check;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A packet of a MySQL server: its greeting, or the answer to the login. An error packet says what
 * is wrong.
 *
 * @param index how many packets came before, in the same bytes
 */
record MysqlAnswer(int index) implements Expectation.Protocol {
  private static final int HEAD = 4;
  private static final int ERROR = 0xff;

  @Override
  public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
    int at = 0;
    for (int i = 0; i <= index; i++) {
      int size = size(received, length, at);
      if (size < 0) {
        return ended ? new CheckResult(CheckStatus.L7RSP, 0, null, 0) : null;
      }
      if (i < index) {
        at += HEAD + size;
      }
    }
    int from = at + HEAD;
    int to = from + size(received, length, at);
    if (to > from && (received[from] & 0xff) == ERROR) {
      return error(received, from, to);
    }
    return new CheckResult(
        CheckStatus.L7OK, 0, index == 0 ? version(received, from + 1, to) : null, 0);
  }

  /** Bytes of the packet's content, or -1 if it is not complete. */
  private static int size(byte[] received, int length, int at) {
    if (length < at + HEAD + 1) {
      return -1;
    }
    int size =
        received[at] & 0xff | (received[at + 1] & 0xff) << 8 | (received[at + 2] & 0xff) << 16;
    return length < at + HEAD + size ? -1 : size;
  }

  private static CheckResult error(byte[] received, int from, int to) {
    int code = to >= from + 3 ? received[from + 1] & 0xff | (received[from + 2] & 0xff) << 8 : 0;
    String text =
        to > from + 3
            ? new String(received, from + 3, to - from - 3, StandardCharsets.ISO_8859_1)
            : "";
    return new CheckResult(CheckStatus.L7STS, code, text, 0);
  }

  private static String version(byte[] received, int from, int to) {
    int end = from;
    while (end < to && received[end] != 0) {
      end++;
    }
    return new String(received, from, Math.max(0, end - from), StandardCharsets.ISO_8859_1);
  }
}
