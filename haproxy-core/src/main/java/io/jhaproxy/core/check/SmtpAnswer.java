package io.jhaproxy.core.check;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reply of a mail server: three digits and a text.
 *
 * @param to what it answers
 */
record SmtpAnswer(Of to) implements Expectation.Protocol {
  private static final int CODE = 3;
  private static final int LEAST = 4;
  private static final Pattern REPLY = Pattern.compile("(?s)[0-9]{3}[ \r].*");
  private static final Pattern GOOD = Pattern.compile("(?s)2[0-9]{2}[ \r].*");
  private static final Pattern GOOD_LINES =
      Pattern.compile("(?s)(2[0-9]{2}-[^\r]*\r\n)*2[0-9]{2}[ \r].*");

  /** What may be answered. */
  enum Of {
    GREETING,
    HELLO,
    QUIT
  }

  @Override
  public CheckStatus empty() {
    return to == Of.GREETING ? CheckStatus.L7RSP : CheckStatus.L7STS;
  }

  @Override
  public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
    if (length < LEAST && !ended) {
      return null;
    }
    String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
    if (to == Of.GREETING && !REPLY.matcher(text).matches()) {
      return new CheckResult(CheckStatus.L7RSP, 0, ProtocolSteps.firstLine(text), 0);
    }
    if ((to == Of.HELLO ? GOOD_LINES : GOOD).matcher(text).matches()) {
      return new CheckResult(CheckStatus.L7OK, code(text), words(text), 0);
    }
    // The lines of an answer to HELO may still be on their way.
    return to == Of.HELLO && !ended
        ? null
        : new CheckResult(CheckStatus.L7STS, code(text), words(text), 0);
  }

  private static int code(String text) {
    String digits = text.substring(0, Math.min(CODE, text.length()));
    return digits.matches("[0-9]+") ? Integer.parseInt(digits) : 0;
  }

  private static String words(String text) {
    String words = text.length() > LEAST ? text.substring(LEAST) : "";
    return ProtocolSteps.firstLine(words.replaceFirst("^ +", ""));
  }
}
