package io.jhaproxy.core.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is sent and expected by the checks of known protocols (manual 4.2, {@code option
 * mysql-check} and its kind).
 */
final class ProtocolSteps {
  private static final HexFormat HEX = HexFormat.of();

  /** COM_QUIT. */
  private static final byte[] MYSQL_QUIT = HEX.parseHex("0100000001");

  /** The capabilities, the largest packet, the character set and 23 reserved bytes. */
  private static final byte[] MYSQL_41 = HEX.parseHex("008200000080000121" + "00".repeat(23));

  private static final byte[] MYSQL_OLD = HEX.parseHex("0080000001");
  private static final byte[] LDAP_BIND = HEX.parseHex("300c020101600702010304008000");
  private static final byte[] REDIS_PING = latin("*1\r\n$4\r\nPING\r\n");

  private ProtocolSteps() {}

  /**
   * The steps of a method.
   *
   * @param arguments those of the option
   * @param nowSeconds for protocols whose greeting has a time
   * @param frameSize the largest frame of SPOP
   */
  static List<CheckPlan.Step> of(
      CheckMethod method, List<String> arguments, long nowSeconds, int frameSize) {
    return switch (method) {
      case MYSQL -> mysql(arguments);
      case PGSQL -> List.of(send(2, pgsqlStartup(arguments.get(1))), expect(3, new PgsqlAnswer()));
      case REDIS -> List.of(send(1, REDIS_PING), expect(2, new RedisAnswer()));
      case SMTP -> smtp(arguments);
      case LDAP -> List.of(send(1, LDAP_BIND), expect(2, new LdapAnswer()));
      case SSL_HELLO -> List.of(send(1, sslHello(nowSeconds)), expect(2, new SslAnswer()));
      case SPOP ->
          List.of(send(1, SpopAnswer.hello(frameSize)), expect(2, new SpopAnswer(frameSize)));
      default -> List.of();
    };
  }

  private static CheckPlan.Step send(int number, byte[] bytes) {
    return new CheckPlan.Step.Send(number, bytes, "");
  }

  private static CheckPlan.Step expect(int number, Expectation expectation) {
    return new CheckPlan.Step.Expect(number, expectation, "");
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<CheckPlan.Step> mysql(List<String> arguments) {
    List<CheckPlan.Step> steps = new ArrayList<>();
    steps.add(expect(2, new MysqlAnswer(0)));
    if (arguments.size() > 1) {
      boolean old = arguments.size() > 2 && arguments.get(2).equals("pre-41");
      steps.add(send(3, mysqlLogin(latin(arguments.get(1)), old)));
      steps.add(expect(4, new MysqlAnswer(1)));
    }
    return steps;
  }

  private static byte[] mysqlLogin(byte[] user, boolean old) {
    byte[] fixed = old ? MYSQL_OLD : MYSQL_41;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(fixed.length + user.length + 2);
    out.write(0);
    out.write(0);
    out.write(1);
    out.writeBytes(fixed);
    out.writeBytes(user);
    out.write(0);
    out.write(0);
    out.writeBytes(MYSQL_QUIT);
    return out.toByteArray();
  }

  private static byte[] pgsqlStartup(String user) {
    byte[] name = latin(user);
    int length = 4 + 4 + 5 + name.length + 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, (byte) (length >> 8), (byte) length, 0, 3, 0, 0});
    out.writeBytes(latin("user\0"));
    out.writeBytes(name);
    out.write(0);
    out.write(0);
    return out.toByteArray();
  }

  private static List<CheckPlan.Step> smtp(List<String> arguments) {
    boolean named =
        arguments.size() > 1
            && (arguments.get(0).equals("EHLO") || arguments.get(0).equals("HELO"));
    String greeting = named ? arguments.get(0) + " " + arguments.get(1) : "HELO localhost";
    return List.of(
        expect(2, new SmtpAnswer(SmtpAnswer.Of.GREETING)),
        send(4, latin(greeting + "\r\n")),
        expect(5, new SmtpAnswer(SmtpAnswer.Of.HELLO)),
        send(6, latin("QUIT\r\n")),
        expect(7, new SmtpAnswer(SmtpAnswer.Of.QUIT)));
  }

  /** A client hello of SSL 3 with 39 ciphers, 1 to 27 and 47 to 58. */
  private static byte[] sslHello(long nowSeconds) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HEX.parseHex("16030000790100007503" + "00"));
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (nowSeconds >> shift));
    }
    out.writeBytes(latin("HAPROXYSSLCHK\nHAPROXYSSLCHK\n"));
    out.writeBytes(HEX.parseHex("00004e"));
    for (int cipher = 1; cipher <= 58; cipher++) {
      if (cipher <= 27 || cipher >= 47) {
        out.write(0);
        out.write(cipher);
      }
    }
    out.writeBytes(HEX.parseHex("0100"));
    return out.toByteArray();
  }

  /** {@code +PONG}. */
  private record RedisAnswer() implements Expectation.Protocol {
    @Override
    public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
      String text = new String(received, 0, length, StandardCharsets.ISO_8859_1);
      if (text.contains("+PONG\r\n")) {
        return new CheckResult(CheckStatus.L7OK, 0, "Redis server is ok", 0);
      }
      return ended ? new CheckResult(CheckStatus.L7STS, 0, firstLine(text), 0) : null;
    }

    @Override
    public CheckStatus empty() {
      return CheckStatus.L7STS;
    }
  }

  /** The text before the first line end. */
  static String firstLine(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
      end++;
    }
    return text.substring(0, end);
  }

  /** A record of the handshake or an alert, of which the head is there. */
  private record SslAnswer() implements Expectation.Protocol {
    private static final int HEAD = 5;

    @Override
    public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
      if (length < HEAD && !ended) {
        return null;
      }
      boolean good = received[0] == 0x15 || received[0] == 0x16;
      return new CheckResult(good ? CheckStatus.L6OK : CheckStatus.L6RSP, 0, null, 0);
    }

    @Override
    public CheckStatus empty() {
      return CheckStatus.L6RSP;
    }
  }

  /** The authentication request that follows the startup message. */
  private record PgsqlAnswer() implements Expectation.Protocol {
    private static final int LEAST = 5;
    private static final int REQUEST = 9;
    private static final int WORDS_AT = 6;

    @Override
    public @Nullable CheckResult judge(byte[] received, int length, boolean ended) {
      if (length < LEAST && !ended) {
        return null;
      }
      if (received[0] == 'E') {
        return new CheckResult(CheckStatus.L7RSP, 0, words(received, length), 0);
      }
      if (length < REQUEST && !ended) {
        return null;
      }
      boolean good =
          length >= REQUEST
              && received[0] == 'R'
              && received[1] == 0
              && received[2] == 0
              && received[3] == 0
              && received[5] == 0
              && received[6] == 0
              && received[7] == 0;
      return good
          ? new CheckResult(CheckStatus.L7OK, 0, "PostgreSQL server is ok", 0)
          : new CheckResult(CheckStatus.L7STS, 0, "PostgreSQL unknown error", 0);
    }

    private static String words(byte[] received, int length) {
      int end = WORDS_AT;
      while (end < length && received[end] != 0) {
        end++;
      }
      return end > length
          ? ""
          : new String(received, WORDS_AT, end - WORDS_AT, StandardCharsets.ISO_8859_1);
    }
  }
}
