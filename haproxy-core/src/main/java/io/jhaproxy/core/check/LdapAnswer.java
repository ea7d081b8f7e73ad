package io.jhaproxy.core.check;

import org.jspecify.annotations.Nullable;

/** The answer to an anonymous bind of LDAP version 3 (RFC 4511, 4.2.2). */
record LdapAnswer() implements Expectation.Protocol {
  private static final int LEAST = 14;
  private static final int LONG_FORM = 0x80;

  @Override
  public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
    if (length < LEAST) {
      return ended ? new CheckResult(CheckStatus.L7RSP, 0, null, 0) : null;
    }
    int message = received[0] == 0x30 ? behindLength(received, 1) : -1;
    boolean first =
        message >= 0
            && message + 4 < length
            && received[message] == 2
            && received[message + 1] == 1
            && received[message + 2] == 1;
    int operation = message + 3;
    int result = first && received[operation] == 0x61 ? behindLength(received, operation + 1) : -1;
    boolean good =
        result >= 0 && result + 2 < length && received[result] == 10 && received[result + 1] == 1;
    if (!good) {
      return new CheckResult(CheckStatus.L7RSP, 0, "Not LDAPv3 protocol", 0);
    }
    int code = received[result + 2] & 0xff;
    return code == 0
        ? new CheckResult(CheckStatus.L7OK, 0, "Success", 0)
        : new CheckResult(
            CheckStatus.L7STS,
            code,
            "See RFC: http://tools.ietf.org/html/rfc4511#section-4.1.9",
            0);
  }

  /** Where the content begins of which the length stands here. */
  private static int behindLength(byte[] received, int at) {
    int first = received[at] & 0xff;
    return at + 1 + (first >= LONG_FORM ? first - LONG_FORM : 0);
  }
}
