package io.jhaproxy.core.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an answer is compared with (manual 4.2, tcp-check expect and http-check expect). */
public sealed interface Expectation {
  /** Whether the answer so far fits, cannot fit any more, or needs more bytes. */
  Verdict look(byte[] received, int length, boolean ended);

  /** The words of failure texts: what was expected, for instance {@code string '+PONG'}. */
  String text();

  /** Whether it looks at an HTTP answer. */
  default boolean isHttp() {
    return false;
  }

  /** An answer of a known protocol, which is judged as a whole. */
  non-sealed interface Protocol extends Expectation {
    /**
     * What the answer says: a success goes on with the next step, and its words are the check's
     * unless a later step has others. Null as long as more bytes are needed.
     */
    @Nullable CheckResult judge(byte[] received, int length, boolean ended);

    /** The outcome if nothing comes at all before the end. */
    default CheckStatus empty() {
      return CheckStatus.L7RSP;
    }

    @Override
    default Verdict look(byte[] received, int length, boolean ended) {
      CheckResult result = judge(received, length, ended);
      return result == null
          ? Verdict.MORE
          : result.status().isSuccess() ? Verdict.MATCH : Verdict.MISMATCH;
    }

    @Override
    default String text() {
      return "";
    }
  }

  /** What came of comparing. */
  enum Verdict {
    MATCH,
    MISMATCH,
    MORE
  }

  /**
   * Bytes anywhere in the answer.
   *
   * @param binary whether they were given in hexadecimal
   * @param minRecv bytes to wait for before looking; -1: look at whatever came
   */
  @SuppressWarnings("ArrayRecordComponent") // shared read-only; equality is not used
  record Contains(byte[] wanted, boolean binary, boolean negated, int minRecv)
      implements Expectation {
    @Override
    public Verdict look(byte[] received, int length, boolean ended) {
      if (length < minRecv && !ended) {
        return Verdict.MORE;
      }
      boolean found = indexOf(received, length, wanted) >= 0;
      if (found) {
        return negated ? Verdict.MISMATCH : Verdict.MATCH;
      }
      if (!ended && length < wanted.length) {
        return Verdict.MORE;
      }
      return negated ? Verdict.MATCH : ended || minRecv >= 0 ? Verdict.MISMATCH : Verdict.MORE;
    }

    @Override
    public String text() {
      String shown = new String(wanted, StandardCharsets.ISO_8859_1);
      return binary ? "binary" : "string '" + shown + "'";
    }

    private static int indexOf(byte[] text, int length, byte[] wanted) {
      for (int at = 0; at + wanted.length <= length; at++) {
        int i = 0;
        while (i < wanted.length && text[at + i] == wanted[i]) {
          i++;
        }
        if (i == wanted.length) {
          return at;
        }
      }
      return -1;
    }
  }

  /**
   * A regular expression on the bytes as ISO 8859-1, or on their hexadecimal form.
   *
   * @param hexadecimal rbinary
   */
  record Regex(Pattern pattern, boolean hexadecimal, boolean negated, int minRecv)
      implements Expectation {
    @Override
    public Verdict look(byte[] received, int length, boolean ended) {
      if (length < minRecv && !ended) {
        return Verdict.MORE;
      }
      String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
      boolean found = pattern.matcher(hexadecimal ? hex(text) : text).find();
      if (found) {
        return negated ? Verdict.MISMATCH : Verdict.MATCH;
      }
      return negated ? Verdict.MATCH : ended || minRecv >= 0 ? Verdict.MISMATCH : Verdict.MORE;
    }

    @Override
    public String text() {
      return (hexadecimal ? "binary " : "") + "regex";
    }

    private static String hex(String text) {
      StringBuilder hex = new StringBuilder(text.length() * 2);
      for (int i = 0; i < text.length(); i++) {
        hex.append(String.format("%02X", (int) text.charAt(i)));
      }
      return hex.toString();
    }
  }

  /**
   * An HTTP status out of ranges, or one that fits a pattern.
   *
   * @param ranges alternating first and last status
   * @param pattern for rstatus; null for ranges
   */
  record Status(List<Integer> ranges, @Nullable Pattern pattern, boolean negated)
      implements Expectation {
    @Override
    public boolean isHttp() {
      return true;
    }

    @Override
    public Verdict look(byte[] received, int length, boolean ended) {
      HttpReply reply = HttpReply.parse(received, length, ended);
      if (reply == null) {
        return ended ? Verdict.MISMATCH : Verdict.MORE;
      }
      Pattern wanted = pattern;
      boolean fits =
          wanted != null
              ? wanted.matcher(Integer.toString(reply.status())).find()
              : inRanges(reply.status());
      return fits != negated ? Verdict.MATCH : Verdict.MISMATCH;
    }

    private boolean inRanges(int status) {
      for (int i = 0; i + 1 < ranges.size(); i += 2) {
        if (status >= ranges.get(i) && status <= ranges.get(i + 1)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String text() {
      return "status";
    }
  }

  /** Bytes or a pattern in the body of an HTTP answer. */
  record Body(Expectation inner) implements Expectation {
    @Override
    public boolean isHttp() {
      return true;
    }

    @Override
    public Verdict look(byte[] received, int length, boolean ended) {
      HttpReply reply = HttpReply.parse(received, length, ended);
      if (reply == null) {
        return ended ? Verdict.MISMATCH : Verdict.MORE;
      }
      byte[] body = new byte[length - reply.bodyAt()];
      System.arraycopy(received, reply.bodyAt(), body, 0, body.length);
      return inner.look(body, body.length, ended || reply.isBodyComplete(body.length));
    }

    @Override
    public String text() {
      return inner.text();
    }
  }
}
