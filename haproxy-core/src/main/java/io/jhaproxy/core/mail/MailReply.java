package io.jhaproxy.core.mail;

import io.jhaproxy.core.check.CheckResult;
import io.jhaproxy.core.check.CheckStatus;
import io.jhaproxy.core.check.Expectation;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A whole reply of a mail server, perhaps of several lines (RFC 5321, 4.2).
 *
 * @param kind the first digit of a reply that lets the dialogue go on
 */
record MailReply(char kind) implements Expectation.Protocol {
  @Override
  public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
    String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      String line = text.substring(start, end);
      if (line.length() < 4 || line.charAt(3) != '-') {
        boolean good = !line.isEmpty() && line.charAt(0) == kind;
        return new CheckResult(good ? CheckStatus.L7OK : CheckStatus.L7STS, 0, null, 0);
      }
      start = end + 1;
    }
    return ended ? new CheckResult(CheckStatus.L7RSP, 0, null, 0) : null;
  }
}
